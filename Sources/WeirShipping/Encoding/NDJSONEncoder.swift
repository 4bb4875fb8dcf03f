package import WeirRecords

/// One JSON object a line. A record that is JSON keeps every byte and gains `_weir` as its first member; any other line
/// becomes the `message` of an object. So does a record with a `_weir` of its own: whichever of two a reader takes, it can't forge ours.
package struct NDJSONEncoder: RecordEncoder {
    private struct StreamName: Hashable {
        var host: String
        var source: String
    }

    /// `"_weir":{"id":"…","host":"…","source":"…"},"message":""` and the line end, names of ordinary length.
    package let overhead = 144

    private var cache = EnvelopeCache<StreamName, [UInt8]>()
    private var tails: [[UInt8]] = []
    /// For each stream whether its records can hold line ends: those of a file were split at them.
    private var mayHoldLineEnds: [Bool] = []

    package init() {}

    package mutating func begin(streams: [StreamState], keys: [MeterKey]) {
        tails.removeAll(keepingCapacity: true)
        mayHoldLineEnds.removeAll(keepingCapacity: true)
        for stream in streams {
            let name = StreamName(host: stream.descriptor.host, source: stream.descriptor.source)
            tails.append(cache.envelope(of: name, make: Self.tail))
            mayHoldLineEnds.append(stream.descriptor.kind != .file)
        }
    }

    package mutating func append(_ record: OutgoingRecord, to output: inout OutputBuffer) {
        let start = output.count
        if record.entry.flags.contains(.json), let brace = record.bytes.firstIndex(of: 0x7B) {
            appendObject(record, brace: brace, to: &output)
            if mayHoldLineEnds[Int(record.entry.stream)] { output.replace(0x0A, with: 0x20, from: start) }
        } else {
            appendText(record, to: &output)
        }
        output.append(0x0A)
    }

    /// A line end between the members of an object is white space and nothing else, so a space may stand for it.
    private func appendObject(_ record: OutgoingRecord, brace: Int, to output: inout OutputBuffer) {
        let rest = UnsafeRawBufferPointer(rebasing: record.bytes[(brace + 1)...])
        output.append(UnsafeRawBufferPointer(rebasing: record.bytes[...brace]))
        appendIdentity(record, to: &output)
        if !Self.isEmptyObject(rest) { output.append(0x2C) }
        if record.entry.flags.contains(.invalidUTF8) {
            output.append(repairing: rest)
        } else {
            output.append(rest)
        }
    }

    private func appendText(_ record: OutgoingRecord, to output: inout OutputBuffer) {
        output.append(0x7B)
        appendIdentity(record, to: &output)
        output.append(",\"message\":\"")
        output.append(jsonEscaping: record.bytes, repairing: record.entry.flags.contains(.invalidUTF8))
        output.append("\"}")
    }

    private func appendIdentity(_ record: OutgoingRecord, to output: inout OutputBuffer) {
        output.append("\"_weir\":{\"id\":\"")
        output.append(room: 32) { record.id.hexadecimal(into: $0) }
        let tail = tails[Int(record.entry.stream)]
        guard record.entry.flags.contains(.cut) else { return output.append(tail) }
        tail.withUnsafeBytes { output.append(UnsafeRawBufferPointer(rebasing: $0.dropLast())) }
        output.append(record.entry.flags.contains(.rest) ? ",\"part\":\"next\"}" : ",\"part\":\"first\"}")
    }

    private static func tail(of name: StreamName) -> [UInt8] {
        var buffer = OutputBuffer(capacity: 128)
        buffer.append("\",\"host\":\"")
        appendEscaped(name.host, to: &buffer)
        buffer.append("\",\"source\":\"")
        appendEscaped(name.source, to: &buffer)
        buffer.append("\"}")
        return [UInt8](buffer.bytes)
    }

    private static func appendEscaped(_ text: String, to buffer: inout OutputBuffer) {
        [UInt8](text.utf8).withUnsafeBytes { buffer.append(jsonEscaping: $0, repairing: false) }
    }

    /// Whether nothing but white space stands before the closing brace.
    private static func isEmptyObject(_ rest: UnsafeRawBufferPointer) -> Bool {
        rest.first { $0 != 0x20 && $0 != 0x09 && $0 != 0x0A && $0 != 0x0D } == 0x7D
    }
}
