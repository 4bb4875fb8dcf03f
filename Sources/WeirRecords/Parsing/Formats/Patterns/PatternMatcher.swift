/// Walks along a line and a pattern at once.
struct PatternMatcher {
    /// A name that is longer is none.
    static let longestNameBytes = 255

    private let line: UnsafeRawBufferPointer
    private let reference: Timestamp
    private var position = 0
    private var record: ParsedRecord
    /// Where reading goes on when the option that is being read is not there.
    private var otherwise: (step: Int, position: Int, record: ParsedRecord)?

    private init(_ line: UnsafeRawBufferPointer, _ reference: Timestamp) {
        self.line = line
        self.reference = reference
        record = .plain(count: line.count)
    }

    /// Nil where the line is not built so.
    ///
    /// - Parameter reference: see ``TimestampReader/moment(_:reference:)``.
    static func match(_ line: UnsafeRawBufferPointer, _ pattern: LinePattern, reference: Timestamp) -> ParsedRecord? {
        var matcher = PatternMatcher(line, reference)
        return pattern.steps.withUnsafeBufferPointer { matcher.run($0) } ? matcher.record : nil
    }

    private mutating func run(_ steps: UnsafeBufferPointer<LinePattern.Step>) -> Bool {
        var index = 0
        while index < steps.count {
            if case .option(let next) = steps[index] {
                otherwise = (next, position, record)
            } else if !step(steps[index]) {
                guard let other = otherwise else { return false }
                (index, position, record) = other
                otherwise = nil
                continue
            }
            index &+= 1
        }
        return true
    }

    @inline(__always)
    private mutating func step(_ step: LinePattern.Step) -> Bool {
        switch step {
        case .literal(let byte):
            guard position < line.count, line[position] == byte else { return false }
            position &+= 1
        case .blanks: return blanks()
        case .time: return time()
        case .field(let field, let stops): return self.field(field, stops)
        case .message:
            record.message = FieldRange(min(position, line.count)..<line.count)
            position = line.count
        case .option: break
        case .optionEnd: otherwise = nil
        }
        return true
    }

    /// At least one; the line's end counts as one, since a message may be empty.
    @inline(__always)
    private mutating func blanks() -> Bool {
        let start = position
        while position < line.count, line[position] == 0x20 || line[position] == 0x09 { position &+= 1 }
        return position > start || position == line.count
    }

    private mutating func time() -> Bool {
        var reader = TimestampReader(position: position)
        guard let moment = reader.moment(line.bytes, reference: reference) else { return false }
        position = reader.position
        if record.time == nil { record.time = moment.time }
        return true
    }
}

extension PatternMatcher {
    private mutating func field(_ field: LinePattern.Field, _ stops: ByteSet) -> Bool {
        switch field {
        case .level, .anyLevel: return level(stops, isAnyTaken: field == .anyLevel)
        case .letter: return letter()
        case .number: return number() != nil
        case .status: return status()
        case .priority: return priority()
        case .request: return request(stops)
        case .anything, .anythingOrNothing: return anything(stops) || field == .anythingOrNothing
        case .word, .application, .host, .process: return word(field, stops)
        }
    }

    private mutating func anything(_ stops: ByteSet) -> Bool {
        let start = position
        while position < line.count, !stops.contains(line[position]) { position &+= 1 }
        return position > start
    }

    private mutating func word(_ field: LinePattern.Field, _ stops: ByteSet) -> Bool {
        let start = position
        while position < line.count, case let byte = line[position], byte > 0x20, !stops.contains(byte) { position &+= 1 }
        let range = FieldRange(start..<position)
        switch field {
        case .application: record.application = range
        case .host: record.host = range
        case .process: record.process = range
        default: break
        }
        guard position > start, position - start <= Self.longestNameBytes else { return false }
        if !stops.contains(0x20) { while position < line.count, line[position] == 0x20 { position &+= 1 } }
        return true
    }

    private mutating func level(_ stops: ByteSet, isAnyTaken: Bool) -> Bool {
        while position < line.count, line[position] == 0x20 { position &+= 1 }
        let start = position
        while position < line.count, position - start <= Level.longestNameBytes, Self.isWord(line[position]) { position &+= 1 }
        let name = UnsafeRawBufferPointer(rebasing: line[start..<position])
        let level = Level(parsing: name)
        guard level != nil || (isAnyTaken && position > start) else { return false }
        record.level = level ?? .unknown
        if !stops.contains(0x20) { while position < line.count, line[position] == 0x20 { position &+= 1 } }
        return true
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20 || byte &- 0x30 < 10 || byte == UInt8(ascii: "_")
    }

    private mutating func letter() -> Bool {
        guard position < line.count, let level = Level(letter: line[position]) else { return false }
        record.level = level
        position &+= 1
        return true
    }

    private mutating func number() -> Int? {
        let start = position
        var value = 0
        while position < line.count, position - start < 18, case let digit = line[position] &- 0x30, digit <= 9 {
            value = value &* 10 &+ Int(digit)
            position &+= 1
        }
        return position > start ? value : nil
    }

    private mutating func status() -> Bool {
        let start = position
        guard number() != nil, let level = Level(status: UnsafeRawBufferPointer(rebasing: line[start..<position])) else { return false }
        record.level = level
        return true
    }

    /// RFC 5424, section 6.2.1: facilities go to 23.
    private mutating func priority() -> Bool {
        guard let priority = number(), priority < 24 * 8 else { return false }
        record.level = Level(syslogSeverity: UInt8(priority & 7)) ?? .unknown
        return true
    }

    private mutating func request(_ stops: ByteSet) -> Bool {
        let start = position
        while position < line.count, !stops.contains(line[position]) { position &+= line[position] == UInt8(ascii: "\\") ? 2 : 1 }
        position = min(position, line.count)
        record.message = FieldRange(start..<position)
        return true
    }
}
