package import ArgumentParser
import Foundation
package import WeirRecords
import WeirShipping
import WeirSystem

/// `weir tap`: the records that pass through a running shipper.
package struct TapCommand: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "tap", abstract: "Shows the records that pass through a running shipper, without disturbing its delivery.",
        discussion: """
            The shipper reads its spool once more, behind what is durable and beside its sinks, and sends what every filter admits. It \
            begins with what comes from now on; --from oldest begins with what some sink has not delivered yet. Where records come faster \
            than they are taken, it moves on and says how many were left out; no sink waits for it. Ctrl-C, or --records, ends it.

            --format raw writes each record as it was read, and nothing else; in a table, what could disturb a terminal is shown as \\x1b \
            and the like. JSON is one object a line. What was left out is told on standard error.

            Exit code: 0; 64 for a source that the shipper doesn't have; 69 where no shipper runs there, or once it has ended; 78 for a wrong configuration.

            Example:
              weir tap /etc/weir/weir.yaml --level warning --host web-1
              weir tap /var/lib/weir --contains login --records 20 --format raw
            """)

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case table, json, raw
    }

    @Argument(
        help: ArgumentHelp("The shipper's configuration, its spool's directory, or its control socket.", valueName: "WEIR.yaml|DIR|SOCKET"),
        completion: .file())
    var place: String

    @Option(help: ArgumentHelp("Records of this host only.", valueName: "H"))
    var host: String?

    @Option(help: ArgumentHelp("Records of this application only.", valueName: "A"))
    var application: String?

    @Option(
        help: ArgumentHelp(
            "Records of this level or a graver one: trace, debug, info, notice, warning, error, critical.", valueName: "AT_LEAST"))
    var level: Level?

    @Option(help: ArgumentHelp("Records of this source only.", valueName: "S"))
    var source: String?

    @Option(help: ArgumentHelp("Records in which this text stands, in this case.", valueName: "TEXT"))
    var contains: String?

    @Option(help: ArgumentHelp("End after so many.", valueName: "N"))
    var records: UInt64?

    @Option(help: "Where to begin: now or oldest.")
    var from: Tap.Start = .now

    @Option(help: "How to print: table, json or raw.")
    var format: Format = .table

    package init() {}

    package func validate() throws {
        if records == 0 { throw ValidationError("--records is at least 1") }
    }

    package func run() throws {
        let connection = try ControlConnection(to: place)
        let signals = try TerminationSignals.install()
        defer { signals.close() }
        let filter = TapFilter(source: source, host: host, application: application, atLeast: level, contains: contains)
        try connection.send(.tap(filter, from: from, limit: records))
        let printer = TapPrinter(format: format, paint: .host)
        while signals.request == nil {
            guard let line = try connection.nextLine(within: Self.look) else { continue }
            let answer = try ControlAnswer.decode(line, as: TapLine.self)
            try printer.write(answer, line)
            if answer.end != nil { return }
        }
    }

    /// How soon a signal is noticed.
    private static let look = Duration.milliseconds(200)
}

extension Level: ExpressibleByArgument {
    package init?(argument: String) { self.init(parsing: argument) }

    package static var allValueStrings: [String] { allCases.map(\.name) }
}

extension Tap.Start: ExpressibleByArgument {}

/// Writes what a tap brings.
private struct TapPrinter {
    let format: TapCommand.Format
    let paint: Paint

    func write(_ answer: TapLine, _ line: [UInt8]) throws {
        if let first = answer.begins { Output.writeError("weir: from record \(first.grouped) on") }
        if let missed = answer.missed { Output.writeError("weir: \(missed.counted("record", "was", "were")) left out") }
        guard let record = answer.record else { return }
        switch format {
        case .table: try Output.write(text(record))
        case .json: try Output.write(json: String(decoding: line, as: UTF8.self))
        case .raw: try RawOutput.write(record.rawBytes)
        }
    }

    private func text(_ record: TapLine.Record) -> String {
        let level = record.level.padding(toLength: 8, withPad: " ", startingAt: 0)
        let head = PlainText.of("\(record.time) \(level) \(record.host) \(record.application) ")
        let line = PlainText.of(record.line)
        switch Level(parsing: record.level) {
        case .error, .critical: return head + paint.alert(line)
        case .warning: return head + paint.warning(line)
        case .trace, .debug: return head + paint.faint(line)
        default: return head + line
        }
    }
}
