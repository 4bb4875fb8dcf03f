import ArgumentParser
import WeirRecords
import WeirSpool

/// `weir spool dead list`: how many for which reason, then the letters.
struct SpoolDeadListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Dead letters by sink and reason, then one by one.",
        discussion: """
            Only reads, also beside a running shipper.

            Exit code: 0 also where there are none; 64 for a sink that the spool doesn't know.

            Example:
              weir spool dead list weir.yaml --sink lake --reason "HTTP 400" --records 5
            """)

    @OptionGroup var arguments: SpoolArguments

    @Option(help: ArgumentHelp("Only letters of this sink.", valueName: "NAME"))
    var sink: String?

    @Option(help: ArgumentHelp("Only letters with this reason.", valueName: "TEXT"))
    var reason: String?

    @Option(help: ArgumentHelp("How many letters to list, oldest first.", valueName: "N"))
    var records = 20

    @Option(help: ArgumentHelp("List letters from this number on.", valueName: "ID"))
    var from: Int64 = 1

    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard (0...SpoolListing.maximumRecords).contains(records) else {
            throw ValidationError("--records must be 0 to \(SpoolListing.maximumRecords.grouped)")
        }
        guard from > 0 else { throw ValidationError("--from is a letter's number, from 1 on") }
    }

    func run() throws {
        let target = try arguments.target()
        let (state, names) = (try target.state(), try ShownNames(of: target))
        if let sink { try target.requireSink(sink, in: state) }
        let selection = LetterSelection(sink: sink, reason: reason)
        let listing = try spoolFailing { () throws(StateError) in
            DeadListing(
                use: try state.letterCount(), limit: state.deadLetterUse.limit, groups: try state.letterGroups(selection),
                letters: try state.letters(selection, after: from - 1, limit: records), trail: try state.auditTrail(limit: 5))
        }
        switch output.format {
        case .table: try Output.write(listing.text)
        case .json: try Output.write(json: listing.json(names))
        }
    }
}

/// What `dead list` found.
struct DeadListing {
    var use: LetterCount
    var limit: ByteCount
    var groups: [LetterGroup]
    var letters: [KeptLetter]
    var trail: [AuditEntry]

    var text: String {
        guard use.letters > 0 else { return (["There are no dead letters."] + trailText).joined(separator: "\n\n") }
        let head = "\(use.letters.counted("dead letter")), \(use.bytes.text) of \(limit.text)."
        let tables = [groups.isEmpty ? "No dead letter matches." : groupTable, letters.isEmpty ? nil : letterTable]
        return ([head] + tables.compactMap { $0 } + trailText).joined(separator: "\n\n")
    }

    private var groupTable: String {
        var table = TextTable([
            .init("sink"), .init("reason"), .init("letters", .right), .init("bytes", .right), .init("first"), .init("last"),
            .init("to replay", .right),
        ])
        for group in groups {
            table.append(
                group.sink, VisibleText.of(group.reason.utf8), group.letters.grouped, group.bytes.text, "\(group.first)", "\(group.last)",
                group.toReplay.grouped)
        }
        return table.rendered()
    }

    private var letterTable: String {
        var table = TextTable([
            .init("id", .right), .init("sink"), .init("record", .right), .init("given up"), .init("reason"), .init("answer"), .init("text"),
        ])
        for kept in letters {
            let letter = kept.letter
            table.append(
                "\(kept.id)", kept.sink, "\(letter.record)", "\(letter.time)", VisibleText.of(letter.reason.utf8),
                VisibleText.of(letter.answer.utf8, limit: 60), VisibleText.of(letter.bytes, limit: 100))
        }
        return table.rendered()
    }

    private var trailText: [String] {
        guard !trail.isEmpty else { return [] }
        let lines = trail.map { entry in
            let verb = entry.action == .drop ? "dropped" : "asked to replay"
            return "\(entry.time)  user \(entry.user) \(verb) \(entry.count.letters.grouped) (\(entry.selection))"
        }
        return [lines.joined(separator: "\n")]
    }
}

/// As JSON: times are ISO 8601, sizes bytes.
struct DeadListingJSON: Encodable {
    struct Group: Encodable {
        var sink: String
        var reason: String
        var letters: UInt64
        var bytes: Int64
        var first: String
        var last: String
        var toReplay: UInt64
    }

    struct Trail: Encodable {
        var time: String
        var user: UInt32
        var action: String
        var selection: String
        var letters: UInt64
    }

    var version = 1
    var totalLetters: UInt64
    var totalBytes: Int64
    var limitBytes: Int64
    var groups: [Group]
    var letters: [LetterJSON]
    var trail: [Trail]
}

extension DeadListing {
    func json(_ names: ShownNames) -> DeadListingJSON {
        DeadListingJSON(
            totalLetters: use.letters, totalBytes: use.bytes.bytes, limitBytes: limit.bytes,
            groups: groups.map {
                .init(
                    sink: $0.sink, reason: $0.reason, letters: $0.letters, bytes: $0.bytes.bytes, first: "\($0.first)", last: "\($0.last)",
                    toReplay: $0.toReplay)
            },
            letters: letters.map { LetterJSON($0, names) },
            trail: trail.map {
                .init(
                    time: "\($0.time)", user: $0.user, action: $0.action.rawValue, selection: $0.selection, letters: $0.count.letters)
            })
    }
}
