/// Dots of two by four a character cell, as the braille patterns of Unicode give them.
struct BrailleCanvas {
    static let dotsAcross = 2
    static let dotsDown = 4

    let columns: Int
    let rows: Int
    private var cells: [UInt8]

    init(columns: Int, rows: Int) {
        self.columns = columns
        self.rows = rows
        cells = Array(repeating: 0, count: columns * rows)
    }

    /// Bits of a pattern by its dots, left column first, from top to bottom.
    private static let bits: [[UInt8]] = [[0x01, 0x02, 0x04, 0x40], [0x08, 0x10, 0x20, 0x80]]
    private static let blank: UInt32 = 0x2800

    /// Dots outside of the canvas are left out; (0, 0) is its upper left.
    mutating func set(_ x: Int, _ y: Int) {
        guard x >= 0, y >= 0, x < columns * Self.dotsAcross, y < rows * Self.dotsDown else { return }
        cells[y / Self.dotsDown * columns + x / Self.dotsAcross] |= Self.bits[x % Self.dotsAcross][y % Self.dotsDown]
    }

    /// Nil where the cell has no dot.
    func character(_ column: Int, _ row: Int) -> Character? {
        let cell = cells[row * columns + column]
        guard cell != 0, let scalar = Unicode.Scalar(Self.blank + UInt32(cell)) else { return nil }
        return Character(scalar)
    }
}
