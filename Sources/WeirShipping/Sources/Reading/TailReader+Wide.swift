internal import WeirRecords
internal import WeirSystem

/// UTF-16: turned into UTF-8 before anything looks at it. Offsets stay those of the file's bytes.
extension TailReader {
    private static let unitBytes = 2
    /// A pair of units, or two.
    private static let smallestPart = 4

    /// - Parameter isFinal: nothing more comes of the last line.
    mutating func readWide(_ tail: inout FileTail, _ turn: Turn, isFinal: Bool = false) throws(SystemError) -> Outcome {
        // A position of an earlier version may stand within a unit.
        if !tail.state.offset.isMultiple(of: 2) {
            guard let window = try window(endingAt: tail.state.offset + 1, &tail, turn) else { return .startedOver }
            leave(out: 1, window: window, &tail, turn, line: tail.state.line)
        }
        var turn = turn
        let most = Self.wideBytes(for: lineLimit(turn.slab))
        var wanted = min(most, max(Self.smallestPart, Int(clamping: settings.limits.turnBytes.bytes) & ~1))
        while true {
            let length = min(wanted, Self.wideBytes(for: turn.slab.freeBytes))
            if length < min(wanted, Self.smallestRead), !turn.slab.isEmpty { return .needsRoom }
            let bytes = try FileHead.read(turn.file, length, at: tail.state.offset)
            examinedBytes += bytes.count
            guard let before = try verify(&tail, turn.file, turn.status) else { return .startedOver }
            turn.before = before
            if bytes.withUnsafeBytes({ goesOnNarrow($0, tail, isFinal: isFinal) }) {
                (tail.state.encoding, tail.hasChangedEncoding) = (.utf8, true)
                return isFinal ? try finishLine(&tail, turn) : try readLines(&tail, turn, isDecided: true)
            }
            let last = bytes.withUnsafeBytes { takeWide($0, &tail, turn) }
            guard let last else { return .took }
            if bytes.count < length { return endWide(last, bytes, isFinal: isFinal, &tail, turn) }
            if length == most || last.produced > lineLimit(turn.slab) { return try partWide(last, of: bytes, &tail, turn) }
            guard length == wanted else { return .needsRoom }
            wanted = most
        }
    }

    /// Bytes of UTF-16 that fit into so many of UTF-8.
    private static func wideBytes(for room: Int) -> Int {
        max(smallestPart, room / WideText.growth.bytes * WideText.growth.perBytes & ~1)
    }

    /// Whether another program went on in UTF-8, at the beginning of a line.
    private func goesOnNarrow(_ bytes: UnsafeRawBufferPointer, _ tail: FileTail, isFinal: Bool) -> Bool {
        guard tail.state.offset > 0, tail.state.line == .start || tail.state.line == .unfinished else { return false }
        return WideText.isNarrow(bytes, isWhole: isFinal)
    }

    /// Takes the whole lines. Where there is none, what there is of the first.
    private mutating func takeWide(_ bytes: UnsafeRawBufferPointer, _ tail: inout FileTail, _ turn: Turn) -> WideText.Line? {
        let text = WideText(isBigEndian: tail.state.encoding == .utf16BigEndian)
        var (taken, payload) = (0, 0)
        var isStart = false
        while taken == 0 || !turn.slab.isFull {
            let rest = UnsafeRawBufferPointer(rebasing: bytes[taken...])
            if taken > 0, WideText.isNarrow(rest) { break }
            let line = text.line(rest, into: UnsafeMutableRawBufferPointer(rebasing: turn.bytes[payload...]))
            guard line.isWhole else {
                if taken == 0 { return line }
                break
            }
            if isStart || tail.state.line != .leftOut {
                let flags = isStart ? [] : Self.flags(of: tail, isWhole: true)
                append(&tail, payload..<payload + line.produced, flags, turn, offset: taken)
            }
            if line.zeros > 0 {
                let zeros = UInt64(line.zeros * Self.unitBytes)
                let isFirst = tail.followsTruncation && tail.state.offset == 0 && taken == 0
                pass(zeros: zeros, &tail, isHole: zeros >= UInt64(Self.shortestHole) && !isFirst)
            }
            taken += line.consumed
            payload += line.produced
            isStart = true
        }
        let window = turn.window(with: UnsafeRawBufferPointer(rebasing: bytes[..<taken]))
        took(taken, payload: payload, window: window, &tail, turn)
        return nil
    }

    /// The file ended within the line.
    private mutating func endWide(
        _ line: WideText.Line, _ bytes: [UInt8], isFinal: Bool, _ tail: inout FileTail, _ turn: Turn
    ) -> Outcome {
        let count = bytes.count
        guard line.produced > 0 || line.zeros == 0 else {
            tail.state.sawHalfLine(of: 0, empty: UInt64(count))
            return .atEnd
        }
        guard isFinal else {
            tail.state.sawHalfLine(of: count)
            return count == 0 ? .atEnd : .waiting
        }
        if tail.state.line != .leftOut { append(&tail, 0..<line.produced, Self.flags(of: tail, isWhole: !turn.isTorn), turn, offset: 0) }
        let window = bytes.withUnsafeBytes { turn.window(with: $0) }
        took(count, payload: line.produced, window: window, &tail, turn, line: tail.state.line == .leftOut ? .leftOut : .unfinished)
        return .took
    }

    /// A line over the limit: its next part. Where that is all NUL, a hole.
    private mutating func partWide(
        _ uncut: WideText.Line, of bytes: [UInt8], _ tail: inout FileTail, _ turn: Turn
    ) throws(SystemError) -> Outcome {
        let line = cut(uncut, of: bytes, tail, turn)
        let zeros = UInt64(line.zeros * Self.unitBytes)
        pass(zeros: zeros, &tail, isHole: zeros >= UInt64(Self.shortestHole) && !(tail.followsTruncation && tail.state.offset == 0))
        guard line.produced > 0 else {
            let end = tail.state.offset + UInt64(line.consumed)
            guard let next = try turn.file.nextData(from: end), next < turn.status.size else {
                tail.state.sawHalfLine(of: 0, empty: max(1, turn.status.size - tail.state.offset))
                return .atEnd
            }
            let place = max(end, next & ~1)
            guard let window = try window(endingAt: place, &tail, turn) else { return .startedOver }
            let count = Int(clamping: place - tail.state.offset)
            took(count, payload: 0, window: window, &tail, turn, line: tail.state.line)
            return .passed
        }
        if tail.state.line != .leftOut { append(&tail, 0..<line.produced, Self.flags(of: tail, isWhole: false), turn, offset: 0) }
        let window = bytes[..<line.consumed].withUnsafeBytes { turn.window(with: $0) }
        took(line.consumed, payload: line.produced, window: window, &tail, turn, line: tail.state.line == .leftOut ? .leftOut : .overLimit)
        return .took
    }

    /// The part without the beginning of a word, or of a secret, that would go on in the next one.
    private func cut(_ line: WideText.Line, of bytes: [UInt8], _ tail: FileTail, _ turn: Turn) -> WideText.Line {
        guard line.produced > 1 else { return line }
        let text = WideText(isBigEndian: tail.state.encoding == .utf16BigEndian)
        let part = prefix(of: bytes, LineCut.end(of: UnsafeRawBufferPointer(turn.bytes), line.produced - 1), text, turn)
        guard let mask, let rest = wideRest(text, at: tail.state.offset + UInt64(part.consumed), turn) else { return part }
        let end = mask.end(of: UnsafeRawBufferPointer(rebasing: turn.bytes[..<part.produced]), before: rest)
        guard end < part.produced else { return part }
        let shorter = prefix(of: bytes, end, text, turn)
        return shorter.produced > 0 ? shorter : part
    }

    /// The whole characters among the line's first bytes of UTF-8.
    private func prefix(of bytes: [UInt8], _ length: Int, _ text: WideText, _ turn: Turn) -> WideText.Line {
        bytes.withUnsafeBytes { text.line($0, into: UnsafeMutableRawBufferPointer(rebasing: turn.bytes[..<length])) }
    }

    /// What stands in the line from there on; `nil` where it can't be read.
    private func wideRest(_ text: WideText, at offset: UInt64, _ turn: Turn) -> [UInt8]? {
        guard let bytes = try? FileHead.read(turn.file, ContinuationMask.restBytes, at: offset) else { return nil }
        return text.firstLine(bytes)
    }
}
