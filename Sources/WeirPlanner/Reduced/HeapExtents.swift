/// Where in a file rows lie that come and go in one order: runs of bytes, each written one after the other. New rows take
/// the first free room from the file's beginning on, so that the end of a file may fall empty.
struct HeapExtents: Equatable, Sendable {
    /// Bytes from `start` to `end` with the rows from one position of the stream to another.
    private struct Run: Equatable, Sendable {
        var start: Double
        var end: Double
        var from: Double
        var to: Double
    }

    /// In the order of their places in the file.
    private var runs: [Run] = []
    /// The run that is being written, and where its room ends.
    private var current = -1
    private var limit = Double.infinity
    /// Where the rows end that are there, or were since the last cut.
    private(set) var end = 0.0

    /// More runs than this count as one: no room is free between them.
    private static let mostRuns = 64

    init() { runs.reserveCapacity(Self.mostRuns + 2) }

    /// - Parameters:
    ///   - bytes: of rows from position `from` to position `to`.
    ///   - loss: room that stays unused where rows fill what was freed, as a share.
    mutating func write(_ bytes: Double, from: Double, to: Double, loss: Double) {
        var rest = bytes
        if runs.isEmpty { open(at: 0, limit: .infinity, from: from, index: 0) }
        while rest > 0 {
            let cost = limit.isFinite ? rest * (1 + loss) : rest
            let taken = min(cost, limit - runs[current].end)
            runs[current].end += taken
            rest -= limit.isFinite ? taken / (1 + loss) : taken
            // Rounding must not keep this going.
            if rest < bytes * 1e-12 { rest = 0 }
            runs[current].to = to - (to - from) * rest / bytes
            if rest > 0 { openNext(from: runs[current].to) }
        }
        end = max(end, runs[current].end)
    }

    private mutating func open(at start: Double, limit: Double, from: Double, index: Int) {
        runs.insert(Run(start: start, end: start, from: from, to: from), at: index)
        current = index
        self.limit = limit
    }

    /// The next room behind the current run; at the end of the file there is always some.
    private mutating func openNext(from: Double) {
        if runs.count >= Self.mostRuns { collapse() }
        var index = current
        while index + 1 < runs.count, runs[index + 1].start - runs[index].end <= 0 { index += 1 }
        let next = index + 1 < runs.count ? runs[index + 1].start : .infinity
        open(at: runs[index].end, limit: next, from: from, index: index + 1)
    }

    private mutating func collapse() {
        var (from, to) = (Double.infinity, 0.0)
        for run in runs {
            from = min(from, run.from)
            to = max(to, run.to)
        }
        let whole = Run(start: 0, end: end, from: from, to: to)
        runs.removeAll(keepingCapacity: true)
        runs.append(whole)
        (current, limit) = (0, .infinity)
    }

    /// Frees the rows before a position; new ones begin at the file's first free room.
    ///
    /// - Returns: where the last row ends that is left.
    mutating func free(before position: Double) -> Double {
        var kept = 0
        for index in runs.indices {
            var run = runs[index]
            guard run.to > position, run.end > run.start else { continue }
            if run.from < position {
                run.start += (run.end - run.start) * (position - run.from) / (run.to - run.from)
                run.from = position
            }
            runs[kept] = run
            kept += 1
        }
        runs.removeLast(runs.count - kept)
        let last = runs.last?.end ?? 0
        seek()
        return last
    }

    /// Goes to the first room: behind the run that was written last it is continued, elsewhere a new one begins.
    private mutating func seek() {
        guard let first = runs.first else { return }
        let newest = runs.reduce(0) { max($0, $1.to) }
        if first.start > 0 {
            open(at: 0, limit: first.start, from: newest, index: 0)
            return
        }
        var index = 0
        while index + 1 < runs.count, runs[index + 1].start <= runs[index].end { index += 1 }
        if runs[index].to == newest {
            current = index
            limit = index + 1 < runs.count ? runs[index + 1].start : .infinity
        } else {
            current = index
            openNext(from: newest)
        }
    }

    mutating func cut(to bytes: Double) { end = bytes }

    /// A file of one run.
    mutating func fill(_ bytes: Double, from: Double, to: Double) {
        runs.removeAll(keepingCapacity: true)
        runs.append(Run(start: 0, end: bytes, from: from, to: to))
        (current, limit, end) = (0, .infinity, bytes)
    }
}
