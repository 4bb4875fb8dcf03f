import RealModule

/// Leaves of a B-tree with random keys. A leaf owns a range of keys and is cut in two where that holds more rows than fit, so
/// that leaf ranges are halves of halves; they never join again. Ranges scatter a little more with each cut, and chance
/// crowds some range more at each turn of the rows: the longer rows come and go, the emptier the leaves get.
struct RandomLeaves: Equatable, Sendable {
    /// Rows that a leaf holds.
    let capacity: Double

    init(entryBytes: Double) {
        // One entry less: the leaf's high key.
        capacity = max(2, (Double(PageGeometry.indexUsableBytes) / entryBytes).rounded(.down) - 1)
    }

    /// Scatter of a range's logarithm: from one cut, and at the beginning. Fitted to simulated growth to 800,000 rows.
    private static let scatter = (cut: 0.05, start: 0.03)
    /// How far crowding lowers the rows that a leaf holds on the mean, in standard deviations of their number.
    private static let crowding = 1.33
    private static let crowdingTurns = 0.5
    /// Rows over the capacity that a leaf holds when it is cut, on the mean: the fullest of many cut first.
    private static let growing = 1.014
    /// The first leaf of all is the rightmost one: cut nine to one.
    private static let rightmostFill = 0.9
    /// Downlinks of a page above.
    private static let fanOut = 200.0

    /// Rows of the mean leaf when it is cut, after so many turns of all rows.
    func rowsWhenCut(turns: Double) -> Double {
        let crowd = Self.crowding * (Double.log(1 + Self.crowdingTurns * max(0, turns))).squareRoot() / capacity.squareRoot()
        return capacity * Self.growing * max(0.5, 1 - crowd)
    }

    /// Pages with those above the leaves, of an index that grew from nothing.
    ///
    /// - Parameter load: rows over those of a leaf when it is cut.
    func pages(load: Double) -> Double {
        var (leaves, rest) = (1.0, load)
        while rest > 1 {
            leaves += leavesOfRange(rest * Self.rightmostFill)
            rest *= 1 - Self.rightmostFill
        }
        return withInner(leaves)
    }

    /// The same of one that was built anew with so many leaves.
    func pages(builtLeaves: Double, load: Double) -> Double {
        withInner(builtLeaves * leavesOfRange(load / max(1, builtLeaves)))
    }

    private func withInner(_ leaves: Double) -> Double { leaves > 1 ? leaves * (1 + 1 / Self.fanOut) + 1 : leaves }

    private func leavesOfRange(_ load: Double) -> Double {
        var (leaves, cuts) = (1.0, 0.0)
        var log = Double.log(max(load, 1e-9))
        while log > -Self.unlikely {
            let scatter = (Self.scatter.start * Self.scatter.start + cuts * Self.scatter.cut * Self.scatter.cut).squareRoot()
            leaves += Double.exp2(cuts) * 0.5 * Double.erfc(-log / scatter / 2.0.squareRoot())
            log -= Self.ln2
            cuts += 1
        }
        return leaves
    }

    private static let ln2 = 0.693147180559945309
    /// Ranges that hold so much less are not cut.
    private static let unlikely = 2.0
}
