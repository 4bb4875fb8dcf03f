package import WeirRecords
package import WeirSystem

/// How far one file is read, and what to do about it when it is looked at. A pure value: it is told what the file's status is, and says
/// what to do; whoever does it tells how that went.
package struct TailState: Equatable, Sendable {
    /// Where the file stands among its family: decides whether more is expected of it.
    package enum Place: Equatable, Sendable {
        /// The one that is being written.
        case newest
        /// Renamed away; a writer may hold it open a little longer.
        case rotated
        /// No name leads to it any more, but it is held open.
        case gone
    }

    package enum Action: Equatable, Sendable {
        /// At its end; more may come.
        case nothing
        /// There are bytes behind the offset that were not looked at.
        case read
        /// It changed without growing: its first bytes must be compared before it counts as the same.
        case verify
        /// It is shorter than it was: truncated and written anew.
        case startOver
        /// A half-written last line: wait for the rest.
        case wait
        /// A half-written last line of which nothing more will come: take it as it is.
        case finishLine
        /// At its end, and nothing more is expected: it need not be held open.
        case release
    }

    package var identity: FileIdentity
    package var fingerprint: Fingerprint
    package var offset: UInt64
    package var line: LineState
    package var isFinished: Bool
    /// When last looked at.
    package private(set) var size: UInt64
    package private(set) var place: Place
    /// There is no line end between the offset and here, where the file ended.
    package private(set) var halfLineEnd: UInt64?

    /// Size and time of the last change when the fingerprint was last compared.
    private var verified: Look?
    private var grewAt: Timestamp?

    private struct Look: Equatable { var size: UInt64, modified: Int64 }

    package init(identity: FileIdentity, size: UInt64, place: Place = .newest) {
        self.identity = identity
        self.size = size
        self.place = place
        fingerprint = .empty
        offset = 0
        line = .start
        isFinished = false
    }

    package init(_ position: FilePosition) {
        self.init(identity: position.identity, size: position.size)
        fingerprint = position.fingerprint
        offset = position.offset
        line = position.line
        isFinished = position.isFinished
    }

    /// The file stands elsewhere among its family now; from here on it must be quiet to be over.
    package mutating func stand(_ place: Place) {
        if place != self.place { grewAt = nil }
        self.place = place
    }

    /// The file is not what it was: what is known of its size is what was seen before that.
    package mutating func cutOff() { size = max(offset, verified?.size ?? offset) }

    /// Bytes that are known of and not read.
    package var unreadBytes: UInt64 { size > offset ? size - offset : 0 }

    /// - Parameter isEnding: nothing is waited for, as at the end of a run of `--once`.
    package mutating func look(_ status: FileStatus, now: Timestamp, quietTime: Duration, isEnding: Bool = false) -> Action {
        guard status.size >= max(offset, verified?.size ?? 0) else { return .startOver }
        grewAt = status.size == size ? min(grewAt ?? now, now) : now
        size = status.size
        let isVerified = !calls(for: status)
        if size > offset {
            guard halfLineEnd == size, isVerified else { return .read }
            return isOver(now, quietTime, isEnding) ? .finishLine : .wait
        }
        guard isVerified else { return .verify }
        return isOver(now, quietTime, isEnding) && place != .newest ? .release : .nothing
    }

    private func isOver(_ now: Timestamp, _ quietTime: Duration, _ isEnding: Bool) -> Bool {
        if isEnding { return true }
        guard place != .newest, let grewAt else { return false }
        return now.hasPassed(quietTime, since: grewAt)
    }

    /// Whether a status that a scan saw calls for a look, where the file is not held open.
    package func calls(for status: FileStatus) -> Bool {
        verified != Look(size: status.size, modified: status.modified)
    }

    /// A scan saw this size; what is unread is counted by it.
    package mutating func sighted(size: UInt64) {
        if size != self.size { grewAt = nil }
        self.size = size
    }

    /// The fingerprint matched the file's first bytes, of which there may be more by now.
    package mutating func matched(_ fingerprint: Fingerprint, at status: FileStatus) {
        if fingerprint.length > self.fingerprint.length { self.fingerprint = fingerprint }
        verified = Look(size: status.size, modified: status.modified)
    }

    /// Bytes up to here are in records, or left out for good.
    package mutating func advance(by count: Int, line: LineState = .start) {
        offset += UInt64(count)
        size = max(size, offset)
        self.line = line
        isFinished = false
        halfLineEnd = nil
    }

    /// The file ended after this many bytes behind the offset, without a line end in them.
    package mutating func sawHalfLine(of count: Int) { halfLineEnd = count > 0 ? offset + UInt64(count) : nil }
}
