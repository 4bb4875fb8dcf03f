internal import WeirRecords
internal import WeirSystem

/// Reads one file's turn: straight into the slab's payload, where the indexer finds the records.
///
/// Limits: a line ``FilesLimits/lineBytes``, then it comes in parts; a turn ``FilesLimits/turnBytes``, or one part of a line.
struct TailReader: Sendable {
    enum Outcome: Equatable {
        case took
        case atEnd
        /// A half-written line that may be completed, or a hole that may be filled.
        case waiting
        /// Bytes were passed over, and there are more of them.
        case passed
        case needsRoom
        /// The file is not what it was: what was read of it belongs to an earlier generation.
        case startedOver
        case released
        /// The file is text of an encoding that is never read; its name.
        case refused(String)
    }

    /// A turn with less room than this waits for the next slab.
    static let smallestRead = 4 << 10
    /// Bytes of a beginning that is looked at.
    static let formatHeadBytes = 64 << 10
    static let lineEnd = UInt8(ascii: "\n")
    static let carriageReturn = UInt8(ascii: "\r")
    static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    let settings: FilesSettings
    /// Nothing is waited for: a run of `--once`.
    let isEnding: Bool
    /// Masks what of a secret stands in the rest of a line; none where nothing is redacted.
    var mask: ContinuationMask?
    var counters = FilesCounters()
    /// The last look at the directories; kept with each position.
    var knownAt: Timestamp?
    /// Bytes of files looked at in this step, whether or not anything came of them.
    var examinedBytes = 0
    /// Of streams that go on in the midst of a line in this step: from where, and what stands before that in the line.
    private(set) var leads: [Digest128: Lead] = [:]

    struct Lead: Sendable {
        var offset: UInt64
        var text: [UInt8]
    }

    mutating func beginStep() {
        examinedBytes = 0
        if !leads.isEmpty { leads = [:] }
    }

    /// - Parameter step: the number of the step, so that each stream is in a slab once.
    mutating func turn(
        of tail: inout FileTail, _ file: any File, into slab: Slab, step: UInt64, now: Timestamp
    ) throws(SystemError) -> Outcome {
        let status = try file.status()
        var turn = Turn(file: file, status: status, slab: slab, step: step, now: now)
        switch tail.state.look(status, now: now, quietTime: settings.limits.quietTime, isEnding: isEnding) {
        case .nothing: return .atEnd
        case .wait: return .waiting
        case .startOver: return .startedOver
        case .release: return .released
        case .verify: return try verify(&tail, file, status) == nil ? .startedOver : .atEnd
        case .read where slab.isFull, .finishLine where slab.isFull: return .needsRoom
        case .read:
            turn.lead = try lead(of: tail, file)
            return try read(&tail, turn)
        case .finishLine:
            turn.lead = try lead(of: tail, file)
            return try finishLine(&tail, turn)
        }
    }

    /// What the rest of a line is redacted with. It is read before the rest is taken: without it, the rest might be masked for nothing, or not
    /// where it must be.
    private mutating func lead(of tail: FileTail, _ file: any File) throws(SystemError) -> [UInt8] {
        guard tail.state.line == .overLimit || tail.state.line == .unfinished else { return [] }
        let text = try FileHead.lead(of: file, tail.state)
        if leads[tail.generation] == nil { leads[tail.generation] = Lead(offset: tail.state.offset, text: text) }
        return text
    }

    /// One look at one file, and where its bytes go.
    struct Turn {
        let file: any File
        let status: FileStatus
        let slab: Slab
        let step: UInt64
        let now: Timestamp
        /// What stands before the offset, as the file was compared last.
        var before: [UInt8] = []
        /// What stands before the offset in its line, of which a part is a record already.
        var lead: [UInt8] = []

        var bytes: UnsafeMutableRawBufferPointer { slab.freePayload }

        /// What is compressed ends before its end: its last line does so too.
        var isTorn: Bool { (file as? InflatedFile)?.isBroken ?? false }

        func read(_ length: Int, at offset: UInt64) throws(SystemError) -> UnsafeRawBufferPointer {
            let count = try file.read(into: UnsafeMutableRawBufferPointer(rebasing: bytes.prefix(length)), at: offset)
            return UnsafeRawBufferPointer(rebasing: bytes.prefix(count))
        }

        /// Of what ends with these bytes, which stand behind the offset. Taken before a record is made of them: that may mask some. Read from
        /// the file once more, they might not be the same any more.
        func window(with bytes: UnsafeRawBufferPointer) -> Fingerprint {
            let missing = Fingerprint.maximumBytes - bytes.count
            guard missing > 0 else { return Fingerprint(of: UnsafeRawBufferPointer(rebasing: bytes.suffix(Fingerprint.maximumBytes))) }
            return (before.suffix(missing) + bytes).withUnsafeBytes { Fingerprint(of: $0) }
        }
    }

    /// The longest part of a line that fits: one byte of a slab is the LF's.
    func lineLimit(_ slab: Slab) -> Int {
        max(1, min(Int(clamping: settings.limits.lineBytes.bytes), slab.capacity - 1))
    }

    private mutating func read(_ tail: inout FileTail, _ turn: Turn) throws(SystemError) -> Outcome {
        var isDecided = true
        if tail.state.encoding == nil || tail.state.offset == 0 {
            switch try FileHead.encoding(of: turn.file) {
            case .refused(let name): return .refused(name)
            case .known(let encoding): tail.state.encoding = encoding
            case .undecided: isDecided = false
            }
        }
        if tail.state.encoding?.isWide == true { return try readWide(&tail, turn) }
        return try readLines(&tail, turn, isDecided: isDecided)
    }

    mutating func readLines(_ tail: inout FileTail, _ turn: Turn, isDecided: Bool) throws(SystemError) -> Outcome {
        let limit = lineLimit(turn.slab)
        var turn = turn
        // A chunk of at most a line and its LF holds no whole line over the limit.
        var wanted = max(1, min(Int(clamping: settings.limits.turnBytes.bytes), limit + 1))
        while true {
            let length = min(wanted, turn.slab.freeBytes)
            if length < min(wanted, Self.smallestRead), !turn.slab.isEmpty { return .needsRoom }
            let bytes = try turn.read(length, at: tail.state.offset)
            examinedBytes += bytes.count
            // Compared after the reading, so that what was read is known to be the same file's.
            guard let before = try verify(&tail, turn.file, turn.status) else { return .startedOver }
            turn.before = before
            if tail.state.line == .leftOut { return skip(&tail, bytes, turn) }
            if isDecided {
                if RawBytes.first(0, in: bytes, from: 0, to: bytes.count) != nil { return try takeAroundHoles(&tail, bytes, turn) }
                if take(&tail, bytes, turn) { return .took }
                if bytes.count > limit {
                    cut(&tail, bytes, limit, turn)
                    return .took
                }
            }
            guard bytes.count == length else {
                tail.state.sawHalfLine(of: bytes.count)
                return bytes.isEmpty ? .atEnd : .waiting
            }
            guard length == wanted else { return .needsRoom }
            wanted = limit + 1
        }
    }

    /// Takes the whole lines; false where there is none.
    private mutating func take(_ tail: inout FileTail, _ bytes: UnsafeRawBufferPointer, _ turn: Turn) -> Bool {
        if tail.state.line != .start { return takeRest(&tail, bytes, turn) }
        guard tail.indexer != nil || bytes.contains(Self.lineEnd) else { return false }
        describe(&tail)
        let start = turn.slab.payloadCount
        let records = turn.slab.entries.count
        let (offset, stream) = (tail.state.offset, stream(of: tail, turn))
        let consumed = tail.indexer?.appendLines(
            in: start..<start + bytes.count, streamOffset: offset, stream: stream, arrival: turn.now, to: turn.slab)
        guard let consumed, consumed > 0 else { return false }
        counters.records += UInt64(turn.slab.entries.count - records)
        took(consumed, window: turn.window(with: UnsafeRawBufferPointer(rebasing: bytes[..<consumed])), &tail, turn)
        return true
    }

    /// Takes the rest of a line of which a part is a record already: an LF alone is no record.
    private mutating func takeRest(_ tail: inout FileTail, _ bytes: UnsafeRawBufferPointer, _ turn: Turn) -> Bool {
        guard let end = bytes.firstIndex(of: Self.lineEnd) else { return false }
        let window = turn.window(with: UnsafeRawBufferPointer(rebasing: bytes[...end]))
        append(&tail, 0..<end, Self.flags(of: tail, isWhole: true), turn)
        took(end + 1, window: window, &tail, turn)
        return true
    }

    /// Takes the next part of a line over the limit.
    private mutating func cut(_ tail: inout FileTail, _ bytes: UnsafeRawBufferPointer, _ limit: Int, _ turn: Turn) {
        var end = LineCut.end(of: bytes, limit)
        if let mask, let rest = try? FileHead.read(turn.file, ContinuationMask.restBytes, at: tail.state.offset + UInt64(end)) {
            end = mask.end(of: UnsafeRawBufferPointer(rebasing: bytes[..<end]), before: rest)
        }
        let window = turn.window(with: UnsafeRawBufferPointer(rebasing: bytes[..<end]))
        append(&tail, 0..<end, Self.flags(of: tail, isWhole: false), turn)
        took(end, window: window, &tail, turn, line: .overLimit)
    }

    /// Leaves out the rest of a line whose beginning is not wanted.
    private mutating func skip(_ tail: inout FileTail, _ bytes: UnsafeRawBufferPointer, _ turn: Turn) -> Outcome {
        guard !bytes.isEmpty else { return .atEnd }
        let end = bytes.firstIndex(of: Self.lineEnd)
        let count = end.map { $0 + 1 } ?? bytes.count
        let window = turn.window(with: UnsafeRawBufferPointer(rebasing: bytes[..<count]))
        leave(out: count, window: window, &tail, turn, line: end == nil ? .leftOut : .start)
        return .took
    }

    mutating func finishLine(_ tail: inout FileTail, _ turn: Turn) throws(SystemError) -> Outcome {
        if tail.state.encoding?.isWide == true { return try readWide(&tail, turn, isFinal: true) }
        let length = Int(clamping: tail.state.unreadBytes)
        if length > lineLimit(turn.slab) { return try gather(&tail, turn, isFinal: true) }
        guard length <= turn.slab.freeBytes else { return .needsRoom }
        let bytes = try turn.read(length, at: tail.state.offset)
        guard let before = try verify(&tail, turn.file, turn.status), bytes.count == length else { return .startedOver }
        if bytes.contains(0) { return try gather(&tail, turn, isFinal: true) }
        var turn = turn
        turn.before = before
        let window = turn.window(with: bytes)
        if tail.state.line != .leftOut { append(&tail, 0..<length, Self.flags(of: tail, isWhole: !turn.isTorn), turn) }
        took(length, window: window, &tail, turn, line: tail.state.line == .leftOut ? .leftOut : .unfinished)
        return .took
    }
}

extension TailReader {
    /// What marks a record that ends its line, or does not, at the tail's offset.
    static func flags(of tail: FileTail, isWhole: Bool) -> RecordFlags {
        if tail.state.line != .start { return [.cut, .rest] }
        return isWhole ? [] : .cut
    }

    /// Appends one line, or a part of one, that lies in the turn's bytes.
    ///
    /// - Parameter offset: of its first byte in the file, from the tail's offset on.
    mutating func append(_ tail: inout FileTail, _ range: Range<Int>, _ flags: RecordFlags, _ turn: Turn, offset: Int? = nil) {
        var line = range
        let offset = offset ?? range.lowerBound
        if !flags.contains(.rest), turn.bytes[line].starts(with: Self.byteOrderMark) {
            line = line.lowerBound + Self.byteOrderMark.count..<line.upperBound
        }
        // A part that was cut may end with a CR of its own.
        if flags != .cut, !line.isEmpty, turn.bytes[line.upperBound - 1] == Self.carriageReturn {
            line = line.lowerBound..<line.upperBound - 1
        }
        if flags.contains(.rest), let mask, !line.isEmpty {
            let rest = UnsafeMutableRawBufferPointer(rebasing: turn.bytes[line])
            line = line.lowerBound..<line.lowerBound + mask.mask(rest, behind: turn.lead)
        }
        guard !line.isEmpty else { return }
        describe(&tail)
        let (start, stream) = (tail.state.offset, stream(of: tail, turn))
        tail.indexer?.append(
            lineAt: turn.slab.payloadCount + line.lowerBound, length: line.count,
            streamOffset: start + UInt64(offset + line.lowerBound - range.lowerBound), stream: stream, flags: flags, arrival: turn.now,
            to: turn.slab)
        counters.records += 1
        if flags.contains(.cut) {
            counters.cutLines += 1
            tail.cutRecords += 1
        }
    }

    /// Bytes of the file are in records now, which take the first `payload` of the turn's bytes: as many, if not said.
    ///
    /// - Parameter window: of what ends there.
    mutating func took(
        _ count: Int, payload: Int? = nil, window: Fingerprint, _ tail: inout FileTail, _ turn: Turn, line: LineState = .start
    ) {
        turn.slab.payloadCount += payload ?? count
        counters.bytesRead += UInt64(count)
        tail.state.advance(by: count, line: line)
        tail.state.window = window
        tail.remember()
        note(&tail, in: turn.slab, step: turn.step)
    }

    /// Bytes of the file are passed over for good, without a record.
    mutating func leave(out count: Int, window: Fingerprint, _ tail: inout FileTail, _ turn: Turn, line: LineState) {
        counters.leftOutBytes += UInt64(count)
        took(count, payload: 0, window: window, &tail, turn, line: line)
    }

    /// Makes the stream's descriptor, unless it has one.
    func describe(_ tail: inout FileTail) {
        guard tail.indexer == nil else { return }
        describe(&tail, as: settings.format ?? .automatic)
    }

    func describe(_ tail: inout FileTail, as format: RecordFormat) {
        tail.indexer = RecordIndexer(source: settings.name, host: settings.host, format: format)
        tail.descriptor = StreamDescriptor(
            kind: .file, source: settings.name, host: settings.host, origin: tail.origin, generation: tail.generation, format: format)
    }

    func stream(of tail: FileTail, _ turn: Turn) -> UInt16 {
        UInt16(clamping: tail.lastStep == turn.step ? tail.streamIndex : turn.slab.streams.count)
    }

    /// Puts the tail's present state into the slab, once a slab.
    func note(_ tail: inout FileTail, in slab: Slab, step: UInt64) {
        tail.knownAt = knownAt ?? tail.knownAt
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
