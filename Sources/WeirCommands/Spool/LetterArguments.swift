import ArgumentParser
import WeirRecords
import WeirSpool

/// Which dead letters, for a command that does something with them: it must be said, if only as `--all`.
struct LetterArguments: ParsableArguments {
    @Argument(help: ArgumentHelp("Numbers of letters, as `dead list` shows them.", valueName: "ID"))
    var ids: [Int64] = []

    @Option(help: ArgumentHelp("Only letters of this sink.", valueName: "NAME"))
    var sink: String?

    @Option(help: ArgumentHelp("Only letters with this reason, such as \"HTTP 400\".", valueName: "TEXT"))
    var reason: String?

    @Flag(help: "All letters.")
    var all = false

    @Option(help: ArgumentHelp("Only letters given up at this time or before (ISO 8601).", valueName: "TIME"))
    var asOf: EventTime?

    func validate() throws {
        let isNamed = !ids.isEmpty || sink != nil || reason != nil
        guard isNamed || all else { throw ValidationError("say which letters: their numbers, --sink, --reason, or --all") }
        if isNamed, all { throw ValidationError("--all is all of them: leave out the numbers, --sink and --reason, or --all") }
    }

    var selection: LetterSelection {
        LetterSelection(ids: ids.isEmpty ? nil : ids, sink: sink, reason: reason, asOf: asOf?.value)
    }
}

extension SpoolTarget {
    /// - Throws: where nothing answers to the selection: a name that is mistyped must not look like a job that is done.
    func requireLetters(_ selection: LetterSelection, in state: StateStore) throws(CommandFailure) -> LetterCount {
        let count = try spoolFailing { () throws(StateError) in try state.letterCount(selection) }
        guard count.letters == 0 else { return count }
        if let sink = selection.sink { try requireSink(sink, in: state) }
        let total = try spoolFailing { () throws(StateError) in try state.letterCount() }
        if total.letters == 0, selection.ids == nil { return count }
        throw CommandFailure(
            .usage, "no dead letter matches: \(selection)",
            wayOut: total.letters == 0
                ? "there is none at all" : "weir spool dead list names the sinks and reasons of all \(total.letters.grouped)")
    }

    /// - Throws: where the spool never had this sink.
    func requireSink(_ sink: String, in state: StateStore) throws(CommandFailure) {
        let known = try spoolFailing { () throws(StateError) in try state.standings().map(\.name) + state.letterGroups().map(\.sink) }
        guard !known.contains(sink) else { return }
        let names = Set(known).sorted().joined(separator: ", ")
        throw CommandFailure(.usage, "the spool knows no sink \(sink)", wayOut: names.isEmpty ? "it knows none yet" : "it knows \(names)")
    }
}
