/// Collects a line's named fields by what they are to us, and makes a record of them.
struct NamedFields {
    private struct Ranked: BitwiseCopyable {
        private var ranges: InlineArray<4, FieldRange> = InlineArray(repeating: .absent)
        /// A bit for each rank that is present.
        private(set) var present: UInt8 = 0

        @inline(__always)
        subscript(rank: Int) -> FieldRange { ranges[rank & 3] }

        @inline(__always)
        mutating func take(_ range: FieldRange, _ rank: UInt8) {
            ranges[Int(rank & 3)] = range
            present |= 1 << (rank & 3)
        }

        /// The present one of the lowest rank.
        @inline(__always)
        var first: FieldRange { present == 0 ? .absent : ranges[present.trailingZeroBitCount & 3] }
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
        case .message: messages.take(range, role.rank)
        case .application: applications.take(range, role.rank)
        case .host: hosts.take(range, role.rank)
        case .process: process = range
        case .metricName: metricName = range
        case .level:
            levels.take(range, role.rank)
            if role.scale != .byValue { levelScale = role.scale }
        case .status: status = range
        case .time: times.take(range, role.rank)
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
    var isTelling: Bool { times.present | levels.present | messages.present != 0 }
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
        var left = times.present
        while left != 0 {
            if let time = Timestamp.stated(times[left.trailingZeroBitCount].bytes(in: text), reference: reference) {
                return nanoseconds.isPresent ? withNanoseconds(time, text) : time
            }
            left &= left &- 1
        }
        return nil
    }

    private func withNanoseconds(_ time: Timestamp, _ text: UnsafeRawBufferPointer) -> Timestamp {
        guard time.microseconds % Timestamp.microsecondsPerSecond == 0,
            let value = Int64(String(decoding: nanoseconds.bytes(in: text), as: UTF8.self)), 0..<1_000_000_000 ~= value
        else { return time }
        return Timestamp(microseconds: time.microseconds + value / 1_000)
    }

    /// What the line says, first by a level's name, then by an HTTP status; `unknown` where it says nothing that is known.
    @inline(__always)
    private func level(_ text: UnsafeRawBufferPointer) -> Level {
        var left = levels.present
        while left != 0 {
            let rank = left.trailingZeroBitCount
            if rank != 2 || isLetterOfLine, let level = scale.level(levels[rank].bytes(in: text)) { return level }
            left &= left &- 1
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
