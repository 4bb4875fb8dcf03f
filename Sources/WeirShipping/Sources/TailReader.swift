internal import WeirRecords
internal import WeirSystem

/// Reads one file's turn: straight into the slab's payload, where the indexer finds the records.
struct TailReader: Sendable {
    enum Outcome: Equatable {
        case took
        case atEnd
        /// A half-written line that may be completed.
        case waiting
        case needsRoom
        /// The file is not what it was: what was read of it belongs to an earlier generation.
        case startedOver
        case released
    }

    /// A turn with less room than this waits for the next slab.
    static let smallestRead = 4 << 10
    /// Bytes that a format is detected from.
    static let formatHeadBytes = 64 << 10
    static let lineEnd = UInt8(ascii: "\n")
    static let carriageReturn = UInt8(ascii: "\r")

    let settings: FilesSettings
    /// Nothing is waited for: a run of `--once`.
    let isEnding: Bool
    var counters = FilesCounters()

    /// - Parameter step: the number of the step, so that each stream is in a slab once.
    mutating func turn(
        of tail: inout FileTail, _ file: any File, into slab: Slab, step: UInt64, now: Timestamp
    ) throws(SystemError) -> Outcome {
        let status = try file.status()
        switch tail.state.look(status, now: now, quietTime: settings.limits.quietTime, isEnding: isEnding) {
        case .nothing: return .atEnd
        case .wait: return .waiting
        case .startOver: return .startedOver
        case .release: return .released
        case .verify: return try verify(&tail, file, status) ? .atEnd : .startedOver
        case .read where slab.isFull, .finishLine where slab.isFull: return .needsRoom
        case .read: return try read(&tail, file, status, Chunk(slab: slab, step: step, arrival: now))
        case .finishLine: return try finishLine(&tail, file, status, Chunk(slab: slab, step: step, arrival: now))
        }
    }

    /// Where a turn's bytes go.
    private struct Chunk {
        let slab: Slab
        let step: UInt64
        let arrival: Timestamp

        var bytes: UnsafeMutableRawBufferPointer { slab.freePayload }

        func read(_ file: any File, _ length: Int, at offset: UInt64) throws(SystemError) -> UnsafeRawBufferPointer {
            let count = try file.read(into: UnsafeMutableRawBufferPointer(rebasing: bytes.prefix(length)), at: offset)
            return UnsafeRawBufferPointer(rebasing: bytes.prefix(count))
        }
    }

    /// The longest line that fits: one byte of a slab is the LF's.
    private func lineLimit(_ slab: Slab) -> Int {
        max(1, min(Int(clamping: settings.limits.lineBytes.bytes), slab.capacity - 1))
    }

    private mutating func read(
        _ tail: inout FileTail, _ file: any File, _ status: FileStatus, _ chunk: Chunk
    ) throws(SystemError) -> Outcome {
        let limit = lineLimit(chunk.slab)
        // A chunk of at most a line and its LF holds no whole line over the limit.
        var wanted = max(1, min(Int(clamping: settings.limits.turnBytes.bytes), limit + 1))
        while true {
            let length = min(wanted, chunk.slab.freeBytes)
            if length < min(wanted, Self.smallestRead), !chunk.slab.isEmpty { return .needsRoom }
            let bytes = try chunk.read(file, length, at: tail.state.offset)
            // Compared after the reading, so that what was read is known to be the same file's.
            guard try verify(&tail, file, status) else { return .startedOver }
            if tail.state.line == .overLimit { return skip(&tail, bytes, chunk) }
            if try take(&tail, file, bytes, chunk) { return .took }
            if bytes.count > limit {
                try cut(&tail, file, bytes, limit, chunk)
                return .took
            }
            guard bytes.count == length else {
                tail.state.sawHalfLine(of: bytes.count)
                return bytes.isEmpty ? .atEnd : .waiting
            }
            guard length == wanted else { return .needsRoom }
            wanted = limit + 1
        }
    }

    /// Compares the file's first bytes with what they were, and takes in what came to them.
    func verify(_ tail: inout FileTail, _ file: any File, _ status: FileStatus) throws(SystemError) -> Bool {
        let head = try FileHead.read(file, Fingerprint.maximumBytes)
        return head.withUnsafeBytes { head in
            guard tail.state.fingerprint.matches(head) else { return false }
            tail.state.matched(Fingerprint(of: head), at: status)
            return true
        }
    }

    /// Takes the whole lines; false where there is none.
    private mutating func take(
        _ tail: inout FileTail, _ file: any File, _ bytes: UnsafeRawBufferPointer, _ chunk: Chunk
    ) throws(SystemError) -> Bool {
        if tail.state.line == .unfinished { return try takeRest(&tail, file, bytes, chunk) }
        guard tail.indexer != nil || bytes.contains(Self.lineEnd) else { return false }
        try describe(&tail, file, bytes)
        let start = chunk.slab.payloadCount
        let records = chunk.slab.entries.count
        let (offset, stream) = (tail.state.offset, stream(of: tail, chunk))
        let consumed = tail.indexer?.appendLines(
            in: start..<start + bytes.count, streamOffset: offset, stream: stream, arrival: chunk.arrival, to: chunk.slab)
        guard let consumed, consumed > 0 else { return false }
        counters.records += UInt64(chunk.slab.entries.count - records)
        took(consumed, &tail, chunk)
        return true
    }

    /// Takes what came of a last line after its first part was taken as a record: an LF if all went well.
    private mutating func takeRest(
        _ tail: inout FileTail, _ file: any File, _ bytes: UnsafeRawBufferPointer, _ chunk: Chunk
    ) throws(SystemError) -> Bool {
        guard let end = bytes.firstIndex(of: Self.lineEnd) else { return false }
        try append(&tail, file, UnsafeRawBufferPointer(rebasing: bytes.prefix(end)), .cut, chunk)
        took(end + 1, &tail, chunk)
        return true
    }

    /// Takes the first part of a line over the limit, up to a character's beginning.
    private mutating func cut(
        _ tail: inout FileTail, _ file: any File, _ bytes: UnsafeRawBufferPointer, _ limit: Int, _ chunk: Chunk
    ) throws(SystemError) {
        var end = limit
        let isContinuation = { (byte: UInt8) in byte & 0xC0 == 0x80 }
        while end > 1, end > limit - 3, isContinuation(bytes[end]) { end -= 1 }
        if isContinuation(bytes[end]) { end = limit }
        try append(&tail, file, UnsafeRawBufferPointer(rebasing: bytes.prefix(end)), .cut, chunk)
        took(end, &tail, chunk, line: .overLimit)
    }

    /// Leaves out the rest of a line that was cut.
    private mutating func skip(_ tail: inout FileTail, _ bytes: UnsafeRawBufferPointer, _ chunk: Chunk) -> Outcome {
        guard !bytes.isEmpty else { return .atEnd }
        let end = bytes.firstIndex(of: Self.lineEnd)
        let count = end.map { $0 + 1 } ?? bytes.count
        counters.cutBytes += UInt64(end ?? bytes.count)
        counters.bytesRead += UInt64(count)
        tail.state.advance(by: count, line: end == nil ? .overLimit : .start)
        note(&tail, in: chunk.slab, step: chunk.step)
        return .took
    }

    private mutating func finishLine(
        _ tail: inout FileTail, _ file: any File, _ status: FileStatus, _ chunk: Chunk
    ) throws(SystemError) -> Outcome {
        let length = Int(clamping: tail.state.unreadBytes)
        guard length <= chunk.slab.freeBytes else { return .needsRoom }
        let bytes = try chunk.read(file, length, at: tail.state.offset)
        guard try verify(&tail, file, status), bytes.count == length else { return .startedOver }
        try append(&tail, file, bytes, tail.state.line == .unfinished ? .cut : [], chunk)
        took(length, &tail, chunk, line: .unfinished)
        return .took
    }

    private mutating func append(
        _ tail: inout FileTail, _ file: any File, _ line: UnsafeRawBufferPointer, _ flags: RecordFlags, _ chunk: Chunk
    ) throws(SystemError) {
        let length = line.last == Self.carriageReturn ? line.count - 1 : line.count
        guard length > 0 else { return }
        try describe(&tail, file, line)
        let (offset, stream) = (tail.state.offset, stream(of: tail, chunk))
        tail.indexer?.append(
            lineAt: chunk.slab.payloadCount, length: length, streamOffset: offset, stream: stream, flags: flags, arrival: chunk.arrival,
            to: chunk.slab)
        counters.records += 1
        if flags.contains(.cut) { counters.cutLines += 1 }
    }

    private mutating func took(_ count: Int, _ tail: inout FileTail, _ chunk: Chunk, line: LineState = .start) {
        chunk.slab.payloadCount += count
        counters.bytesRead += UInt64(count)
        tail.state.advance(by: count, line: line)
        note(&tail, in: chunk.slab, step: chunk.step)
    }
}

extension TailReader {
    /// Makes the stream's descriptor once its format can be told: from the bytes at hand where they are the file's first.
    func describe(_ tail: inout FileTail, _ file: any File, _ bytes: UnsafeRawBufferPointer) throws(SystemError) {
        guard tail.indexer == nil else { return }
        if let known = settings.format {
            describe(&tail, as: known)
        } else if tail.state.offset == 0 {
            describe(&tail, as: .detect(UnsafeRawBufferPointer(rebasing: bytes.prefix(Self.formatHeadBytes))))
        } else {
            describe(&tail, as: try FileHead.read(file, Self.formatHeadBytes).withUnsafeBytes { .detect($0) })
        }
    }

    func describe(_ tail: inout FileTail, as format: RecordFormat) {
        tail.indexer = RecordIndexer(source: settings.name, host: settings.host, format: format)
        tail.descriptor = StreamDescriptor(
            kind: .file, source: settings.name, host: settings.host, origin: tail.origin, generation: tail.generation, format: format)
    }

    private func stream(of tail: FileTail, _ chunk: Chunk) -> UInt16 {
        UInt16(clamping: tail.lastStep == chunk.step ? tail.streamIndex : chunk.slab.streams.count)
    }

    /// Puts the tail's present state into the slab, once a slab.
    func note(_ tail: inout FileTail, in slab: Slab, step: UInt64) {
        guard let state = tail.streamState else { return }
        if tail.lastStep == step {
            slab.streams[tail.streamIndex] = state
        } else {
            tail.lastStep = step
            tail.streamIndex = slab.streams.count
            slab.streams.append(state)
        }
    }
}

/// A few bytes of a file, by default its first.
enum FileHead {
    static func read(_ file: any File, _ count: Int, at offset: UInt64 = 0) throws(SystemError) -> [UInt8] {
        var failure: SystemError?
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, initializedCount in
            do throws(SystemError) {
                initializedCount = try file.read(into: UnsafeMutableRawBufferPointer(buffer), at: offset)
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
        return bytes
    }
}
