/// What each byte means to a message's shape, as bits that are collected over a token.
enum TokenBytes {
    static let digit: UInt8 = 1
    /// a to f, in any case.
    static let hexadecimalLetter: UInt8 = 2
    static let dash: UInt8 = 4
    /// Of a token, but of no hexadecimal number.
    static let other: UInt8 = 8
    /// The same at `A` or above: a letter, mostly.
    static let wordLetter: UInt8 = 16
    static let slash: UInt8 = 32
    static let at: UInt8 = 64
    /// Either quotation mark, which opens a quotation.
    static let quote: UInt8 = 128

    /// What makes a token one.
    static let token = ~quote
    /// A token with one of these may hold something that differs from one message to the next.
    static let open = digit | slash | at
    static let notHexadecimal = other | wordLetter | slash | at

    /// One entry for each byte; 0 for what stands between tokens. Made once and never changed: an array's count of its owners, which
    /// all threads that measure would change with each record, took a tenth of their time.
    nonisolated(unsafe) static let table: UnsafeBufferPointer<UInt8> = {
        let table = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 256)
        _ = table.initialize(fromContentsOf: (0...UInt8.max).map(bits))
        return UnsafeBufferPointer(table)
    }()

    private static func bits(of byte: UInt8) -> UInt8 {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit
        case UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "A")...UInt8(ascii: "F"): hexadecimalLetter
        case UInt8(ascii: "g")...UInt8(ascii: "z"), UInt8(ascii: "G")...UInt8(ascii: "Z"), UInt8(ascii: "_"), 0x80...: wordLetter
        case UInt8(ascii: "-"): dash
        case UInt8(ascii: "/"): slash
        case UInt8(ascii: "@"): at
        case UInt8(ascii: "."), UInt8(ascii: "%"), UInt8(ascii: ":"): other
        case UInt8(ascii: "\""), UInt8(ascii: "'"): quote
        default: 0
        }
    }
}
