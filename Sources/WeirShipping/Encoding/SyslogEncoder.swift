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

    private static let timestampLength = 27
    private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    private let settings: SyslogSettings
    private var keyCache = EnvelopeCache<MeterKey, KeyEnvelope>()
    private var streamCache = EnvelopeCache<StreamDescriptor, StreamEnvelope>()
    private var keys: [KeyEnvelope] = []
    private var streams: [StreamEnvelope] = []

    package init(_ settings: SyslogSettings = SyslogSettings()) { self.settings = settings }

    package mutating func begin(streams: [StreamState], keys: [MeterKey]) {
        let facility = settings.facility
        self.keys.removeAll(keepingCapacity: true)
        self.streams.removeAll(keepingCapacity: true)
        for key in keys { self.keys.append(keyCache.envelope(of: key) { Self.envelope(of: $0, facility: facility) }) }
        for stream in streams { self.streams.append(streamCache.envelope(of: stream.descriptor, make: Self.envelope)) }
    }

    package mutating func append(_ record: OutgoingRecord, to output: inout OutputBuffer) {
        let entry = record.entry
        let key = keys[Int(entry.meterKey)]
        let stream = streams[Int(entry.stream)]
        let mark = settings.byteOrderMark && !entry.flags.contains(.invalidUTF8) ? Self.byteOrderMark : []
        // `]` and the space before the message, and the closing quote that the source's parameter brings.
        let header = key.priority.count + Self.timestampLength + 1 + stream.hostname.count + key.names.count + 32 + stream.source.count + 2
        let cut = Cut(length: record.bytes.count, room: Int(settings.maximumMessage.bytes) - header - mark.count, of: record.bytes)
        if cut.isCut { cutRecords += 1 }

        output.append(decimal: header + cut.parameterLength + mark.count + cut.kept)
        output.append(0x20)
        output.append(key.priority)
        appendTimestamp(entry.eventTime, to: &output)
        output.append(0x20)
        output.append(stream.hostname)
        output.append(key.names)
        output.append(room: 32) { record.id.hexadecimal(into: $0) }
        output.append(stream.source)
        cut.appendParameter(to: &output)
        output.append("] ")
        output.append(mark)
        output.append(UnsafeRawBufferPointer(rebasing: record.bytes[..<cut.kept]))
    }

    private func appendTimestamp(_ time: Timestamp, to output: inout OutputBuffer) {
        output.append(room: Self.timestampLength) { time.rfc3339(into: $0) }
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
