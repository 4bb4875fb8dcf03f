/// Reads the records of one stream in their order, knows what a line without a head goes on with, and under which key each counts.
///
/// A line that goes on with the one before it (of a stack trace, say) is a record of its own with the time, the level, the application and
/// the category of the one with the head. A reader that has seen no head yet takes such a line as of no known level and application, at
/// the time of arrival.
struct RecordReader {
    /// One record, read.
    struct Reading {
        /// What the line says of itself; of a continuation, time, level, application and category are the key's and `time`.
        var parsed: ParsedRecord
        /// What the ranges in `parsed` lie in: the line, or what it carries. Good until the next line is read.
        var text: UnsafeRawBufferPointer
        /// Index into `keys`.
        var key: Int
        var time: Timestamp
        var flags: RecordFlags
    }

    /// What a continuation takes over. Its key stays good, since only a line with a head can add keys and then is the new head.
    private struct Head {
        var key: Int
        var time: Timestamp
        var flags: RecordFlags
    }

    let source: String
    let host: String
    var format: RecordFormat {
        didSet {
            keys = KeyCache()
            recognizer = LineRecognizer(format)
            head = nil
        }
    }
    var keys = KeyCache()
    private var recognizer: LineRecognizer
    private var head: Head?
    private var scratch: [UInt8] = []
    /// Of the room for unescaped messages; one that needed more gives it back.
    private static let keptScratchBytes = 64 << 10

    init(source: String, host: String, format: RecordFormat) {
        self.source = source
        self.host = host
        self.format = format
        recognizer = LineRecognizer(format)
    }

    @inline(__always)
    mutating func read(_ line: UnsafeRawBufferPointer, arrival: Timestamp, flags: RecordFlags) -> Reading {
        let found = recognizer.read(line, reference: arrival)
        var (parsed, text) = (found.record, found.text)
        var flags = flags
        if parsed.isJSON { flags.insert(.json) }
        if !parsed.isValidUTF8 { flags.insert(.invalidUTF8) }
        if parsed.isContinuation { return continuation(parsed, arrival: arrival, flags: flags, text) }
        parsed.category = CategoryRules.category(of: parsed, in: text)
        if parsed.time == nil { flags.insert(.arrivalTime) }
        let time = parsed.time ?? arrival
        let key = key(of: parsed, text)
        head = Head(key: key, time: time, flags: flags)
        return Reading(parsed: parsed, text: text, key: key, time: time, flags: flags)
    }

    private mutating func continuation(
        _ parsed: ParsedRecord, arrival: Timestamp, flags: RecordFlags, _ line: UnsafeRawBufferPointer
    ) -> Reading {
        var flags = flags
        flags.insert(.continuation)
        guard let head else {
            flags.insert(.arrivalTime)
            return Reading(parsed: parsed, text: line, key: key(of: parsed, line), time: arrival, flags: flags)
        }
        if head.flags.contains(.arrivalTime) { flags.insert(.arrivalTime) }
        return Reading(parsed: parsed, text: line, key: head.key, time: head.time, flags: flags)
    }

    /// The content digest of what was read last.
    @inline(__always)
    mutating func digest(of reading: Reading) -> Digest128 {
        let line = reading.text
        let prefix = prefix(of: reading, line)
        let message = reading.parsed.message
        defer { if message.isEscaped, scratch.capacity > Self.keptScratchBytes { scratch = [] } }
        return message.withText(in: line, scratch: &scratch) { prefix.digest(time: reading.time, message: $0) }
    }

    /// Gives back what it remembers of names; what a line without a head goes on with stays.
    mutating func shrink() {
        keys.shrink(keeping: head?.key)
        if head != nil { head?.key = 0 }
        scratch = []
    }

    @inline(__always)
    private func prefix(of reading: Reading, _ line: UnsafeRawBufferPointer) -> ContentDigest.Prefix {
        guard isNameOverlong(reading.parsed) else { return keys.digest(of: reading.key) }
        return ContentDigest.Prefix(
            host: hostName(reading.parsed, line), application: applicationName(reading.parsed, line), level: reading.parsed.level)
    }
}

extension RecordReader {
    @inline(__always)
    private mutating func key(of record: ParsedRecord, _ line: UnsafeRawBufferPointer) -> Int {
        let names = KeyCache.Names(
            application: record.application.bytes(in: line), host: record.host.bytes(in: line),
            origin: record.origin, isEscaped: record.application.isEscaped || record.host.isEscaped, level: record.level,
            category: record.category)
        if isNameOverlong(record) { return overlongKey(record, line) }
        return keys.find(names) ?? newKey(record, names, line)
    }

    private mutating func newKey(_ record: ParsedRecord, _ names: KeyCache.Names, _ line: UnsafeRawBufferPointer) -> Int {
        let key = MeterKey(
            source: source, host: hostName(record, line), application: applicationName(record, line), level: record.level,
            category: record.category)
        let digest = ContentDigest.Prefix(host: key.host, application: key.application, level: key.level)
        return keys.insert(names, key: key, digest: digest)
    }

    private func isNameOverlong(_ record: ParsedRecord) -> Bool {
        record.application.count > KeyCache.longestNameBytes || record.host.count > KeyCache.longestNameBytes
    }

    /// The key with `other` for what is too long. It is cached as if it held escapes, which a name in a line never does without a
    /// backslash, so that no line's names find it.
    private mutating func overlongKey(_ record: ParsedRecord, _ line: UnsafeRawBufferPointer) -> Int {
        let longest = KeyCache.longestNameBytes
        var application = record.application.count > longest ? MeterKey.otherName : applicationName(record, line)
        var host = record.host.count > longest ? MeterKey.otherName : hostName(record, line)
        let key = MeterKey(source: source, host: host, application: application, level: record.level, category: record.category)
        return application.withUTF8 { application in
            host.withUTF8 { host in
                let names = KeyCache.Names(
                    application: UnsafeRawBufferPointer(application), host: UnsafeRawBufferPointer(host), origin: record.origin,
                    isEscaped: true, level: record.level, category: record.category)
                if let known = keys.find(names) { return known }
                return keys.insert(names, key: key, digest: ContentDigest.Prefix(host: "", application: "", level: record.level))
            }
        }
    }

    private func hostName(_ record: ParsedRecord, _ line: UnsafeRawBufferPointer) -> String {
        guard record.host.count > 0, let name = record.host.text(in: line) else { return host }
        return name
    }

    private func applicationName(_ record: ParsedRecord, _ line: UnsafeRawBufferPointer) -> String {
        record.applicationName(in: line)
    }
}
