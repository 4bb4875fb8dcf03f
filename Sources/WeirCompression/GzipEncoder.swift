/// Makes gzip members (RFC 1952). Its working memory is kept from one call to the next.
///
/// Levels 1–3 run on ISA-L, which at level 1 is some five times as fast as zlib and packs tighter; 4–9 on zlib.
/// A value is for one thread at a time, and its copies share their working memory.
package struct GzipEncoder {
    package static let levels = 1...9
    /// The highest level that ISA-L offers.
    static let highestFastLevel = 3

    private enum Engine {
        case fast(FastDeflater)
        case thorough(ThoroughDeflater)
    }

    private let engine: Engine

    /// - Throws: ``CompressionError`` of code `level` or `unavailable`.
    package init(level: Int) throws(CompressionError) {
        guard Self.levels.contains(level) else {
            throw CompressionError(.level, "gzip level \(level) is not offered: use 1 (fastest) to 9 (smallest)")
        }
        engine = level <= Self.highestFastLevel ? .fast(FastDeflater(level: level)) : .thorough(try ThoroughDeflater(level: level))
    }

    /// Appends the input as one whole gzip member.
    ///
    /// - Throws: ``CompressionError`` of code `defect`; the output then ends in a torn member.
    package mutating func compress(_ input: UnsafeRawBufferPointer, into output: inout [UInt8]) throws(CompressionError) {
        switch engine {
        case .fast(let deflater): try deflater.compress(input, into: &output)
        case .thorough(let deflater): try deflater.compress(input, into: &output)
        }
    }
}

/// Sizes that both deflaters work with.
enum DeflateLimits {
    /// Bytes handed to a library at once: well inside its 32-bit counters.
    static let inputBytes = 1 << 30
    /// Bytes of output made room for at once, at least.
    static let smallestRoom = 4 << 10

    /// Room that all but incompressible input fits: an eighth of it.
    static func room(for inputBytes: Int) -> Int { max(smallestRoom, min(inputBytes / 8, Self.inputBytes)) }
}
