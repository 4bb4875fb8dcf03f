import ArgumentParser
import WeirConfiguration
import WeirReceiver

/// `report.json` or `report.json:http=lake:syslog=soc`.
struct ReportArgument: ExpressibleByArgument {
    var path: String
    /// Sinks by the name of their input.
    var sinks: [String: String] = [:]

    /// A part with `=` and without `/` says which sink an input belongs to; a path may hold colons of its own.
    init?(argument: String) {
        var parts = argument.split(separator: ":", omittingEmptySubsequences: false)
        while let last = parts.last, last.contains("="), !last.contains("/"), parts.count > 1 {
            let pair = last.split(separator: "=", omittingEmptySubsequences: false)
            guard pair.count == 2, !pair[0].isEmpty, !pair[1].isEmpty, sinks[String(pair[0])] == nil else { return nil }
            sinks[String(pair[0])] = String(pair[1])
            parts.removeLast()
        }
        path = parts.joined(separator: ":")
        guard !path.isEmpty else { return nil }
    }
}

/// The inputs of all reports, each with the sink that fed it.
struct ReceivedInputs {
    private(set) var bySink: [String: ReceiverReport.Input] = [:]
    /// Inputs that no sink belongs to.
    private(set) var unclaimed: [String] = []

    init(_ arguments: [ReportArgument], sinks: [SinkPlan]) throws(CommandFailure) {
        for argument in arguments {
            let report = try ReportFile.read(argument.path)
            try Self.check(argument, report, sinks)
            for input in report.inputs { try claim(input, argument, sinks) }
        }
    }

    /// Why a sink's report shows nothing: another sink was given the same.
    ///
    /// What two receivers counted differs at least in when it came.
    func copied(for sink: String) -> String? {
        guard let own = bySink[sink], own.records > 0 else { return nil }
        let others = bySink.filter { $0.key != sink && Self.isSame($0.value, own) }.keys.sorted()
        guard let other = others.first else { return nil }
        return "its report is also that of \(other), and one receiver's count can't show two: give each sink the report of its own receiver"
    }

    private static func isSame(_ one: ReceiverReport.Input, _ other: ReceiverReport.Input) -> Bool {
        (one.firstArrival, one.lastArrival) == (other.firstArrival, other.lastArrival)
            && (one.records, one.wireBytes, one.requests) == (other.records, other.wireBytes, other.requests)
    }

    private mutating func claim(_ input: ReceiverReport.Input, _ argument: ReportArgument, _ sinks: [SinkPlan]) throws(CommandFailure) {
        guard let sink = try Self.sink(of: input.name, argument, sinks) else {
            unclaimed.append(input.name)
            return
        }
        guard bySink[sink] == nil else {
            throw CommandFailure(
                .usage, "two inputs belong to the sink \(sink), and two reports can't be added up: each numbers what it saw from 1",
                wayOut: """
                    where several sinks are of that kind, say which is which with --report FILE.json:INPUT=SINK; of one sink, let one run of \
                    weir receive see everything, or give the report of the run that did
                    """)
        }
        bySink[sink] = input
    }

    private static func sink(of input: String, _ argument: ReportArgument, _ sinks: [SinkPlan]) throws(CommandFailure) -> String? {
        if let named = argument.sinks[input] { return named }
        let alike = sinks.filter { $0.kind.name == input && !argument.sinks.values.contains($0.name) }
        guard alike.count > 1 else { return alike.first?.name }
        throw CommandFailure(
            .usage, "\(alike.map(\.name).joined(separator: " and ")) are both of kind \(input)",
            wayOut: "say which one fed the report's input: --report \(argument.path):\(input)=\(alike[0].name)")
    }

    private static func check(_ argument: ReportArgument, _ report: ReceiverReport, _ sinks: [SinkPlan]) throws(CommandFailure) {
        for (input, sink) in argument.sinks.sorted(by: { $0.key < $1.key }) {
            guard report.inputs.contains(where: { $0.name == input }) else {
                let names = report.inputs.map(\.name).joined(separator: ", ")
                throw CommandFailure(.usage, "\(argument.path) has no input \(input)", wayOut: "it has: \(names)")
            }
            guard sinks.contains(where: { $0.name == sink }) else {
                let names = sinks.map(\.name).joined(separator: ", ")
                throw CommandFailure(.usage, "the configuration has no sink \(sink)", wayOut: "it has: \(names)")
            }
        }
    }
}

extension SinkPlan.Kind {
    /// As configurations write it, and as a receiver names its inputs.
    var name: String {
        switch self {
        case .http: "http"
        case .syslog: "syslog"
        }
    }
}
