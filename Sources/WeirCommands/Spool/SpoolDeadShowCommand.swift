import ArgumentParser
import WeirRecords
import WeirSpool

/// `weir spool dead show`: everything that is known of one letter.
struct SpoolDeadShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "One dead letter with all that is known of it.",
        discussion: """
            Only reads, also beside a running shipper. --format raw gives the record's bytes as they came, and nothing else.

            Example:
              weir spool dead show weir.yaml 17
            """)

    @OptionGroup var arguments: SpoolArguments

    @Argument(help: ArgumentHelp("The letter's number.", valueName: "ID"))
    var id: Int64

    @Option(help: "How to print: table, json or raw.")
    var format: RecordFormatChoice = .table

    func run() throws {
        let target = try arguments.target()
        let (state, names) = (try target.state(), try ShownNames(of: target))
        let found = try spoolFailing { () throws(StateError) in try state.letters(LetterSelection(ids: [id]), limit: 1).first }
        guard let found else {
            throw CommandFailure(.usage, "there is no dead letter \(id)", wayOut: "weir spool dead list shows their numbers")
        }
        switch format {
        case .table: try Output.write(Self.text(found, names))
        case .json: try Output.write(json: LetterJSON(found, names))
        case .raw: try RawOutput.write(found.letter.bytes)
        }
    }

    private static func text(_ kept: KeptLetter, _ names: ShownNames) -> String {
        let letter = kept.letter
        let details = LetterDetails(letter)
        var lines = [
            ("letter", "\(kept.id)"), ("sink", kept.sink), ("record", "\(letter.record)"), ("event id", "\(letter.eventID)"),
            ("source", letter.source), ("origin", names.shown(letter.origin)), ("given up", "\(letter.time)"), ("reason", letter.reason),
            ("answer", letter.answer), ("bytes", letter.bytes.count.grouped),
        ]
        if let asked = kept.replayAsked { lines.append(("to replay since", "\(asked)")) }
        if let record = details.record {
            lines += [
                ("event time", "\(record.time)"), ("host", record.host), ("application", record.application), ("level", record.level.name),
                ("category", record.category.name),
            ]
        }
        if let damage = details.damage { lines.append(("can't be replayed", damage)) }
        let width = lines.map(\.0.count).max() ?? 0
        let head = lines.map { $0.0.padding(to: width) + "  " + VisibleText.of($0.1.utf8, limit: 2_000) }
        return head.joined(separator: "\n") + "\n\n" + VisibleText.of(letter.bytes, limit: 100_000)
    }
}

extension String {
    /// With spaces behind it, up to so many characters.
    func padding(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
