internal import WeirSystem

/// The search for the next sound frame behind a damaged place: each byte is read once, whatever stands there. A header is believed
/// by its checksum and its place before its frame is read, so that only the segment's own headers cost a frame.
extension SegmentFile {
    private static let searchBytes = 1 << 20
    /// Bytes of frames that are read in one search and turn out to be none. Only who knows the segment's salt can make a search reach
    /// it; the rest of the segment counts as damaged then.
    private static let unsoundBytes = 1 << 30
    private static let saltOffset: UInt64 = 8
    private static let magicBytes: [UInt8] = withUnsafeBytes(of: FrameHeader.magic.littleEndian) { [UInt8]($0) }

    /// The next whole and sound frame behind the offset that is in its place.
    mutating func nextFrame(
        after offset: UInt64, in order: FrameOrder, before end: RecordNumber
    ) throws(SystemError) -> (offset: UInt64, header: FrameHeader)? {
        guard order.salt == nil else { return try search(from: offset + 1, order, end) }
        // Records may hold whole frames of anyone's making: the salt in the damaged first header is most likely still the right one.
        if let salt = try firstSalt(), let found = try search(from: offset + 1, order.with(salt: salt), end) { return found }
        return try search(from: offset + 1, order, end)
    }

    private func firstSalt() throws(SystemError) -> UInt64? {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: MemoryLayout<UInt64>.size, alignment: 8)
        defer { buffer.deallocate() }
        guard try read(into: buffer, at: Self.saltOffset) == buffer.count else { return nil }
        return UInt64(littleEndian: buffer.load(as: UInt64.self))
    }

    private mutating func search(
        from start: UInt64, _ order: FrameOrder, _ end: RecordNumber
    ) throws(SystemError) -> (offset: UInt64, header: FrameHeader)? {
        let size = try size()
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.searchBytes, alignment: 8)
        defer { buffer.deallocate() }
        var (window, unsound) = (start, 0)
        while true {
            let count = try read(into: buffer, at: window)
            let bytes = UnsafeRawBufferPointer(rebasing: buffer[..<count])
            // A header that may go on behind the window begins the next one.
            let last = count - FrameHeader.byteCount
            guard last >= 0 else { return nil }
            var place = 0
            while let found = Self.firstMagic(in: bytes, from: place), found <= last {
                let offset = window + UInt64(found)
                place = found + 1
                guard let header = try? FrameHeader(decoding: UnsafeRawBufferPointer(rebasing: bytes[found...])),
                    order.refusal(of: header, before: end) == nil, UInt64(header.frameBytes) <= size.subtractingOrZero(offset)
                else { continue }
                if case .success = try self.header(at: offset, in: order, before: end), case .success = try frame(header, at: offset) {
                    return (offset, header)
                }
                unsound += header.frameBytes
                guard unsound <= Self.unsoundBytes else { return nil }
            }
            guard count == buffer.count else { return nil }
            window += UInt64(last + 1)
        }
    }

    private static func firstMagic(in bytes: UnsafeRawBufferPointer, from start: Int) -> Int? {
        var place = start
        while let first = bytes[place...].firstIndex(of: magicBytes[0]), first + magicBytes.count <= bytes.count {
            if bytes[first..<(first + magicBytes.count)].elementsEqual(magicBytes) { return first }
            place = first + 1
        }
        return nil
    }
}

extension UInt64 {
    fileprivate func subtractingOrZero(_ other: UInt64) -> UInt64 { self > other ? self - other : 0 }
}
