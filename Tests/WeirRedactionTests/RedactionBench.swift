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

    private let redactor: Redactor

    init(_ rules: [RedactionRule] = RedactionRule.standard) throws { redactor = Redactor(try RedactionRules(rules)) }

    /// Each line in a slab with all the others.
    func redact(_ lines: [String], as format: RecordFormat? = nil) -> (results: [Result], slab: Slab) {
        let bytes = Array(lines.joined(separator: "\n").utf8) + [0x0A]
        let slab = Slab(capacity: bytes.count)
        bytes.withUnsafeBytes { slab.freePayload.copyMemory(from: $0) }
        let format = format ?? bytes.withUnsafeBytes { RecordFormat.detect($0) }
        let descriptor = StreamDescriptor(
            kind: .file, source: "files", host: "web-1", origin: "/log", generation: .zero, format: format)
        slab.streams = [StreamState(descriptor: descriptor, position: StreamPosition(bytes: []))]
        var indexer = RecordIndexer(source: "files", host: "web-1", format: format)
        slab.payloadCount = indexer.appendLines(
            in: 0..<bytes.count, streamOffset: 0, stream: 0, arrival: Timestamp(microseconds: 0), to: slab)
        redactor.redact(slab)
        return (Self.results(slab), slab)
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
