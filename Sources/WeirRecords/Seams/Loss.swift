/// Something that a source knows to be gone before it was read: named, durable, and never made smaller.
///
/// A source raises it beside its alert; the state keeps it until the ledger's minutes expire, and `weir reconcile` reads it.
package struct Loss: Hashable, Sendable {
    /// Why it is gone. The raw values are part of the state's format and of the status.
    package enum Cause: String, CaseIterable, Sendable {
        /// Renamed away or deleted before it was read to its end, perhaps compressed.
        case rotatedAway = "rotated_away"
        /// Another file took its name, or another content its place.
        case replaced
        case truncated
        /// The rest of a line over the limit.
        case cutLine = "cut_line"
        /// A name came and went before it was opened.
        case unopened
        /// It was there and could not be read: no right to it, a limit.
        case unread
        /// The kernel dropped events of file changes, or a rotation window went by between two looks: names may have been missed.
        case watchOverflow = "watch_overflow"
        /// Bytes that can't be made text.
        case undecodable
        /// What is there can't be read: a disk's error, a hole.
        case damaged
        /// The state that knew of earlier losses is gone, or was set aside; a new one was begun beside the segments.
        case stateLost = "state_lost"
    }

    package var source: String
    package var host: String
    /// Minute since the epoch in which what is lost may have begun: when the file was last known to be whole. `nil` where only an
    /// earlier run could say it; then the state takes the last minute in which a shipper ran.
    package var since: Int64?
    /// Minute since the epoch in which it was noticed.
    package var noticed: Int64
    package var cause: Cause
    /// What it was lost from: a path. Of losses that were added up, the first one's.
    package var subject: String
    /// Bytes that are gone, at the least; `nil` where nothing is known of how much it was.
    package var bytes: UInt64?
    /// How many losses were added up in this one.
    package var count: UInt64 = 1

    package init(
        source: String, host: String, since: Int64?, noticed: Int64, cause: Cause, subject: String, bytes: UInt64?
    ) {
        self.source = source
        self.host = host
        self.since = since.map { min($0, noticed) }
        self.noticed = noticed
        self.cause = cause
        self.subject = subject
        self.bytes = bytes
    }

    /// The minutes of which something may be missing, where that is known.
    package var minutes: ClosedRange<Int64>? { since.map { min($0, noticed)...noticed } }

    /// Adds another one of the same host and cause up: the minutes of both, and the sum of their bytes.
    package mutating func add(_ other: Loss) {
        since = if let since, let theirs = other.since { min(since, theirs) } else { nil }
        noticed = max(noticed, other.noticed)
        if let more = other.bytes { bytes = (bytes ?? 0).addingSaturated(more) }
        count = count.addingSaturated(other.count)
    }
}

/// Losses that wait to be taken, in the order in which they came: bounded by adding up, so that nothing is forgotten.
package struct LossBox: Sendable {
    /// Losses kept one by one. Beyond them those of one host, cause and known or unknown size are added up.
    package static let capacity = 256

    private var losses: [Loss] = []

    package init() {}

    package var isEmpty: Bool { losses.isEmpty }
    /// Those that wait, which stay.
    package var waiting: [Loss] { losses }

    package mutating func raise(_ loss: Loss) {
        guard losses.count >= Self.capacity else { return losses.append(loss) }
        if let place = losses.lastIndex(where: { Self.canAdd(loss, to: $0) }) { losses[place].add(loss) } else { losses.append(loss) }
    }

    package mutating func take() -> [Loss] {
        defer { losses.removeAll() }
        return losses
    }

    private static func canAdd(_ loss: Loss, to other: Loss) -> Bool {
        loss.source == other.source && loss.host == other.host && loss.cause == other.cause
            && (loss.bytes == nil) == (other.bytes == nil) && (loss.since == nil) == (other.since == nil)
    }
}
