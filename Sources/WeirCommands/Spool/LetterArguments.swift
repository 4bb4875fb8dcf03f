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
        let total = try spoolFailing { () throws(StateError) in try state.letterCount() }
        guard total.letters > 0 else { return count }
        throw CommandFailure(
            .usage, "no dead letter answers to: \(selection)",
            wayOut: "weir spool dead list names the sinks and reasons of all \(total.letters.grouped)")
    }
}
