import RealModule

/// Index pages that serve again at the end of the vacuum that emptied them, as a share: they do where another transaction came in
/// between. On a quiet server hardly any does, on a busy one nearly all; runs on one server differ by as much.
enum PageReuse {
    /// Dead rows at which two pages of three do: of the first index, whose pages wait longest, and of the others.
    private static let deadRows = (first: 130_000.0, others: 85_000.0)

    static func atOnce(dead: Double, index: Int) -> Double {
        -Double.expMinusOne(-(dead / (index == 0 ? deadRows.first : deadRows.others)).squareRoot())
    }
}
