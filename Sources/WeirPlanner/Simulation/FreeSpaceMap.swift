/// The free space map of one file: 256 categories of room, a tree of maxima over each 4,069 pages, and the sum of those trees,
/// which is brought up to date by vacuum only. What it forgets and what it finds decides how full pages get.
struct FreeSpaceMap: Equatable, Sendable {
    /// Entries of one map page (PostgreSQL's SlotsPerFSMPage at 8 KiB).
    static let slotsPerPage = 4069
    static let categoryBytes = 32
    /// Internal entries above the slots of one map page.
    private static let leafStart = 4095

    /// One map page: a heap of maxima, its slots from `leafStart` on.
    private struct MapPage: Equatable, Sendable {
        var nodes = [UInt8](repeating: 0, count: FreeSpaceMap.leafStart + FreeSpaceMap.slotsPerPage)
        var next = 0

        var root: UInt8 { nodes[0] }

        mutating func set(_ slot: Int, _ value: UInt8) {
            var node = FreeSpaceMap.leafStart + slot
            nodes[node] = value
            while node > 0 {
                node = (node - 1) / 2
                let left = nodes[2 * node + 1]
                let right = 2 * node + 2 < nodes.count ? nodes[2 * node + 2] : 0
                let maximum = max(left, right)
                if nodes[node] == maximum { return }
                nodes[node] = maximum
            }
        }

        /// A slot of at least this category, from the one after the last found on and around.
        mutating func search(_ minimum: UInt8) -> Int? {
            guard root >= minimum else { return nil }
            var node = FreeSpaceMap.leafStart + min(next, FreeSpaceMap.slotsPerPage - 1)
            while node > 0, nodes[node] < minimum {
                node = Self.rightNeighbour(node)
                node = (node - 1) / 2
            }
            while node < FreeSpaceMap.leafStart {
                let left = 2 * node + 1
                node = nodes[left] >= minimum ? left : left + 1
                if node >= nodes.count { return nil }
            }
            let slot = node - FreeSpaceMap.leafStart
            next = slot + 1 < FreeSpaceMap.slotsPerPage ? slot + 1 : 0
            return slot
        }

        /// The next node of the same level, wrapping around to the level's first.
        private static func rightNeighbour(_ node: Int) -> Int {
            let after = node + 1
            return (after + 1) & after == 0 ? after / 2 : after
        }
    }

    private var mapPages: [MapPage] = []
    /// Checkpoints after which each page was last imaged, and the pages above them.
    private var touched: [UInt32] = []
    private var upperTouched: UInt32 = 0
    /// What the upper level believes of each map page.
    private var believed: [UInt8] = []
    private var nextMapPage = 0

    /// Pages of the map's own file: a root, a middle, and one for each 4,069 pages.
    var filePages: Int { exists ? 2 + mapPages.count : 0 }
    private var exists = false

    static func category(of free: Int) -> UInt8 { UInt8(clamping: max(0, free) / categoryBytes) }
    private static func category(needed: Int) -> UInt8 { UInt8(clamping: (needed + categoryBytes - 1) / categoryBytes) }

    mutating func record(_ page: Int, free: Int) {
        exists = true
        let index = page / Self.slotsPerPage
        while mapPages.count <= index {
            mapPages.append(MapPage())
            touched.append(0)
            believed.append(0)
        }
        mapPages[index].set(page % Self.slotsPerPage, Self.category(of: free))
    }

    /// What changing a page's entry writes where hints are logged: the whole of the map's page.
    mutating func logHint(_ page: Int, _ wal: inout WALMeter) {
        let index = page / Self.slotsPerPage
        guard index < touched.count else { return }
        wal.hint(touched: &touched[index], used: PageGeometry.pageBytes, content: .map)
    }

    /// The same for the two pages above, which a vacuum's end changes.
    mutating func logUpperHints(_ wal: inout WALMeter) {
        guard exists, upperTouched < wal.checkpoint else { return }
        var root = upperTouched
        wal.hint(touched: &root, used: PageGeometry.pageBytes, content: .map)
        wal.hint(touched: &upperTouched, used: PageGeometry.pageBytes, content: .map)
    }

    /// Records one page's room and looks for another with enough, first on the same map page.
    mutating func recordAndFind(_ page: Int, free: Int, needed: Int) -> Int? {
        record(page, free: free)
        let index = page / Self.slotsPerPage
        if let slot = mapPages[index].search(Self.category(needed: needed)) { return index * Self.slotsPerPage + slot }
        return find(needed: needed)
    }

    mutating func find(needed: Int) -> Int? {
        let minimum = Self.category(needed: needed)
        for step in 0..<believed.count {
            let index = (nextMapPage + step) % believed.count
            guard believed[index] >= minimum else { continue }
            if let slot = mapPages[index].search(minimum) {
                nextMapPage = index
                return index * Self.slotsPerPage + slot
            }
            believed[index] = mapPages[index].root
        }
        return nil
    }

    /// What vacuum does at its end: searches begin at the file's beginning again, so that its end may get empty.
    mutating func bringUpToDate() {
        nextMapPage = 0
        for index in mapPages.indices {
            believed[index] = mapPages[index].root
            mapPages[index].next = 0
        }
    }

    mutating func truncate(to pages: Int) {
        let kept = (pages + Self.slotsPerPage - 1) / Self.slotsPerPage
        if mapPages.count > kept {
            touched.removeLast(mapPages.count - kept)
            mapPages.removeLast(mapPages.count - kept)
            believed.removeLast(believed.count - kept)
            nextMapPage = 0
        }
        guard let last = mapPages.indices.last, kept > 0 else { return }
        for slot in (pages - last * Self.slotsPerPage)..<Self.slotsPerPage where slot >= 0 { mapPages[last].set(slot, 0) }
        bringUpToDate()
    }
}
