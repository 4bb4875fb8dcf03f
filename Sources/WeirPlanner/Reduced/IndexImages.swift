import RealModule

/// Pages' worth of images that the rows of one checkpoint cause in an index, looked up by the logarithm of their number.
struct IndexImages: Equatable, Sendable {
    private var pages: [Double] = []

    /// Steps of the number of rows: factors of the square root of 2, up to 2³².
    private static let stepsPerDoubling = 2.0
    private static let steps = 64

    /// Share of a page that its image holds: of a leaf that grows, of one that was cut in halves, of one above the leaves.
    private static let share = (growing: 0.75, halved: 0.515, inner: 0.6)

    /// - Parameter shares: of rows by group.
    init(shares: [Double], rowsPerLeaf: Double) {
        pages = (0...Self.steps).map { Self.images(Double.exp2(Double($0) / Self.stepsPerDoubling), shares, rowsPerLeaf) }
    }

    /// The growing leaf of each group that gets a row, the right sibling of each split, and what is above those.
    private static func images(_ rows: Double, _ shares: [Double], _ rowsPerLeaf: Double) -> Double {
        let grown = shares.reduce(0) { $0 - Double.expMinusOne(-rows * $1) }
        let splits = min(rows / max(1, rowsPerLeaf), Double(shares.count))
        let parents = shares.count > 1 ? min(splits, Double(shares.count) / leavesPerParent + 1) : min(1, splits)
        return grown * share.growing + (shares.count > 1 ? splits * share.halved : 0) + parents * share.inner
    }

    private static let leavesPerParent = 10.0

    /// - Parameter doublings: logarithm to base 2 of the rows between two checkpoints.
    func pages(_ doublings: Double) -> Double {
        let position = min(max(0, doublings * Self.stepsPerDoubling), Double(Self.steps) - 1)
        let step = Int(position)
        guard step + 1 < pages.count else { return 0 }
        return pages[step] + (pages[step + 1] - pages[step]) * (position - Double(step))
    }
}
