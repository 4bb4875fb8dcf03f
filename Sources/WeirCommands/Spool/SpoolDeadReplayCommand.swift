import ArgumentParser
import WeirConfiguration
import WeirShipping
import WeirSpool
import WeirSystem

/// `weir spool dead replay`: letters go once more to the sink that refused them.
struct SpoolDeadReplayCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay", abstract: "Sends dead letters again to the sink that refused them.",
        discussion: """
            Each letter goes as it was, under the same event id, over a connection beside the sink's ordinary one. What is delivered leaves \
            the dead letters and counts as delivered; what is refused again stays, with the new answer. A hundred refusals in a row for one \
            reason put the replay on hold: the letters behind them stay asked for.

            Without a running shipper it sends them itself and takes the spool's lock meanwhile; that needs the configuration. Beside a \
            running shipper it asks and waits, and the shipper sends them. With --later, or for a directory without a shipper, it only asks: \
            the next `weir ship` sends them.

            Who asked for what, and when, is kept: see `weir spool dead list`.

            Exit code: 0 where every letter was delivered, or only asked for; 1 where some were refused again or still wait.

            Example:
              weir spool dead replay weir.yaml --sink lake --reason "HTTP 400" --as-of 2026-11-21T12:00:00Z
            """)

    @OptionGroup var arguments: SpoolArguments
    @OptionGroup var letters: LetterArguments

    @Flag(help: "Only ask: do not send and do not wait.")
    var later = false

    @Option(help: ArgumentHelp("How long to go on while nothing gets any further.", valueName: "D"))
    var wait = DurationArgument(.seconds(60))

    @OptionGroup var output: OutputOptions

    func run() throws {
        let desk = try LetterDesk(try arguments.target())
        defer { desk.close() }
        let selection = letters.selection
        _ = try desk.target.requireLetters(selection, in: desk.state)
        let ids = try spoolFailing { () throws(StateError) in
            let ids = try desk.state.letterIDs(selection)
            _ = try desk.state.askReplay(selection, by: Environment.userID, at: LetterDesk.now)
            return ids
        }
        let isSent = try send(ids, desk)
        let result = try spoolFailing { () throws(StateError) in try ReplayResult(of: ids, in: desk.state) }
        switch output.format {
        case .table: try Output.write(Self.text(result, isSent: isSent, desk))
        case .json: try Output.write(json: ReplayResultJSON(result, isSent: isSent))
        }
        guard !isSent || result.isComplete else { throw ExitCode(ExitStatus.fallsShort.rawValue) }
    }

    /// Whether they were sent, or at least waited for.
    private func send(_ ids: [Int64], _ desk: LetterDesk) throws -> Bool {
        guard !later, !ids.isEmpty else { return false }
        if desk.isBesideShipper {
            try ReplayWait(desk.state, ids, patience: wait.value, clock: HostClock()).run()
            return true
        }
        guard let configuration = desk.target.configuration else { return false }
        let log = try ShipLog(configuration.redaction)
        defer { log.settle() }
        let installation = try spoolFailing { () throws(StateError) in try desk.state.installation() }
        let replays = Replays(ReplaySinks(configuration), store: desk.state, installation: installation, tell: { log.tell($0) })
        do throws(SystemError) {
            let service = try ReplayService(replays)
            service.settle(patience: wait.value)
            service.end()
            for progress in service.progress where !progress.isDone { Output.writeError("weir: \(progress.complaint)") }
        } catch {
            throw CommandFailure(.inputOutput, error.description, wayOut: error.wayOut)
        }
        return true
    }

    private static func text(_ result: ReplayResult, isSent: Bool, _ desk: LetterDesk) -> String {
        guard result.asked > 0 else { return "There are no dead letters." }
        guard isSent else {
            let who = desk.isBesideShipper ? "by the running shipper" : "by the next `weir ship`"
            return "\(result.waiting.counted("dead letter", "is", "are")) to be sent again, \(who)."
        }
        var parts = [
            "\(result.delivered.grouped) of \(result.asked.counted("dead letter", "was", "were")) delivered"
        ]
        if result.refused > 0 {
            parts.append(
                "\(result.refused.grouped) \(result.refused == 1 ? "was" : "were") refused again: weir spool dead list has the answers")
        }
        if result.waiting > 0 {
            parts.append(
                "\(result.waiting.grouped) still to be sent, \(desk.isBesideShipper ? "by the running shipper" : "by the next `weir ship`")"
            )
        }
        return parts.joined(separator: "; ") + "."
    }
}

extension ReplayProgress {
    /// Why it did not end.
    fileprivate var complaint: String {
        if let hold { return "\(sink) takes no letters: \(hold)" }
        return "\(sink): " + (lastError ?? "no answer came in time")
    }
}

struct ReplayResultJSON: Encodable {
    var version = 1
    var asked: UInt64
    var delivered: UInt64
    var refused: UInt64
    var waiting: UInt64
    /// False where they were only asked for.
    var sent: Bool

    init(_ result: ReplayResult, isSent: Bool) {
        (asked, delivered, refused, waiting, sent) = (result.asked, result.delivered, result.refused, result.waiting, isSent)
    }
}
