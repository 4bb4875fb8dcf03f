/// Reads lines one at a time, each by itself, and says what they weigh under: for a generator and a receiver, which must agree
/// on content without knowing of files and of their formats.
///
/// The format is recognised from the line alone. A line that names no time has no minute and is digested with the epoch; one that
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
    private var recognizer = LineRecognizer(.automatic)
    private var scratch: [UInt8] = []

    package init() {}

    /// - Parameters:
    ///   - line: without its line end.
    ///   - host: whose line it is, where the line itself names none.
    package mutating func read(_ line: UnsafeRawBufferPointer, host: UnsafeRawBufferPointer) -> Content {
        recognizer.forgetLines()
        let found = recognizer.read(line, reference: Timestamp(microseconds: 0))
        let (record, text) = (found.record, found.text)
        let host = record.host.isPresent ? record.host.bytes(in: text) : host
        let key = index(text, record, host: host)
        let time = record.time ?? Timestamp(microseconds: 0)
        return Content(key: key, digest: digest(text, record, host: host, time: time))
    }

    private mutating func digest(
        _ line: UnsafeRawBufferPointer, _ record: ParsedRecord, host: UnsafeRawBufferPointer, time: Timestamp
    ) -> Digest128 {
        var fixed = record.origin.application
        return fixed.withUTF8 { fixed in
            let application =
                record.application.isPresent ? record.application.bytes(in: line) : UnsafeRawBufferPointer(fixed)
            let prefix = ContentDigest.Prefix(host: host, application: application, level: record.level)
            return record.message.withText(in: line, scratch: &scratch) { prefix.digest(time: time, message: $0) }
        }
    }

    private mutating func index(
        _ line: UnsafeRawBufferPointer, _ record: ParsedRecord, host: UnsafeRawBufferPointer
    ) -> Int {
        let minute = record.time?.minute
        var hash = MurmurHash3()
        hash.block(UInt64(host.count), UInt64(bitPattern: minute ?? .min))
        hash.block(UInt64(record.application.count), record.application.isPresent ? 1 : UInt64(record.origin.index) << 1)
        hash.padded(host)
        let mark = hash.finish(record.application.bytes(in: line))
        if let index = indices.find(mark) { return index }
        let key = Key(
            host: String(decoding: host, as: UTF8.self), application: record.applicationName(in: line), minute: minute)
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
