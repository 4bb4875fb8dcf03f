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
        /// It changed without growing: what is known of its content must be compared before it counts as the same.
        case verify
        /// It is shorter than it was: truncated and written again.
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
    /// Of the bytes that end at the offset.
    package var window = Fingerprint.empty
    package var offset: UInt64
    package var line: LineState
    /// `nil` until something was read.
    package var encoding: TextEncoding?
    package var isFinished: Bool
    /// When last looked at.
    package private(set) var size: UInt64
    package private(set) var place: Place
    /// There is no line end between the offset and here, where the file's text ended.
    package private(set) var halfLineEnd: UInt64?
    /// From here to its end the file held nothing but NUL bytes: room that its writer made in advance, or will still fill.
    package private(set) var emptyFrom: UInt64?
    /// NUL bytes behind the offset that were found already.
    private var gap: Gap?

    /// Size and time of the last change when the content was last compared.
    private var verified: Look?
    private var grewAt: Timestamp?
    private var holes: HoleWait?

    private struct Look: Equatable { var size: UInt64, modified: Int64 }

    private struct Gap: Equatable { var range: Range<UInt64>, modified: Int64, foundAt: Timestamp }

    /// Holes within these first bytes of the file were seen at that time.
    private struct HoleWait: Equatable { var size: UInt64, seenAt: Timestamp }

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
        window = position.window
        offset = position.offset
        line = position.line
        encoding = position.encoding
        isFinished = position.isFinished
    }

    /// The file stands elsewhere among its family now; from here on it must be quiet to be over.
    package mutating func stand(_ place: Place) {
        if place != self.place { grewAt = nil }
        self.place = place
    }

    /// When it was changed last, as of the last look at its content.
    var modified: Int64? { verified?.modified }

    /// The file is not what it was: what is known of its size is what was seen before that.
    package mutating func cutOff() {
        size = max(offset, min(verified?.size ?? offset, emptyFrom ?? .max))
        emptyFrom = nil
    }

    /// Where the file's text ended when it was last looked at.
    package var end: UInt64 { min(size, emptyFrom ?? size) }

    /// Bytes that are known of and not read.
    package var unreadBytes: UInt64 { end > offset ? end - offset : 0 }

    /// - Parameter isEnding: nothing is waited for, as at the end of a run of `--once`.
    package mutating func look(_ status: FileStatus, now: Timestamp, quietTime: Duration, isEnding: Bool = false) -> Action {
        guard status.size >= max(offset, verified == nil ? 0 : knownEnd) else { return .startOver }
        let isVerified = !calls(for: status)
        let hasChanged = status.size != size || verified != nil && !isVerified
        grewAt = hasChanged ? now : min(grewAt ?? now, now)
        size = status.size
        if !isVerified || emptyFrom ?? 0 >= size { emptyFrom = nil }
        if end > offset {
            guard halfLineEnd == end, isVerified else { return .read }
            return isOver(now, quietTime, isEnding) ? .finishLine : .wait
        }
        guard isVerified else { return .verify }
        return isOver(now, quietTime, isEnding) && place != .newest ? .release : .nothing
    }

    /// How far the file's text was seen to go. What lies behind it is room that a writer may take back.
    private var knownEnd: UInt64 { min(verified?.size ?? 0, emptyFrom ?? .max) }

    private func isOver(_ now: Timestamp, _ quietTime: Duration, _ isEnding: Bool) -> Bool {
        if isEnding { return true }
        guard place != .newest, let grewAt else { return false }
        return now.hasPassed(quietTime, since: grewAt)
    }

    /// Whether it has not grown for so long, as far as it was looked at since it stands where it does.
    func hasRested(for time: Duration, _ now: Timestamp) -> Bool { grewAt.map { now.hasPassed(time, since: $0) } ?? false }

    /// Whether a status that a scan saw calls for a look, where the file is not held open.
    package func calls(for status: FileStatus) -> Bool {
        verified != Look(size: status.size, modified: status.modified)
    }

    /// A scan saw this size; what is unread is counted by it.
    package mutating func sighted(size: UInt64) {
        if size != self.size { (grewAt, emptyFrom) = (nil, nil) }
        self.size = size
    }

    /// The content matched what was known of it; there may be more first bytes by now.
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
        (halfLineEnd, gap) = (nil, nil)
    }

    /// The file's text ended after this many bytes behind the offset, without a line end in them; behind it there are `empty` NUL bytes.
    package mutating func sawHalfLine(of count: Int, empty: UInt64 = 0) {
        let textEnd = offset + UInt64(count)
        halfLineEnd = count > 0 ? textEnd : nil
        emptyFrom = empty > 0 ? textEnd : nil
    }

    /// NUL bytes behind the offset that need not be read again: the file was not touched since they were found, or that is no longer ago than
    /// the quiet time.
    package func knownGap(_ status: FileStatus, now: Timestamp, quietTime: Duration) -> Range<UInt64>? {
        guard let gap, gap.modified == status.modified || !now.hasPassed(quietTime, since: gap.foundAt) else { return nil }
        return gap.range
    }

    package mutating func found(gap range: Range<UInt64>, _ status: FileStatus, now: Timestamp) {
        let isLonger = gap.map { $0.range.lowerBound == range.lowerBound && $0.range.upperBound <= range.upperBound } ?? false
        let (modified, foundAt) = isLonger ? (gap?.modified, gap?.foundAt) : (nil, nil)
        gap = Gap(range: range, modified: modified ?? status.modified, foundAt: foundAt ?? now)
    }

    /// Whether NUL bytes that end at `place`, text behind them, can be passed over. A writer may still fill them, as one of several
    /// threads or over a network: they must have been there for the quiet time, or the file untouched for that long.
    package mutating func mayPass(holeTo place: UInt64, _ status: FileStatus, now: Timestamp, quietTime: Duration) -> Bool {
        if now.microseconds &- status.modified >= quietTime.microseconds { return true }
        if let holes, place <= holes.size { return now.hasPassed(quietTime, since: holes.seenAt) }
        holes = HoleWait(size: status.size, seenAt: now)
        return false
    }
}
