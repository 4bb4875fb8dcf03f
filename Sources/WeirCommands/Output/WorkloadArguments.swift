import ArgumentParser
package import WeirReceiver
import WeirRecords

/// `10000` or `10000/s`; positive.
struct RecordRate: ExpressibleByArgument {
    /// Above it a clock of microseconds could not tell two records apart.
    private static let highest = 1e6

    var value: Double

    init?(argument: String) {
        let number = argument.hasSuffix("/s") ? argument.dropLast(2) : argument[...]
        guard let value = Double(number), value > 0, value <= Self.highest else { return nil }
        self.value = value
    }
}

/// A moment in ISO 8601.
struct EventTime: ExpressibleByArgument {
    var value: Timestamp

    init?(argument: String) {
        let time = Array(argument.utf8).withUnsafeBytes { Timestamp.parseISO8601($0) }
        guard let time else { return nil }
        value = time
    }
}

extension ReceiverAddress: ExpressibleByArgument {
    package init?(argument: String) { self.init(argument) }
}

extension FaultPlan.Failure: ExpressibleByArgument {
    package init?(argument: String) { self.init(argument) }
}
