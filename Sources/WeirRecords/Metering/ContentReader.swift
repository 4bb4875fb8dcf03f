/// Reads lines one at a time, each by itself, and says what they weigh under: for a generator and a receiver, which must agree
/// on content without knowing of files and of their formats.
///
/// The format is detected from the line alone. A line that names no time has no minute and is digested with the epoch; one that
/// goes on with a line before it (a stack trace's) therefore counts as a plain line.
package struct ContentReader: Sendable {
    package struct Key: Hashable, Sendable {
        package var host: String
        package var application: String
        /// Minutes since the epoch; nil where the line names no time.
        package var minute: Int64?
    }

    package struct Content: Equatable, Sendable, BitwiseCopyable {
        /// Index into ``ContentReader/keys``.
        package var key: Int
        package var digest: Digest128
    }

    /// Distinct keys kept; what comes beyond goes under the key ``other``, the last one.
    package static let maximumKeys = 1 << 18
    package static let other = Key(host: "other", application: "other", minute: nil)

    package private(set) var keys: [Key] = []
    private var indices = DigestIndex()
    private var kasmKeys = JSONKeys()
    private var scratch: [UInt8] = []

    package init() {}

    /// - Parameters:
    ///   - line: without its line end.
    ///   - host: whose line it is, where the line itself names none.
    package mutating func read(_ line: UnsafeRawBufferPointer, host: UnsafeRawBufferPointer) -> Content {
        let format = Self.format(of: line)
        let record =
            format == .kasmJSON ? RecordParser.parse(line, as: format, keys: &kasmKeys) : RecordParser.parse(line, as: format)
        let host = record.host.isPresent ? record.host.bytes(in: line) : host
        let key = index(line, record, format, host: host)
        let time = record.time ?? Timestamp(microseconds: 0)
        return Content(key: key, digest: digest(line, record, format, host: host, time: time))
    }

    /// The platform's own lines show what they are by their first key, and need not be scanned twice.
    private static func format(of line: UnsafeRawBufferPointer) -> RecordFormat {
        let isOurs = line.count >= kasmOpening.count && RawBytes.equal(line.bytes, from: 0, kasmOpening.span.bytes)
        return isOurs ? .kasmJSON : RecordFormat.detect(line)
    }

    private static let kasmOpening = Array(#"{"asctime":"#.utf8)

    private mutating func digest(
        _ line: UnsafeRawBufferPointer, _ record: ParsedRecord, _ format: RecordFormat, host: UnsafeRawBufferPointer, time: Timestamp
    ) -> Digest128 {
        var fixed = format.fixedApplication
        return fixed.withUTF8 { fixed in
            let application =
                record.application.isPresent ? record.application.bytes(in: line) : UnsafeRawBufferPointer(fixed)
            let prefix = ContentDigest.Prefix(host: host, application: application, level: record.level)
            return record.message.withText(in: line, scratch: &scratch) { prefix.digest(time: time, message: $0) }
        }
    }

    private mutating func index(
        _ line: UnsafeRawBufferPointer, _ record: ParsedRecord, _ format: RecordFormat, host: UnsafeRawBufferPointer
    ) -> Int {
        let minute = record.time?.minute
        var hash = MurmurHash3()
        hash.block(UInt64(host.count), UInt64(bitPattern: minute ?? .min))
        hash.block(UInt64(record.application.count), record.application.isPresent ? 1 : UInt64(format.rawValue) << 1)
        hash.padded(host)
        let mark = hash.finish(record.application.bytes(in: line))
        if let index = indices.find(mark) { return index }
        let key = Key(
            host: String(decoding: host, as: UTF8.self), application: record.applicationName(in: line, format: format), minute: minute)
        return add(key, mark)
    }

    private mutating func add(_ key: Key, _ mark: Digest128) -> Int {
        guard keys.count < Self.maximumKeys - 1 else {
            if keys.count < Self.maximumKeys { keys.append(Self.other) }
            return Self.maximumKeys - 1
        }
        keys.append(key)
        indices.insert(mark, keys.count - 1)
        return keys.count - 1
    }
}
