import WeirRecords

/// A frame of `weir top` for people.
struct TopText {
    private let frame: TopFrame
    private let paint: Paint

    init(_ frame: TopFrame, paint: Paint) {
        self.frame = frame
        self.paint = paint
    }

    /// Lines without their ends.
    var lines: [String] { head + [""] + sources + [""] + sinks + [""] + ledger + failure }

    private var head: [String] {
        let spool = frame.spool
        let share = spool.sizeBytes > 0 ? Double(spool.usedBytes) / Double(spool.sizeBytes) * 100 : 0
        let fill = "spool \(ByteCount(spool.usedBytes).text) of \(ByteCount(spool.sizeBytes).text) (\(decimal(share)) %)"
        let disk = spool.diskFreeBytes.map { ", disk \(Self.bytes($0)) free" } ?? ""
        let full = spool.isFull ? paint.alert("  reading waits: \(spool.hindrance ?? "no room")") : ""
        let loss = frame.timeToLossSeconds.map { Duration.seconds(min($0, Self.longestSeconds)).text } ?? noRate
        let dropped = spool.dropped > 0 ? paint.alert(", \(spool.dropped.grouped) records dropped") : ""
        let letters = "dead letters \(ByteCount(spool.deadLetterBytes).text) of \(ByteCount(spool.deadLetterLimitBytes).text)"
        return [
            "\(frame.now)  \(frame.configuration.path)  sha256 \(frame.configuration.sha256.prefix(12))",
            "\(fill)\(disk), records \(spool.oldest.grouped) to \(spool.mark.grouped)\(full)",
            "time to loss \(loss), reading \(Self.rate(frame.bytesPerSecond)), \(letters)\(dropped)",
        ]
    }

    /// Without a rate no time can be said.
    private var noRate: String {
        frame.spool.isFull ? "unknown (nothing is written now; only the rotation still holds what is unread)" : "nothing is written"
    }

    private var sources: [String] {
        var table = TextTable([
            .init("source"), .init("records/s", .right), .init("bytes/s", .right), .init("unread", .right), .init("lost", .right),
            .init("last event"),
        ])
        for source in frame.sources {
            table.append(
                source.name, Self.number(source.recordsPerSecond), Self.rate(source.bytesPerSecond), Self.bytes(source.unreadBytes),
                LossText(bytes: source.lostBytes, ofUnknownSize: source.lossesOfUnknownSize ?? 0).text, source.lastEvent ?? "-")
        }
        return Self.lines(table)
    }

    private var sinks: [String] {
        var table = TextTable([
            .init("sink"), .init("records/s", .right), .init("sent/s", .right), .init("waiting", .right), .init("in spool", .right),
            .init("lag", .right), .init("cursor", .right), .init("dead", .right), .init("retries", .right), .init("state"),
        ])
        for sink in frame.sinks {
            table.append(
                sink.name, Self.number(sink.recordsPerSecond), Self.rate(sink.bytesPerSecond), sink.waitingRecords.grouped,
                ByteCount(sink.waitingBytes).text, sink.lagSeconds.map { Duration.seconds(min($0, Self.longestSeconds)).text } ?? "-",
                sink.cursor.grouped, sink.deadLetters.grouped, sink.retries.grouped, Self.state(sink))
        }
        let lines = Self.lines(table)
        return lines.prefix(1)
            + zip(lines.dropFirst(), frame.sinks).map { line, sink in
                sink.held != nil ? paint.alert(line) : sink.failures > 0 ? paint.warning(line) : line
            }
    }

    private static func state(_ sink: TopFrame.Sink) -> String {
        if let held = sink.held { return "on hold: \(held)" }
        guard sink.failures == 0 else {
            return "failed \(UInt64(clamping: sink.failures).counted("time")): \(sink.lastError ?? "no reason")"
        }
        guard let sent = sink.inReplayWindow, sent > 0 else { return "well" }
        return "well: up to \(sent.grouped) sent, kept in the replay window"
    }

    /// Each sink's books, as of its last transaction.
    private var ledger: [String] {
        var table = TextTable([
            .init("committed"), .init("", .right), .init("= delivered", .right), .init("+ elsewhere", .right), .init("+ dead", .right),
            .init("+ dropped", .right), .init("+ unreadable", .right), .init("+ waiting", .right), .init(""),
        ])
        for sink in frame.sinks {
            guard let books = sink.ledger else { continue }
            table.append(
                sink.name, books.committed.grouped, books.delivered.grouped, books.filtered.grouped, books.deadLetters.grouped,
                books.dropped.grouped, books.unreadable.grouped, books.waiting.grouped,
                books.isConserved ? "conserved" : "NOT CONSERVED")
        }
        return Self.lines(table)
    }

    private var failure: [String] { frame.failure.map { ["", paint.alert("the shipper fails: \($0)")] } ?? [] }

    /// What stands for "for ever" in a duration.
    private static let longestSeconds = 1e10

    private static func lines(_ table: TextTable) -> [String] {
        table.rendered().split(separator: "\n", omittingEmptySubsequences: false).map { PlainText.of($0) }
    }

    private static func bytes(_ count: UInt64) -> String { ByteCount(Int64(clamping: count)).text }
    private static func rate(_ bytes: Double) -> String { "\(ByteCount(Int64(bytes)).text)/s" }
    private static func number(_ value: Double) -> String { value < 9.95 ? decimal(value) : UInt64(value).grouped }
}
