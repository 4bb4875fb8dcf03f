import Testing
import WeirRecords

@testable import WeirRedaction

/// Redacts lines as a source's slab has them.
struct RedactionBench {
    struct Result: Equatable {
        var text: String
        var rules: [String]
        var isJSON: Bool
        var digest: Digest128
        var digestNow: Digest128?
    }

    /// Made once: that takes longer than a line.
    private static let standardRules = try? RedactionRules(RedactionRule.standard)
    private let redactor: Redactor

    init(_ rules: [RedactionRule]) throws { redactor = Redactor(try RedactionRules(rules)) }

    init() throws { redactor = Redactor(try #require(Self.standardRules)) }

    /// Each line in a slab with all the others.
    func redact(_ lines: [String], as format: RecordFormat? = nil) -> (results: [Result], slab: Slab) {
        let slab = redact(bytes: Array(lines.joined(separator: "\n").utf8) + [0x0A], as: format)
        return (Self.results(slab), slab)
    }

    /// - Parameter bytes: whole lines.
    func redact(bytes: [UInt8], as format: RecordFormat?) -> Slab {
        let format = format ?? .automatic
        var indexer = RecordIndexer(source: "files", host: "web-1", format: format)
        let slab = slab(bytes, format, &indexer)
        redactor.redact(slab)
        return slab
    }

    func redact(_ slab: Slab, lookback: Redactor.Lookback = { _, _, _ in nil }) { redactor.redact(slab, lookback: lookback) }

    /// A slab of whole lines as they are read.
    ///
    /// - Parameter flags: of a single line that is more than that.
    func slab(
        _ bytes: [UInt8], _ format: RecordFormat, _ indexer: inout RecordIndexer, offset: UInt64 = 0, flags: RecordFlags = []
    ) -> Slab {
        let slab = Slab(capacity: bytes.count)
        bytes.withUnsafeBytes { slab.freePayload.copyMemory(from: $0) }
        slab.streams = [Self.stream(format)]
        let arrival = Timestamp(microseconds: 0)
        if flags.isEmpty {
            slab.payloadCount = indexer.appendLines(in: 0..<bytes.count, streamOffset: offset, stream: 0, arrival: arrival, to: slab)
        } else {
            indexer.append(
                lineAt: 0, length: bytes.count - 1, streamOffset: offset, stream: 0, flags: flags, arrival: arrival, to: slab)
            slab.payloadCount = bytes.count
        }
        return slab
    }

    static func stream(_ format: RecordFormat) -> StreamState {
        StreamState(
            descriptor: StreamDescriptor(
                kind: .file, source: "files", host: "web-1", origin: "/log", generation: .zero, format: format),
            position: StreamPosition(bytes: []))
    }

    func redact(_ line: String, as format: RecordFormat? = nil) -> Result { redact([line], as: format).results[0] }

    private static func results(_ slab: Slab) -> [Result] {
        slab.entries.enumerated().map { index, entry in
            let record = slab.redactions.records.first { $0.entry == UInt32(index) }
            return Result(
                text: String(decoding: slab.bytes(of: entry), as: UTF8.self),
                rules: slab.redactions.names(of: record?.rules ?? 0), isJSON: entry.flags.contains(.json), digest: entry.digest,
                digestNow: record?.digest)
        }
    }
}
