/// Inflates a stream that arrives in parts, up to a limit on the bytes that come out: hostile input ends in an error, never in a trap
/// or in more memory than the limit and a window.
///
/// After an error every call throws it again, until `reset`. A value is for one thread at a time, and its copies share their state.
package struct Inflater {
    /// Bytes of output made room for at once.
    static let roomBytes = 64 << 10

    /// The most bytes that may come out between two calls of `reset`.
    package let limitBytes: Int
    /// Bytes that came out since `reset`.
    package private(set) var inflatedBytes = 0
    private let engine: any InflatingEngine
    private var failure: CompressionError?

    private init(_ engine: any InflatingEngine, limitBytes: Int) {
        self.engine = engine
        self.limitBytes = max(0, limitBytes)
    }

    /// gzip (RFC 1952), one member or several in a row.
    package static func gzip(limitBytes: Int) -> Inflater {
        Inflater(GzipInflatingEngine(), limitBytes: limitBytes)
    }

    /// Deflate as HTTP calls it: with zlib's wrapping (RFC 1950), or, as some servers send it, without (RFC 1951).
    package static func deflate(isWrapped: Bool, limitBytes: Int) -> Inflater {
        Inflater(GzipInflatingEngine(isWrapped ? .zlib : .none), limitBytes: limitBytes)
    }

    /// Zstandard (RFC 8878), one frame or several in a row, windows up to 8 MiB.
    package static func zstd(limitBytes: Int) throws(CompressionError) -> Inflater {
        Inflater(try ZstdInflatingEngine(), limitBytes: limitBytes)
    }

    /// Inflates the next part of the stream and appends what comes out; never more than the limit in all.
    ///
    /// - Throws: ``CompressionError`` of code `corrupt` or `limit`, or what the output throws. What came out before it stays appended.
    package mutating func inflate(_ input: UnsafeRawBufferPointer, into output: inout some InflaterOutput) throws(CompressionError) {
        if let failure { throw failure }
        do throws(CompressionError) { try inflateRest(input, into: &output) } catch {
            failure = error
            throw error
        }
    }

    /// Says that the stream is over.
    ///
    /// - Throws: ``CompressionError`` of code `truncated` where it can't be, or the error that `inflate` threw.
    package mutating func finish() throws(CompressionError) {
        if let failure { throw failure }
        guard engine.isAtEnd else {
            throw CompressionError(.truncated, "the compressed data ends in the middle, after \(inflatedBytes) bytes inflated")
        }
    }

    /// Makes ready for another stream.
    package mutating func reset() {
        engine.reset()
        inflatedBytes = 0
        failure = nil
    }

    /// Inflates a stream that is there as a whole: `reset`, `inflate` and `finish` in one.
    package mutating func inflateAll(_ input: UnsafeRawBufferPointer, into output: inout some InflaterOutput) throws(CompressionError) {
        reset()
        try inflate(input, into: &output)
        try finish()
    }

    private mutating func inflateRest(_ input: UnsafeRawBufferPointer, into output: inout some InflaterOutput) throws(CompressionError) {
        var rest = input
        var step = InflatingStep(consumed: 0, produced: 0, mayHoldMore: false)
        repeat {
            // One byte more than allowed shows that there is more, and is taken away again.
            let room = min(Self.roomBytes - 1, limitBytes - inflatedBytes) + 1
            try output.appendBytes(room: room) { bytes throws(CompressionError) in
                step = try engine.step(rest, into: bytes)
                return min(step.produced, limitBytes - inflatedBytes)
            }
            inflatedBytes += step.produced
            rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(step.consumed))
            guard inflatedBytes <= limitBytes else { throw overLimit() }
            guard step.consumed > 0 || step.produced > 0 || rest.isEmpty else {
                throw CompressionError(.corrupt, "the compressed data leads nowhere after \(inflatedBytes) bytes inflated")
            }
        } while !rest.isEmpty || step.mayHoldMore
    }

    private mutating func overLimit() -> CompressionError {
        inflatedBytes = limitBytes
        return CompressionError(.limit, "the compressed data inflates to more than the \(limitBytes) bytes allowed")
    }
}

/// What one call of a library did.
struct InflatingStep {
    var consumed: Int
    var produced: Int
    /// The room was filled, so more may come without further input.
    var mayHoldMore: Bool
}

/// A library's inflating state.
protocol InflatingEngine: AnyObject {
    /// The input so far ends where a member or a frame ends, and there was at least one.
    var isAtEnd: Bool { get }
    func step(_ input: UnsafeRawBufferPointer, into room: UnsafeMutableRawBufferPointer) throws(CompressionError) -> InflatingStep
    func reset()
}
