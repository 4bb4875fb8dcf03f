/// How far around a hit a search looks in a long text.
///
/// Most forms read on from a hit to where a line, a command or a list ends. In a text made of such hits each would read all of the text,
/// and the time would grow with the square of its length. So a hit has a window, and a secret that reaches the window's end is read again
/// in a longer one.
struct Reach {
    /// All windows of a text together are so many times its length at most, unless each has its least. So are those that are read again.
    private static let times = 64
    /// Bytes behind a hit: the longest form that is not read again, an address, has 1,024.
    private static let least = 1 << 10
    /// A command's environment and arguments are mostly below 64 KiB, and so are the headers that a server takes.
    private static let most = 64 << 10
    /// Bytes before a hit: no form that says how far it looks back looks back further than 512.
    private static let lead = 1 << 10
    /// A secret that ends so near to a window's end may have been cut by it.
    private static let margin = 64

    private let count: Int
    private let length: Int
    private var budget: Int

    /// - Parameters:
    ///   - count: bytes of the text.
    ///   - hits: in it.
    init(_ count: Int, hits: Int) {
        self.count = count
        length = max(Self.least, min(Self.most, Self.times * count / max(1, hits)))
        budget = Self.times * count
    }

    /// The window of each hit is the whole text.
    var isWhole: Bool { count <= length }

    func window(around place: Int) -> Range<Int> { max(0, place - Self.lead)..<min(count, place + length) }

    /// The window to look again in; nil where it need not be, or where too much was read again already.
    mutating func wider(_ window: Range<Int>, _ found: some Sequence<Finding>) -> Range<Int>? {
        guard isCut(window, found), budget > 0 else { return nil }
        let wider = window.lowerBound..<min(count, window.lowerBound + 2 * window.count)
        budget -= wider.count
        return wider
    }

    /// Whether something ends where the window does, and may go on behind it.
    func isCut(_ window: Range<Int>, _ found: some Sequence<Finding>) -> Bool {
        window.upperBound < count && found.contains { $0.range.upperBound > window.upperBound - Self.margin }
    }
}
