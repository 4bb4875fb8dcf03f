internal import WeirRecords
internal import WeirSystem

/// A segment's bytes, read as frames. Nothing is believed that was not checked.
struct SegmentFile {
    /// One read brings a header and, with small frames, those after it.
    private static let windowBytes = 4 << 10
    /// A disk that fails once may answer the next time.
    private static let readAttempts = 3
    /// At a start, where positions and numbers hang on the answer.
    static let startAttempts = 24

    let file: any File
    let path: String
    private var window: [UInt8] = []
    private var windowOffset: UInt64 = 0

    private let attempts: Int
    private let buffers: FrameBuffers

    /// - Parameter buffers: where frames get their room from.
    init(_ file: any File, path: String, attempts: Int = Self.readAttempts, buffers: FrameBuffers = FrameBuffers()) {
        self.buffers = buffers
        self.file = file
        self.attempts = attempts
        self.path = path
    }

    func size() throws(SystemError) -> UInt64 { try file.status().size }

    /// The header at the offset. What was read ahead is believed only where it is a whole header: the writer may be at work there.
    mutating func header(at offset: UInt64) throws(SystemError) -> Result<FrameHeader, FrameError> {
        if case .success(let header) = windowedHeader(at: offset) { return .success(header) }
        try fillWindow(at: offset)
        return windowedHeader(at: offset)
    }

    /// The header at the offset, where it may stand there.
    mutating func header(
        at offset: UInt64, in order: FrameOrder, before end: RecordNumber
    ) throws(SystemError) -> Result<FrameHeader, FrameError> {
        let header: FrameHeader
        switch try self.header(at: offset) {
        case .success(let found): header = found
        case .failure(let error): return .failure(error)
        }
        if let refusal = order.refusal(of: header, before: end) { return .failure(refusal) }
        return try isContradicted(header, at: offset, order) ? .failure(.outOfPlace) : .success(header)
    }

    /// Whether the frame leaves records out that the one behind it still has: then it is the one that is out of place.
    private mutating func isContradicted(_ header: FrameHeader, at offset: UInt64, _ order: FrameOrder) throws(SystemError) -> Bool {
        guard header.firstRecord > order.next, case .success(let behind) = try self.header(at: offset + UInt64(header.frameBytes))
        else { return false }
        return behind.salt == header.salt && behind.firstRecord < header.records.upperBound
    }

    /// Whether nothing was written from here on since the file was another segment's.
    func hasEndMark(at offset: UInt64) throws(SystemError) -> Bool {
        let found = UnsafeMutableRawBufferPointer.allocate(byteCount: FrameLimits.endMark.count, alignment: 1)
        defer { found.deallocate() }
        return try read(into: found, at: offset) == found.count && found.elementsEqual(FrameLimits.endMark)
    }

    /// The frame of a header, checked whole.
    func frame(_ header: FrameHeader, at offset: UInt64) throws(SystemError) -> Result<Frame, FrameError> {
        let room = buffers.take(header.frameBytes)
        do throws(SystemError) {
            let bytes = UnsafeMutableRawBufferPointer(rebasing: room.bytes[..<header.frameBytes])
            guard try read(into: bytes, at: offset) == bytes.count else {
                buffers.giveBack(room)
                return .failure(.cutShort)
            }
        } catch {
            buffers.giveBack(room)
            throw error
        }
        return Result { () throws(FrameError) in try Frame(taking: room, of: buffers, header: header) }
    }

    /// The meter block alone, by its own checksum.
    func meter(_ header: FrameHeader, at offset: UInt64) throws(SystemError) -> Result<MeterBlock, FrameError> {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: Int(header.meterBytes), alignment: 8)
        defer { buffer.deallocate() }
        guard try read(into: buffer, at: offset + UInt64(header.meterRange.lowerBound)) == buffer.count else { return .failure(.cutShort) }
        guard CRC32C.checksum(UnsafeRawBufferPointer(buffer)) == header.meterChecksum else { return .failure(.checksum) }
        return Result { () throws(FrameError) in
            let block = try MeterCoding.decode(UnsafeRawBufferPointer(buffer))
            guard block.fits(header) else { throw .block(.meter) }
            return block
        }
    }

    private func windowedHeader(at offset: UInt64) -> Result<FrameHeader, FrameError> {
        guard offset >= windowOffset, offset - windowOffset <= UInt64(window.count) else { return .failure(.cutShort) }
        let start = Int(offset - windowOffset)
        return window.withUnsafeBytes { bytes in
            Result { () throws(FrameError) in try FrameHeader(decoding: UnsafeRawBufferPointer(rebasing: bytes[start...])) }
        }
    }

    private mutating func fillWindow(at offset: UInt64) throws(SystemError) {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.windowBytes, alignment: 8)
        defer { buffer.deallocate() }
        let count = try read(into: buffer, at: offset)
        window.removeAll(keepingCapacity: true)
        window.append(contentsOf: UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        windowOffset = offset
    }

    func read(into buffer: UnsafeMutableRawBufferPointer, at offset: UInt64) throws(SystemError) -> Int {
        for _ in 1..<attempts {
            if let count = try? file.read(into: buffer, at: offset) { return count }
        }
        return try file.read(into: buffer, at: offset)
    }
}
