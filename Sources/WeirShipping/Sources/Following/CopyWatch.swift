internal import WeirRecords

/// A file that begins as another one does. It is that one's copy as long as the other holds all that it holds.
struct CopyWatch: Equatable, Sendable {
    enum Verdict: Equatable {
        case same, differs
        /// Not all of it was compared, or the original is just changing.
        case unknown
    }

    private(set) var original: TailID
    /// Others of which it may be a copy, where it turns out to be none of the original's.
    private var others: [TailID]
    let since: Timestamp
    /// Its name says that it is a copy: it is left out. Otherwise it waits a little whether the other is truncated.
    let isNamedSo: Bool
    /// Bytes that both hold.
    var compared: UInt64 = 0
    var size: UInt64 = 0
    var modified: Int64 = 0
    var changedAt: Timestamp

    init(of original: TailID, others: [TailID] = [], isNamedSo: Bool, now: Timestamp) {
        (self.original, self.others, self.isNamedSo, since, changedAt) = (original, others, isNamedSo, now, now)
    }

    /// Compares with the next file that begins alike; false where there is no other.
    mutating func turnToNext() -> Bool {
        guard !others.isEmpty else { return false }
        original = others.removeFirst()
        compared = 0
        return true
    }

    var isWhollyCompared: Bool { compared == size && size > 0 }

    /// What was written again must be compared again; what was appended, from there on.
    mutating func sees(size: UInt64, modified: Int64, now: Timestamp) {
        guard size != self.size || modified != self.modified else { return }
        if size <= self.size { compared = 0 }
        (self.size, self.modified, changedAt) = (size, modified, now)
    }
}
