/// Open files in the order of their last use. An entry that was used again since is passed over when its turn comes.
struct OpenOrder: Sendable {
    private struct Use: Sendable {
        var id: TailID
        var number: UInt64
    }

    private var uses: [Use] = []
    private var start = 0
    private var latest: [TailID: UInt64] = [:]
    private var number: UInt64 = 0

    var count: Int { latest.count }

    mutating func use(_ id: TailID) {
        number += 1
        latest[id] = number
        uses.append(Use(id: id, number: number))
        compact()
    }

    mutating func remove(_ id: TailID) { latest[id] = nil }

    /// Takes out the one that was used least lately; the caller puts it back with ``use(_:)`` where it stays open.
    mutating func takeOldest() -> TailID? {
        while start < uses.count {
            let use = uses[start]
            start += 1
            guard latest[use.id] == use.number else { continue }
            latest[use.id] = nil
            return use.id
        }
        return nil
    }

    /// Entries that don't count any more are dropped once they are the most.
    private mutating func compact() {
        guard uses.count > 64, uses.count > 3 * latest.count else { return }
        uses = uses[start...].filter { latest[$0.id] == $0.number }
        start = 0
    }
}
