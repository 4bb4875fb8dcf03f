/// Where a full leaf is cut in two: as even as can be, at the right end nine to one, and within a tolerance where the separator
/// gets short.
struct SplitChoice {
    let keys: BTreeKeys
    /// Entries of the page with the new one among them.
    let entries: [UInt64]
    /// Bytes of each with its line pointer.
    let sizes: [Int]
    let newOffset: Int
    let isRightmost: Bool
    let highKey: Int
    /// Group of the next page's first key; −1 where there is no next page.
    let groupAfter: Int
    /// Whether the row of the entry before the new one lies right before the new row.
    let newFollowsNeighbour: Bool

    private struct Candidate {
        var cut: Int
        var leftFree: Int
        var rightFree: Int
        var delta: Double
    }

    /// Part of the page's data by which a cut may be off the best balance for a shorter separator.
    private static let tolerance = 0.05
    /// Entries wider than this with their line pointer are not taken for runs of growing keys.
    private static let widestRunItem = 28
    private static let placeBytes = 8

    /// Entries that stay on the left page; at least 1, and less than all.
    var cut: Int {
        let legal = candidates
        guard !legal.isEmpty else { return max(1, entries.count / 2) }
        if let run = cutAfterNew(legal) { return run }
        let share = isRightmost ? BTreeFile.fill.leaf : isGrowingRun ? BTreeFile.fill.leaf : nil
        let best = balanced(legal, share)
        if keys.sharesEntries, isLastOfOneValue { return balanced(legal, BTreeFile.fill.singleValue)[0].cut }
        return cheapest(best)
    }

    private var candidates: [Candidate] {
        let total = sizes.reduce(0, +)
        let usable = PageGeometry.indexUsableBytes
        var (left, found) = (0, [Candidate]())
        found.reserveCapacity(entries.count)
        for cut in 1..<max(2, entries.count) where cut < entries.count {
            left += sizes[cut - 1]
            let leftFree = usable - left - sizes[cut] - Self.placeBytes
            let rightFree = usable - highKey - (total - left)
            if leftFree >= 0, rightFree >= 0 { found.append(Candidate(cut: cut, leftFree: leftFree, rightFree: rightFree, delta: 0)) }
        }
        return found
    }

    /// Sorted by distance from the wanted balance; `share` of the room that the left page fills, nil for halves.
    private func balanced(_ candidates: [Candidate], _ share: Double?) -> [Candidate] {
        candidates.map { candidate in
            var candidate = candidate
            let (left, right) = (Double(candidate.leftFree), Double(candidate.rightFree))
            candidate.delta = abs(share.map { $0 * left - (1 - $0) * right } ?? left - right).rounded(.towardZero)
            return candidate
        }.sorted { ($0.delta, $0.cut) < ($1.delta, $1.cut) }
    }

    private func cheapest(_ sorted: [Candidate]) -> Int {
        guard keys.columns > 1 || keys.order == .duplicates else { return sorted[0].cut }
        let slack = Int(Double(sizes.reduce(0, +) - sizes[newOffset]) * Self.tolerance)
        let best = sorted[0]
        var (cut, cost) = (best.cut, penalty(best))
        for candidate in sorted.dropFirst() {
            if abs(candidate.leftFree - best.leftFree) > slack || abs(candidate.rightFree - best.rightFree) > slack { break }
            let here = penalty(candidate)
            if here < cost { (cut, cost) = (candidate.cut, here) }
        }
        if keys.order == .duplicates, cost > keys.columns, let apart = sorted.first(where: { penalty($0) <= keys.columns }) {
            return apart.cut
        }
        return cut
    }

    private func penalty(_ candidate: Candidate) -> Int { keys.keptColumns(entries[candidate.cut - 1], entries[candidate.cut]) }

    /// Whether the page holds one value only, and is the last that does.
    private var isLastOfOneValue: Bool {
        guard keys.order == .duplicates, let first = entries.first, let last = entries.last else { return false }
        return keys.group(of: first) == keys.group(of: last) && groupAfter != keys.group(of: last)
    }

    /// Whether entries of one width grow at the new one's place.
    private var isRun: Bool {
        guard !isRightmost, keys.columns > 1, newOffset > 0, sizes[newOffset] <= Self.widestRunItem else { return false }
        guard sizes.allSatisfy({ $0 == sizes[newOffset] }) else { return false }
        let kept = keys.keptColumns(entries[newOffset - 1], entries[newOffset])
        return kept > 1 && kept <= keys.columns
    }

    private var isGrowingRun: Bool {
        guard isRun else { return false }
        if newOffset == entries.count - 1 { return true }
        return newFollowsNeighbour && Double(newOffset + 1) / Double(entries.count) > BTreeFile.fill.leaf
    }

    /// Right after the new entry, where it follows its neighbour in the middle of the page.
    private func cutAfterNew(_ legal: [Candidate]) -> Int? {
        guard isRun, newFollowsNeighbour, newOffset < entries.count - 1, !isGrowingRun else { return nil }
        return legal.contains { $0.cut == newOffset + 1 } ? newOffset + 1 : nil
    }
}
