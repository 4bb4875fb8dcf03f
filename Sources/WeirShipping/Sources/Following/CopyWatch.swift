internal import WeirRecords

/// A file that begins as another one does. It is that one's copy as long as the other holds all that it holds.
struct CopyWatch: Equatable, Sendable {
    enum Verdict: Equatable {
        case same, differs
        /// Not all of it was compared, or the original is just changing.
        case unknown
    }

    /// Files that begin alike against which one is held.
    static let mostOriginals = 64

    private(set) var original: TailID
    /// Others of which it may be a copy, where it turns out to be none of the original's.
    private var others: [TailID]
    /// Those of which it is none.
    private var tried: Set<TailID> = []
    let since: Timestamp
    /// Its name says that it is a copy: it is left out. Otherwise it waits a little whether the other is truncated.
    let isNamedSo: Bool
    /// It holds too little to be one for sure: it is one only where the other is truncated. Where it waits no longer it is read.
    let isShort: Bool
    /// Bytes that both hold.
    var compared: UInt64 = 0
    var size: UInt64 = 0
    var modified: Int64 = 0
    var changedAt: Timestamp
    /// Scans in a row that found out nothing.
    private(set) var vainScans = 0

    init(of original: TailID, others: [TailID] = [], isNamedSo: Bool, isShort: Bool = false, now: Timestamp) {
        (self.original, self.others, self.isNamedSo, self.isShort, since, changedAt) = (original, others, isNamedSo, isShort, now, now)
    }

    /// - Parameter tails: files of which it may be a copy, the likeliest first; `nil` where there is none.
    init?(ofOneOf tails: [TailID], now: Timestamp) {
        let tails = tails.prefix(Self.mostOriginals)
        guard let first = tails.first else { return nil }
        self.init(of: first, others: Array(tails.dropFirst()), isNamedSo: true, now: now)
    }

    /// Of which it may be a copy as far as is known.
    var candidates: [TailID] { isWhollyCompared ? [original] : [original] + others }

    func mayBe(of id: TailID) -> Bool { original == id || others.contains(id) }

    /// Compares with the next file that begins alike; false where there is no other.
    mutating func turnToNext() -> Bool {
        tried.insert(original)
        guard !others.isEmpty else { return false }
        original = others.removeFirst()
        compared = 0
        return true
    }

    /// The same with those that were not compared yet: files that came later, or took the place of what is gone.
    mutating func turn(to tails: [TailID]) -> Bool {
        others = Array(tails.filter { !tried.contains($0) }.prefix(max(0, Self.mostOriginals - tried.count)))
        return turnToNext()
    }

    mutating func looked(_ verdict: Verdict, comparedBefore: UInt64) {
        vainScans = verdict == .unknown && compared <= comparedBefore ? vainScans + 1 : 0
    }

    /// What was compared is not held to be known any more.
    mutating func startOver() { compared = 0 }

    var isWhollyCompared: Bool { compared == size && size > 0 }

    /// What was written again must be compared again; what was appended, from there on.
    mutating func sees(size: UInt64, modified: Int64, now: Timestamp) {
        guard size != self.size || modified != self.modified else { return }
        if size <= self.size { compared = 0 }
        (self.size, self.modified, changedAt) = (size, modified, now)
    }
}
