internal import WeirRecords
internal import WeirSystem

/// NUL bytes: what a truncation under a writer, a loss of power or a file made in advance leaves. They are passed over and counted, and
/// the text on both sides of them is one line.
extension TailReader {
    /// NUL bytes in a row that count as a hole. A program may write fewer on purpose.
    static let shortestHole = 8
    /// Bytes looked at in one turn.
    private static let turnBudget = 4 << 20
    private static let blockBytes = (smallest: 4 << 10, largest: 64 << 10)
    /// A line in which at least one byte in four is NUL is taken for text of two bytes a character. It is read without the NUL bytes.
    private static let interleavedShare = 4

    /// Takes whole lines with a few NUL bytes in them, or one line with a hole.
    mutating func takeAroundHoles(_ tail: inout FileTail, _ bytes: UnsafeRawBufferPointer, _ turn: Turn) throws(SystemError) -> Outcome {
        // NUL bytes are taken out of the turn's own.
        let read = Array(bytes)
        var start = 0
        while tail.state.line == .start, start == 0 || !turn.slab.isFull, let end = Lines.nextLineFeed(in: bytes, from: start) {
            guard let line = withoutStrayZeros(start..<end, &tail, turn) else { break }
            describe(&tail)
            append(&tail, line, [], turn)
            start = end + 1
        }
        guard start == 0 else {
            let window = read[..<start].withUnsafeBytes { turn.window(with: $0) }
            took(start, window: window, &tail, turn)
            return .took
        }
        return try gather(&tail, turn)
    }

    /// A line without the NUL bytes around it, and without those in it where they are many; `nil` where it has a hole.
    private mutating func withoutStrayZeros(_ range: Range<Int>, _ tail: inout FileTail, _ turn: Turn) -> Range<Int>? {
        let bytes = turn.bytes
        let zeros = bytes[range].count { $0 == 0 }
        guard zeros > 0 else { return range }
        guard !Self.hasHole(bytes[range]) else { return nil }
        var line = range
        while let first = bytes[line].first, first == 0 { line = line.lowerBound + 1..<line.upperBound }
        while let last = bytes[line].last, last == 0 { line = line.lowerBound..<line.upperBound - 1 }
        if (zeros - (range.count - line.count)) * Self.interleavedShare >= line.count, !line.isEmpty {
            var end = line.lowerBound
            for place in line where bytes[place] != 0 {
                bytes[end] = bytes[place]
                end += 1
            }
            for place in end..<line.upperBound { bytes[place] = 0 }
            line = line.lowerBound..<end
        }
        pass(zeros: UInt64(zeros), &tail)
        return line
    }

    private static func hasHole(_ line: Slice<UnsafeMutableRawBufferPointer>) -> Bool {
        var run = 0
        for byte in line {
            run = byte == 0 ? run + 1 : 0
            if run == shortestHole { return true }
        }
        return false
    }

    /// - Parameter isHole: text may have been there, or may yet come.
    mutating func pass(zeros: UInt64, _ tail: inout FileTail, isHole: Bool = false) {
        counters.holeBytes += zeros
        tail.holeBytes += zeros
        tail.newHoles = tail.newHoles || isHole
    }
}

extension TailReader {
    /// Puts one line together without its NUL bytes, however many they are.
    ///
    /// - Parameter isFinal: nothing more comes of it: the file's text ends in it.
    mutating func gather(_ tail: inout FileTail, _ turn: Turn, isFinal: Bool = false) throws(SystemError) -> Outcome {
        let limit = lineLimit(turn.slab)
        let room = min(limit + 1, turn.slab.freeBytes)
        var line = HoledLine(at: tail.state.offset)
        var block = Self.blockBytes.smallest
        while line.text < room {
            guard line.examined < Self.turnBudget else { return try giveUpTurn(line, &tail, turn) }
            let target = UnsafeMutableRawBufferPointer(rebasing: turn.bytes[line.text..<min(room, line.text + block)])
            let count = try turn.file.read(into: target, at: line.place)
            guard count > 0 else { return try finish(line, isFinal: isFinal, &tail, turn) }
            let found = UnsafeRawBufferPointer(rebasing: target.prefix(count))
            examinedBytes += count
            if found.first == 0 {
                try pass(found, &line, &tail, turn)
                block = min(2 * block, Self.blockBytes.largest)
            } else if line.add(found) {
                return try complete(line, &tail, turn)
            } else {
                block = found.contains(0) ? Self.blockBytes.smallest : min(2 * block, Self.blockBytes.largest)
            }
        }
        guard room > limit else { return .needsRoom }
        return try cut(line, limit, &tail, turn)
    }

    /// NUL bytes from the line's place on: past what is known of them, and past what the file system never wrote.
    private func pass(
        _ found: UnsafeRawBufferPointer, _ line: inout HoledLine, _ tail: inout FileTail, _ turn: Turn
    ) throws(SystemError) {
        let start = line.place
        let end = found.firstIndex { $0 != 0 } ?? found.count
        var place = start + UInt64(end)
        let gap = tail.state.knownGap(turn.status, now: turn.now, quietTime: settings.limits.quietTime)
        if let gap, gap.lowerBound == start { place = max(place, gap.upperBound) }
        if end == found.count, place < turn.status.size {
            place = try turn.file.nextData(from: place).map { max(place, min($0, turn.status.size)) } ?? turn.status.size
        }
        line.pass(to: place, examined: end)
        if line.holes == 1, let hole = line.hole, hole != gap { tail.state.found(gap: hole, turn.status, now: turn.now) }
    }

    /// There is more to look at than one turn may: what was found so far is kept, or becomes a part.
    private mutating func giveUpTurn(_ line: HoledLine, _ tail: inout FileTail, _ turn: Turn) throws(SystemError) -> Outcome {
        guard line.holes > 1, line.text > 0 else { return .passed }
        guard let window = try window(endingAt: line.textEnd, &tail, turn) else { return .startedOver }
        appendPart(&tail, 0..<line.text, turn)
        take(line, to: line.textEnd, window, &tail, turn, line: tail.state.line == .leftOut ? .leftOut : .overLimit)
        return .took
    }

    private mutating func appendPart(_ tail: inout FileTail, _ range: Range<Int>, _ turn: Turn) {
        if tail.state.line != .leftOut { append(&tail, range, Self.flags(of: tail, isWhole: false), turn, offset: 0) }
    }

    private mutating func complete(_ line: HoledLine, _ tail: inout FileTail, _ turn: Turn) throws(SystemError) -> Outcome {
        guard mayPass(line, &tail, turn) else { return .waiting }
        guard let window = try window(endingAt: line.place, &tail, turn) else { return .startedOver }
        if tail.state.line != .leftOut {
            append(&tail, 0..<line.text, Self.flags(of: tail, isWhole: !line.isHoledWithin), turn)
        }
        take(line, to: line.place, window, &tail, turn)
        return .took
    }

    private mutating func cut(
        _ line: HoledLine, _ limit: Int, _ tail: inout FileTail, _ turn: Turn
    ) throws(SystemError) -> Outcome {
        guard mayPass(line, &tail, turn) else { return .waiting }
        var end = max(LineCut.end(of: UnsafeRawBufferPointer(turn.bytes), limit), line.segment)
        if let mask, let rest = try? FileHead.read(turn.file, ContinuationMask.restBytes, at: line.place - UInt64(line.text - end)) {
            let part = UnsafeRawBufferPointer(rebasing: turn.bytes[..<end])
            end = max(mask.end(of: part, before: rest.filter { $0 != 0 }), line.segment, 1)
        }
        let place = line.place - UInt64(line.text - end)
        guard let window = try window(endingAt: place, &tail, turn) else { return .startedOver }
        appendPart(&tail, 0..<end, turn)
        pass(zeros: line.zeros, &tail, isHole: isHole(line, tail))
        let count = Int(clamping: place - tail.state.offset)
        took(count, payload: end, window: window, &tail, turn, line: tail.state.line == .leftOut ? .leftOut : .overLimit)
        return .took
    }

    /// The file ended: in NUL bytes that may still be filled, or in half a line.
    private mutating func finish(
        _ line: HoledLine, isFinal: Bool, _ tail: inout FileTail, _ turn: Turn
    ) throws(SystemError) -> Outcome {
        let empty = line.place - line.textEnd
        guard line.text > 0 else {
            tail.state.sawHalfLine(of: 0, empty: empty)
            return .atEnd
        }
        guard isFinal else {
            tail.state.sawHalfLine(of: Int(clamping: line.textEnd - tail.state.offset), empty: empty)
            return .waiting
        }
        guard let window = try window(endingAt: line.textEnd, &tail, turn) else { return .startedOver }
        if tail.state.line != .leftOut {
            append(&tail, 0..<line.text, Self.flags(of: tail, isWhole: !line.isHoledWithin && !turn.isTorn), turn)
        }
        take(line, to: line.textEnd, window, &tail, turn, line: tail.state.line == .leftOut ? .leftOut : .unfinished)
        return .took
    }

    private mutating func take(
        _ holed: HoledLine, to end: UInt64, _ window: Fingerprint, _ tail: inout FileTail, _ turn: Turn, line: LineState = .start
    ) {
        pass(zeros: holed.zeros, &tail, isHole: isHole(holed, tail))
        took(Int(clamping: end - tail.state.offset), payload: holed.text, window: window, &tail, turn, line: line)
    }

    /// A writer that went on where it was when its file was truncated leaves a hole at the beginning, in which nothing was.
    private func isHole(_ line: HoledLine, _ tail: FileTail) -> Bool {
        guard line.longestHole >= UInt64(Self.shortestHole) else { return false }
        return !(tail.followsTruncation && tail.state.offset == 0 && line.holes == 1 && !line.isHoledWithin)
    }

    private func mayPass(_ line: HoledLine, _ tail: inout FileTail, _ turn: Turn) -> Bool {
        guard !isEnding, line.longestHole >= UInt64(Self.shortestHole) else { return true }
        return tail.state.mayPass(holeTo: line.place, turn.status, now: turn.now, quietTime: settings.limits.quietTime)
    }
}

/// A line that is put together from what stands around NUL bytes.
struct HoledLine {
    /// Bytes of text so far.
    private(set) var text = 0
    /// Where the text behind the last hole begins, among the text.
    private(set) var segment = 0
    /// Where to go on in the file.
    private(set) var place: UInt64
    /// Where the text ended in the file.
    private(set) var textEnd: UInt64
    /// NUL bytes that have text behind them.
    private(set) var zeros: UInt64 = 0
    private(set) var longestHole: UInt64 = 0
    private(set) var holes = 0
    /// The hole at the place.
    private(set) var hole: Range<UInt64>?
    /// Whether text stands before a hole.
    private(set) var isHoledWithin = false
    private(set) var examined = 0

    init(at offset: UInt64) { (place, textEnd) = (offset, offset) }

    mutating func pass(to end: UInt64, examined count: Int) {
        if hole == nil { holes += 1 }
        hole = (hole?.lowerBound ?? place)..<end
        place = end
        examined += count
    }

    /// Takes text in up to its first NUL byte, and says whether the line ended before that.
    mutating func add(_ found: UnsafeRawBufferPointer) -> Bool {
        if let hole {
            let count = hole.upperBound - hole.lowerBound
            zeros += count
            longestHole = max(longestHole, count)
            if text > 0, count >= UInt64(TailReader.shortestHole) { isHoledWithin = true }
            segment = text
        }
        hole = nil
        let count = RawBytes.first(0, in: found, from: 0, to: found.count) ?? found.count
        let end = RawBytes.first(TailReader.lineEnd, in: found, from: 0, to: count)
        text += end ?? count
        place += UInt64(end.map { $0 + 1 } ?? count)
        textEnd = place
        examined += count
        return end != nil
    }
}
