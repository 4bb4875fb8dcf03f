/// Takes numbers and texts off the front of a block, and never looks past its end.
struct ByteReader {
    private let bytes: UnsafeRawBufferPointer
    private let block: FrameError.Block
    private(set) var offset = 0

    init(_ bytes: UnsafeRawBufferPointer, of block: FrameError.Block) {
        self.bytes = bytes
        self.block = block
    }

    var remaining: Int { bytes.count - offset }

    mutating func integer<Number: FixedWidthInteger & BitwiseCopyable>(_ type: Number.Type = Number.self) throws(FrameError) -> Number {
        let taken = try take(MemoryLayout<Number>.size)
        return Number(littleEndian: taken.loadUnaligned(as: Number.self))
    }

    /// 16 bits of length, then that many bytes of UTF-8.
    mutating func text() throws(FrameError) -> String {
        let taken = try take(Int(integer(UInt16.self)))
        guard let text = String(validating: taken, as: UTF8.self) else { throw .block(block) }
        return text
    }

    mutating func take(_ count: Int) throws(FrameError) -> UnsafeRawBufferPointer {
        guard count <= remaining else { throw .block(block) }
        defer { offset += count }
        return UnsafeRawBufferPointer(rebasing: bytes[offset..<(offset + count)])
    }

    /// What is left must be padding: fewer than this many bytes, all 0.
    mutating func finish(padding: Int) throws(FrameError) {
        let rest = try take(remaining)
        guard rest.count < padding, rest.allSatisfy({ $0 == 0 }) else { throw .block(block) }
    }
}

extension [UInt8] {
    mutating func appendInteger(_ number: some FixedWidthInteger) {
        Swift.withUnsafeBytes(of: number.littleEndian) { append(contentsOf: $0) }
    }

    /// 16 bits of length, then UTF-8, cut at a whole character where it is longer than they can say.
    mutating func appendText(_ text: String) {
        let kept = text.utf8.count <= FrameLimits.maximumTextBytes ? text : Self.cut(text)
        appendInteger(UInt16(kept.utf8.count))
        append(contentsOf: kept.utf8)
    }

    private static func cut(_ text: String) -> String {
        var end = text.utf8.index(text.startIndex, offsetBy: FrameLimits.maximumTextBytes)
        while end.samePosition(in: text.unicodeScalars) == nil { end = text.utf8.index(before: end) }
        return String(text[..<end])
    }
}
