package import WeirRecords

/// What a stage's step came to. Threads only loop their stage by it.
package enum StageStep: Equatable, Sendable {
    /// Something was done; more may be there at once.
    case worked
    /// Nothing to do for this long, if nothing comes.
    case idle(Duration)
    case finished
}

/// Why the shipper can't go on.
package struct ShippingFailure: Error, Equatable, Sendable, CustomStringConvertible {
    /// The stage that failed: `writer`, `state`, a sink's name.
    package var stage: String
    package var message: String
    package var wayOut: String?

    package init(stage: String, message: String, wayOut: String? = nil) {
        self.stage = stage
        self.message = message
        self.wayOut = wayOut
    }

    package var description: String { wayOut.map { "\(stage): \(message); \($0)" } ?? "\(stage): \(message)" }
}

/// Where stages put what an operator should know of.
package typealias NoticeHandler = @Sendable (Notice) -> Void
