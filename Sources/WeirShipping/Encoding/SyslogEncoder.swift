package import WeirRecords

/// RFC 5424 messages, each behind its length in octets (RFC 6587, octet counting).
package struct SyslogEncoder: RecordEncoder {
    private struct KeyEnvelope {
        /// `<PRI>1 `
        var priority: [UInt8]
        /// ` APP-NAME - MSGID [weir@… id="`
        var names: [UInt8]
    }

    private struct StreamEnvelope {
        var hostname: [UInt8]
        /// `" source="…"`
        var source: [UInt8]
    }

    /// The header of ordinary names, with its structured data.
    package let overhead = 160
    /// Records that were over the limit and were cut, since the encoder was made.
    package private(set) var cutRecords: UInt64 = 0

    private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    private let settings: SyslogSettings
    private var keyCache = EnvelopeCache<MeterKey, KeyEnvelope>()
    private var streamCache = EnvelopeCache<StreamDescriptor, StreamEnvelope>()
    /// What is the same for the records of a key or of a stream, as ranges of `text`: looked at for each record, so without arrays.
    private var keys: [(priority: Range<Int>, names: Range<Int>)] = []
    private var streams: [(hostname: Range<Int>, source: Range<Int>)] = []
    private var text: [UInt8] = []
    private var timestamps = TimestampWriter()

    package init(_ settings: SyslogSettings = SyslogSettings()) { self.settings = settings }

    package mutating func begin(streams: [StreamState], keys: [MeterKey]) {
        let facility = settings.facility
        self.keys.removeAll(keepingCapacity: true)
        self.streams.removeAll(keepingCapacity: true)
        text.removeAll(keepingCapacity: true)
        for key in keys {
            let envelope = keyCache.envelope(of: key) { Self.envelope(of: $0, facility: facility) }
            self.keys.append((keep(envelope.priority), keep(envelope.names)))
        }
        for stream in streams {
            let envelope = streamCache.envelope(of: stream.descriptor, make: Self.envelope)
            self.streams.append((keep(envelope.hostname), keep(envelope.source)))
        }
    }

    private mutating func keep(_ bytes: [UInt8]) -> Range<Int> {
        text.append(contentsOf: bytes)
        return text.count - bytes.count..<text.count
    }

    package mutating func append(_ record: OutgoingRecord, to output: inout OutputBuffer) {
        let entry = record.entry
        let key = keys[Int(entry.meterKey)]
        let stream = streams[Int(entry.stream)]
        let mark = settings.byteOrderMark && !entry.flags.contains(.invalidUTF8) ? Self.byteOrderMark : []
        let envelope = key.priority.count + stream.hostname.count + key.names.count + stream.source.count
        // Between them the timestamp with a space and the digits of the id; behind them `]` and a space.
        let header = envelope + Timestamp.rfc3339Bytes + 1 + 32 + 2
        let cut = Cut(length: record.bytes.count, room: Int(settings.maximumMessage.bytes) - header - mark.count, of: record.bytes)
        if cut.isCut { cutRecords += 1 }

        output.append(decimal: header + cut.parameterLength + mark.count + cut.kept)
        output.append(0x20)
        append(key.priority, to: &output)
        output.append(room: Timestamp.rfc3339Bytes) { timestamps.write(entry.eventTime, into: $0) }
        output.append(0x20)
        append(stream.hostname, to: &output)
        append(key.names, to: &output)
        output.append(room: 32) { record.id.hexadecimal(into: $0) }
        append(stream.source, to: &output)
        cut.appendParameter(to: &output)
        output.append("] ")
        output.append(mark)
        output.append(UnsafeRawBufferPointer(rebasing: record.bytes[..<cut.kept]))
    }

    @inline(__always)
    private func append(_ part: Range<Int>, to output: inout OutputBuffer) {
        text.withUnsafeBytes { output.append(UnsafeRawBufferPointer(rebasing: $0[part])) }
    }

    private static func envelope(of key: MeterKey, facility: SyslogFacility) -> KeyEnvelope {
        let priority = Int(facility.rawValue) * 8 + Int(key.level.syslogSeverity)
        var names = OutputBuffer(capacity: 128)
        names.append(0x20)
        names.append(SyslogText.name(key.application, limit: SyslogSettings.maximumApplication))
        names.append(" - ")
        names.append(SyslogText.name(key.category.name, limit: SyslogSettings.maximumMessageID))
        names.append(" [weir@")
        names.append(SyslogSettings.enterpriseNumber)
        names.append(" id=\"")
        return KeyEnvelope(priority: [UInt8]("<\(priority)>1 ".utf8), names: [UInt8](names.bytes))
    }

    private static func envelope(of stream: StreamDescriptor) -> StreamEnvelope {
        var source = OutputBuffer(capacity: 128)
        source.append("\" source=\"")
        source.append(SyslogText.parameter(stream.source, limit: SyslogSettings.maximumSource))
        source.append("\"")
        return StreamEnvelope(
            hostname: SyslogText.name(stream.host, limit: SyslogSettings.maximumHostname), source: [UInt8](source.bytes))
    }
}

/// How much of a record fits, and the structured data that tells of a cut: ` cut="<bytes of the whole record>"`.
private struct Cut {
    let length: Int
    let kept: Int

    init(length: Int, room: Int, of bytes: UnsafeRawBufferPointer) {
        self.length = length
        kept = length <= room ? length : UTF8Scan.prefix(bytes, limit: max(0, room - Self.parameterLength(of: length)))
    }

    var isCut: Bool { kept < length }
    var parameterLength: Int { isCut ? Self.parameterLength(of: length) : 0 }

    func appendParameter(to output: inout OutputBuffer) {
        guard isCut else { return }
        output.append(" cut=\"")
        output.append(decimal: length)
        output.append(0x22)
    }

    private static func parameterLength(of length: Int) -> Int { 7 + length.decimalDigits }
}
