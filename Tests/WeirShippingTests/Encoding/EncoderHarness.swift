import WeirRecords

@testable import WeirShipping

/// One record of one stream, encoded.
struct EncodedRecord {
    var line: [UInt8]
    var flags: RecordFlags = []
    var kind = StreamDescriptor.Kind.file
    var host = "web-app-1"
    var source = "kasm"
    var application = "client_api_server"
    var level = Level.warning
    var category = Category.authentication
    var time = Timestamp(microseconds: 1_675_177_501_896_185)

    static let id = Digest128(low: 0x0123_4567_89AB_CDEF, high: 0xFEDC_BA98_7654_3210)

    init(_ line: String, flags: RecordFlags = []) { self.init(bytes: [UInt8](line.utf8), flags: flags) }

    init(bytes: [UInt8], flags: RecordFlags = []) {
        line = bytes
        self.flags = flags
    }

    func encoded(with encoder: inout some RecordEncoder) -> [UInt8] {
        let descriptor = StreamDescriptor(kind: kind, source: source, host: host, origin: "/log", generation: .zero, format: .plain)
        let key = MeterKey(source: source, host: host, application: application, level: level, category: category)
        encoder.begin(streams: [StreamState(descriptor: descriptor, position: StreamPosition(bytes: []))], keys: [key])
        let entry = RecordEntry(
            streamOffset: 0, eventTime: time, digest: .zero, payloadOffset: 0, length: UInt32(line.count), stream: 0, meterKey: 0,
            flags: flags)
        var output = OutputBuffer(capacity: 0)
        line.withUnsafeBytes { encoder.append(OutgoingRecord(bytes: $0, entry: entry, id: Self.id), to: &output) }
        return [UInt8](output.bytes)
    }

    func text(with encoder: inout some RecordEncoder) -> String { String(decoding: encoded(with: &encoder), as: UTF8.self) }
}
