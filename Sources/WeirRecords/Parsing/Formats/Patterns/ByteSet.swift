/// Some of the 256 bytes.
struct ByteSet: Equatable, Sendable, BitwiseCopyable {
    private var words: SIMD4<UInt64> = .zero

    static let none = ByteSet()
    static let blanks = ByteSet(" \t")
    static let digits = ByteSet("0123456789")
    static let all: ByteSet = {
        var set = ByteSet()
        set.words = SIMD4(repeating: .max)
        return set
    }()

    private init() {}

    init(_ bytes: StaticString) {
        for offset in 0..<bytes.utf8CodeUnitCount { insert(bytes.utf8Start[offset]) }
    }

    mutating func insert(_ byte: UInt8) { words[Int(byte >> 6)] |= 1 << UInt64(byte & 63) }

    mutating func formUnion(_ other: ByteSet) { words |= other.words }

    @inline(__always)
    func contains(_ byte: UInt8) -> Bool { words[Int(byte >> 6)] & (1 << UInt64(byte & 63)) != 0 }
}
