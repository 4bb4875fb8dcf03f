/// Collects a line's named fields by what they are to us, and makes a record of them.
struct NamedFields {
    private struct Ranked: BitwiseCopyable {
        var ranges: (FieldRange, FieldRange, FieldRange, FieldRange) = (.absent, .absent, .absent, .absent)

        subscript(rank: UInt8) -> FieldRange {
            get {
                switch rank {
                case 0: ranges.0
                case 1: ranges.1
                case 2: ranges.2
                default: ranges.3
                }
            }
            set {
                switch rank {
                case 0: ranges.0 = newValue
                case 1: ranges.1 = newValue
                case 2: ranges.2 = newValue
                default: ranges.3 = newValue
                }
            }
        }

        /// The present one of the lowest rank.
        @inline(__always)
        var first: FieldRange {
            if ranges.0.isPresent { return ranges.0 }
            if ranges.1.isPresent { return ranges.1 }
            return ranges.2.isPresent ? ranges.2 : ranges.3
        }
    }

    private var messages = Ranked()
    private var applications = Ranked()
    private var hosts = Ranked()
    private var levels = Ranked()
    private var levelScale = LevelScale.byValue
    private var times = Ranked()
    private var process = FieldRange.absent
    private var metricName = FieldRange.absent
    private var status = FieldRange.absent
    private var nanoseconds = FieldRange.absent
    private(set) var line = FieldRange.absent
    private(set) var marks = LineMarks()

    @inline(__always)
    mutating func take(_ range: FieldRange, as role: FieldRole) {
        marks.formUnion(role.mark)
        switch role.kind {
        case .none, .container: break
        case .message: messages[role.rank] = range
        case .application: applications[role.rank] = range
        case .host: hosts[role.rank] = range
        case .process: process = range
        case .metricName: metricName = range
        case .level:
            levels[role.rank] = range
            if role.scale != .byValue { levelScale = role.scale }
        case .status: status = range
        case .time: times[role.rank] = range
        case .nanoseconds: nanoseconds = range
        case .line: line = range
        }
    }

    /// The same for a value that is not a text: what names a thing must be one.
    @inline(__always)
    mutating func takeBare(_ range: FieldRange, isNumber: Bool, as role: FieldRole) {
        switch role.kind {
        case .message: take(range, as: role)
        case .level, .status, .time, .nanoseconds: isNumber ? take(range, as: role) : marks.formUnion(role.mark)
        default: marks.formUnion(role.mark)
        }
    }

    @inline(__always)
    mutating func mark(_ role: FieldRole) { marks.formUnion(role.mark) }

    /// What makes a line of pairs a log's: a time, a level or a message.
    var isTelling: Bool { times.first.isPresent || levels.first.isPresent || messages.first.isPresent }
}

extension NamedFields {
    /// - Parameter reference: see ``TimestampReader/moment(_:reference:)``.
    @inline(__always)
    func record(_ text: UnsafeRawBufferPointer, reference: Timestamp) -> ParsedRecord {
        var record = ParsedRecord.plain(count: text.count)
        if case let message = messages.first, message.isPresent { record.message = message }
        record.application = applications.first
        record.host = hosts.first
        record.process = process
        record.metricName = metricName
        record.time = time(text, reference)
        record.level = level(text)
        record.origin = RecordOrigin(marks)
        if marks.contains(.dockerStream) { record.carried = line }
        return record
    }

    /// The first that can be read.
    @inline(__always)
    private func time(_ text: UnsafeRawBufferPointer, _ reference: Timestamp) -> Timestamp? {
        for rank in 0..<UInt8(FieldRole.ranks) {
            let field = times[rank]
            if field.isPresent, let time = Timestamp.stated(field.bytes(in: text), reference: reference) {
                return withNanoseconds(time, text)
            }
        }
        return nil
    }

    private func withNanoseconds(_ time: Timestamp, _ text: UnsafeRawBufferPointer) -> Timestamp {
        guard nanoseconds.isPresent, time.microseconds % Timestamp.microsecondsPerSecond == 0,
            let value = Int64(String(decoding: nanoseconds.bytes(in: text), as: UTF8.self)), 0..<1_000_000_000 ~= value
        else { return time }
        return Timestamp(microseconds: time.microseconds + value / 1_000)
    }

    /// What the line says, first by a level's name, then by an HTTP status; `unknown` where it says nothing that is known.
    @inline(__always)
    private func level(_ text: UnsafeRawBufferPointer) -> Level {
        for rank in 0..<UInt8(FieldRole.ranks) {
            let field = levels[rank]
            if field.isPresent, rank != 2 || isLetterOfLine, let level = scale.level(field.bytes(in: text)) { return level }
        }
        if status.isPresent, let level = Level(status: status.bytes(in: text)) { return level }
        return marks.contains(.compactLogEvent) ? .info : .unknown
    }

    /// A level may stand under a name that means all sorts of things elsewhere.
    private var isLetterOfLine: Bool { !marks.isDisjoint(with: [.mongoDB, .kubernetesEvent]) }

    private var scale: LevelScale {
        if marks.contains(.gelf) { return .syslog }
        return marks.contains(.nextcloud) ? .nextcloud : levelScale
    }
}
