/// How many rows a heap page holds, found by filling pages as PostgreSQL does: a row that doesn't fit on the page at hand
/// asks the free space map for one that holds it. Dividing the usable bytes by the mean length would be 1 to 2.4 % off.
struct HeapPacking {
    /// Rows placed: enough for the third digit of the mean.
    static let placedRows = 20_000
    /// The free space map knows 256 sizes only.
    static let categoryBytes = 32

    private var pages = 1
    private var free = PageGeometry.usableBytes
    private var openPages = [[Int]](repeating: [], count: PageGeometry.pageBytes / Self.categoryBytes)

    /// Mean rows a page; 0 where there are no rows to place.
    ///
    /// - Parameter costs: bytes of each row with its line pointer, at most a page's usable bytes each.
    static func rowsPerPage(costs: [Int]) -> Double {
        guard !costs.isEmpty else { return 0 }
        var packing = HeapPacking()
        var index = 0
        let step = stride(coprimeTo: costs.count)
        for _ in 0..<placedRows {
            packing.place(costs[index])
            index = (index + step) % costs.count
        }
        return Double(placedRows) / (Double(packing.pages) - Double(packing.free) / Double(PageGeometry.usableBytes))
    }

    /// A step that visits every row of the sample once before any twice, in an order unlike the sample's own.
    private static func stride(coprimeTo count: Int) -> Int {
        let wanted = max(1, count * 5 / 8)
        return (wanted..<(wanted + count)).first { greatestCommonDivisor($0, count) == 1 } ?? 1
    }

    private static func greatestCommonDivisor(_ first: Int, _ second: Int) -> Int {
        second == 0 ? first : greatestCommonDivisor(second, first % second)
    }

    private mutating func place(_ cost: Int) {
        if cost > free {
            openPages[free / Self.categoryBytes].append(free)
            free = takePage(for: cost)
        }
        free -= min(cost, free)
    }

    /// Room on the page taken: one with room for the cost, else a new one.
    private mutating func takePage(for cost: Int) -> Int {
        let category = (cost + Self.categoryBytes - 1) / Self.categoryBytes
        for index in min(category, openPages.count)..<openPages.count {
            if let room = openPages[index].popLast() { return room }
        }
        pages += 1
        return PageGeometry.usableBytes
    }
}
