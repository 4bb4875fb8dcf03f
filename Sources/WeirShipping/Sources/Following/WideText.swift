internal import WeirRecords

/// Turns lines of UTF-16 into UTF-8. A half of a pair that stands alone becomes U+FFFD; U+0000 and byte order marks are left out.
struct WideText {
    /// The most bytes of UTF-8 that two bytes of UTF-16 become.
    static let growth = (bytes: 3, perBytes: 2)

    /// One line, or what there is of it.
    struct Line: Equatable {
        /// Bytes read, with the line end.
        var consumed: Int
        /// Bytes of UTF-8, without the line end.
        var produced: Int
        var isWhole: Bool
        /// Units that were U+0000.
        var zeros = 0
    }

    let isBigEndian: Bool

    private static let lineEnd: UInt16 = 0x0A
    private static let mark: UInt16 = 0xFEFF

    /// The first line of the text, up to its line end, the end of the room or that of the text; a pair that the text's end parts is left
    /// for the next time, as is a single last byte.
    func line(_ text: UnsafeRawBufferPointer, into room: UnsafeMutableRawBufferPointer) -> Line {
        var line = Line(consumed: 0, produced: 0, isWhole: false)
        while line.consumed + 2 <= text.count {
            let first = unit(text, at: line.consumed)
            if first == Self.lineEnd {
                line.consumed += 2
                line.isWhole = true
                return line
            }
            var width = 2
            var scalar = Unicode.Scalar(first)
            if UTF16.isLeadSurrogate(first) {
                guard line.consumed + 4 <= text.count else { return line }
                let second = unit(text, at: line.consumed + 2)
                if UTF16.isTrailSurrogate(second) {
                    scalar = Unicode.Scalar(0x10000 + (UInt32(first & 0x3FF) << 10 | UInt32(second & 0x3FF)))
                    width = 4
                }
            }
            if first == 0 {
                line.zeros += 1
            } else if first != Self.mark {
                let bytes = scalar.flatMap { UTF8.encode($0) } ?? UTF8.encodedReplacementCharacter
                guard line.produced + bytes.count <= room.count else { return line }
                for byte in bytes {
                    room[line.produced] = byte
                    line.produced += 1
                }
            }
            line.consumed += width
        }
        return line
    }

    /// What stands behind the last line end.
    func lastLine(_ bytes: [UInt8]) -> [UInt8] {
        bytes.withUnsafeBytes { bytes in
            var (text, start) = ([UInt8](), 0)
            while true {
                text = [UInt8](repeating: 0, count: (bytes.count - start) / Self.growth.perBytes * Self.growth.bytes)
                let line = text.withUnsafeMutableBytes { self.line(UnsafeRawBufferPointer(rebasing: bytes[start...]), into: $0) }
                guard line.isWhole else { return Array(text.prefix(line.produced)) }
                start += line.consumed
            }
        }
    }

    /// What stands before the first line end.
    func firstLine(_ bytes: [UInt8]) -> [UInt8] {
        var text = [UInt8](repeating: 0, count: (bytes.count / Self.growth.perBytes + 1) * Self.growth.bytes)
        let line = text.withUnsafeMutableBytes { room in bytes.withUnsafeBytes { self.line($0, into: room) } }
        return Array(text.prefix(line.produced))
    }

    /// Bytes that show text to be none of UTF-16, and the fewest of a whole line.
    private static let narrowBytes = (most: 256, fewest: 16)

    /// Whether a line that begins there is UTF-8: valid as that, without control characters, and without the zeros that digits, spaces and line ends have in
    /// UTF-16.
    ///
    /// - Parameter isWhole: nothing more comes of the line, with a line end or without.
    static func isNarrow(_ bytes: UnsafeRawBufferPointer, isWhole: Bool = false) -> Bool {
        let text = UnsafeRawBufferPointer(rebasing: bytes.prefix(narrowBytes.most))
        guard RawBytes.first(0, in: text, from: 0, to: text.count) == nil else { return false }
        guard text.count >= narrowBytes.fewest, isWhole || text.count == narrowBytes.most || text.contains(UInt8(lineEnd)) else {
            return false
        }
        guard text.allSatisfy({ $0 >= 0x20 && $0 != 0x7F || (0x09...0x0D).contains($0) || $0 == 0x1B }) else { return false }
        // The last character may be cut.
        let cut = text.reversed().prefix { $0 >= 0x80 }.prefix(3).count
        return (0...cut).contains { String(validating: text.dropLast($0), as: UTF8.self) != nil }
    }

    private func unit(_ text: UnsafeRawBufferPointer, at place: Int) -> UInt16 {
        let value = text.loadUnaligned(fromByteOffset: place, as: UInt16.self)
        return isBigEndian ? UInt16(bigEndian: value) : UInt16(littleEndian: value)
    }
}
