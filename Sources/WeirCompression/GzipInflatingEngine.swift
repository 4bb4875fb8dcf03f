internal import CISAL

/// ISA-L's inflate, with the wrapping's checksum, going on to the next member where one ends.
final class GzipInflatingEngine: InflatingEngine {
    enum Wrapping {
        case gzip
        /// RFC 1950.
        case zlib
        /// RFC 1951 alone.
        case none
    }

    private let wrapping: Wrapping
    private let state: UnsafeMutablePointer<inflate_state>
    private(set) var isAtEnd = false

    init(_ wrapping: Wrapping = .gzip) {
        self.wrapping = wrapping
        state = .allocate(capacity: 1)
        isal_inflate_init(state)
        begin()
    }

    deinit { state.deallocate() }

    func reset() {
        isal_inflate_reset(state)
        begin()
    }

    private func begin() {
        state.pointee.crc_flag =
            switch wrapping {
            case .gzip: UInt32(ISAL_GZIP)
            case .zlib: UInt32(ISAL_ZLIB)
            case .none: UInt32(ISAL_DEFLATE)
            }
        isAtEnd = false
    }

    func step(_ input: UnsafeRawBufferPointer, into room: UnsafeMutableRawBufferPointer) throws(CompressionError) -> InflatingStep {
        if isAtEnd {
            guard !input.isEmpty else { return InflatingStep(consumed: 0, produced: 0, mayHoldMore: false) }
            reset()
        }
        let part = min(input.count, DeflateLimits.inputBytes)
        state.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress?.assumingMemoryBound(to: UInt8.self))
        state.pointee.avail_in = UInt32(part)
        state.pointee.next_out = room.baseAddress?.assumingMemoryBound(to: UInt8.self)
        state.pointee.avail_out = UInt32(room.count)
        try check(weir_isal_inflate(state))
        isAtEnd = state.pointee.block_state == ISAL_BLOCK_FINISH
        return InflatingStep(
            consumed: part - Int(state.pointee.avail_in), produced: room.count - Int(state.pointee.avail_out),
            mayHoldMore: !isAtEnd && state.pointee.avail_out == 0)
    }

    private func check(_ code: Int32) throws(CompressionError) {
        guard code < 0 else { return }
        let reason =
            switch code {
            case ISAL_INVALID_BLOCK: "a block of no known kind"
            case ISAL_INVALID_SYMBOL: "a code that stands for nothing"
            case ISAL_INVALID_LOOKBACK: "a reference to before the beginning"
            case ISAL_INVALID_WRAPPER: "its header is no gzip header"
            case ISAL_UNSUPPORTED_METHOD: "its header names another method than deflate"
            case ISAL_INCORRECT_CHECKSUM: "its checksum differs"
            default: "code \(code)"
            }
        throw CompressionError(.corrupt, "not valid deflated data: \(reason)")
    }
}
