import ArgumentParser
import WeirRecords
import WeirSpool
import WeirSystem

/// `weir spool dead drop`: letters that nobody wants any more.
struct SpoolDeadDropCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "drop", abstract: "Removes dead letters for good; they count as dropped.",
        discussion: """
            Without --yes it says what it would remove, and removes nothing. The ledger then counts them as dropped, by a person's hand; \
            who dropped what, and when, is kept: see `weir spool dead list`. May be done beside a running shipper; a sink that was on hold \
            for want of room goes on.

            Exit code: 0 where they were removed; 64 without --yes.

            Example:
              weir spool dead drop weir.yaml --sink lake --reason "HTTP 400" --yes
            """)

    @OptionGroup var arguments: SpoolArguments
    @OptionGroup var letters: LetterArguments

    @Flag(help: "Do it.")
    var yes = false

    @OptionGroup var output: OutputOptions

    func run() throws {
        let target = try arguments.target()
        guard yes else {
            let count = try target.requireLetters(letters.selection, in: try target.state())
            throw CommandFailure(
                .usage, "\(count.letters.counted("dead letter")) (\(count.bytes.text)) would be removed for good; none was",
                wayOut: "weir spool dead show gives their contents; add --yes to remove them")
        }
        let desk = try LetterDesk(target)
        defer { desk.close() }
        _ = try target.requireLetters(letters.selection, in: desk.state)
        let dropped = try spoolFailing { () throws(StateError) in
            try desk.state.dropLetters(letters.selection, by: Environment.userID, at: LetterDesk.now)
        }
        switch output.format {
        case .table:
            try Output.write(
                "\(dropped.letters.counted("dead letter", "was", "were")) dropped (\(dropped.bytes.text)).")
        case .json: try Output.write(json: DropResultJSON(letters: dropped.letters, bytes: dropped.bytes.bytes))
        }
    }
}

struct DropResultJSON: Encodable {
    var version = 1
    var letters: UInt64
    var bytes: Int64
}
