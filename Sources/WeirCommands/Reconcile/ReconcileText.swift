import WeirProof
import WeirReceiver
import WeirRecords

/// The proof for people: one column a sink, then the gaps, then the verdict.
struct ReconcileText {
    /// Gaps that are listed; the JSON has all.
    static let listedGaps = 20

    private let proof: Proof
    private let none = "–"

    init(_ proof: Proof) { self.proof = proof }

    func rendered() -> String {
        [window(), counts(), bytes(), growth(), gaps(), ReconcileVerdictText(proof).rendered()].compactMap(\.self).joined(separator: "\n\n")
    }

    private func window() -> String? {
        proof.window.map { "Window: event times \($0.text). Duplicates, serials and bytes are those of the whole report." }
    }

    private func counts() -> String {
        var table = table("records")
        row("generated", in: &table) { $0.generated?.records.grouped }
        row("committed to the spool", in: &table) { $0.evidence.balance.committed.grouped }
        row("delivered", in: &table) { $0.evidence.balance.delivered.grouped }
        row("  as the peer answered", in: &table) { $0.bookedGrades }
        for rule in Set(proof.sinks.flatMap(\.redacted.keys)).sorted() {
            row("  redacted: \(rule)", in: &table) { ($0.redacted[rule] ?? 0).grouped }
        }
        row("never given to it", in: &table) { $0.passedOver == 0 ? nil : $0.passedOver.grouped }
        row("filtered by routing", in: &table, if: \.filtered) { $0.evidence.balance.filtered.grouped }
        row("dead letters", in: &table) { $0.evidence.balance.deadLettered.grouped }
        row("dropped", in: &table, if: \.dropped) { $0.evidence.balance.dropped.grouped }
        row("damaged in the spool", in: &table, if: \.quarantined) { $0.evidence.balance.quarantined.grouped }
        row("released undelivered", in: &table, if: \.abandoned) { $0.evidence.balance.abandoned.grouped }
        row("waiting in the spool", in: &table) { $0.evidence.balance.waiting.grouped }
        row("forgotten by the ledger", in: &table) { $0.forgotten == 0 ? nil : $0.forgotten.grouped }
        row("counted back at the receiver", in: &table) { $0.countedBack?.grouped }
        row("  came again (duplicates)", in: &table) { $0.received?.duplicates.grouped }
        row("  serials missing", in: &table) { $0.received.map { $0.serials.missing.grouped } }
        row("  so its grade is", in: &table) { $0.received == nil ? nil : $0.evidence.grade.map { "\($0)" } }
        row("host, application, minute: compared", in: &table) { $0.comparedKeys?.grouped }
        row("  with a gap", in: &table) { $0.gapCount.grouped }
        return table.rendered()
    }

    private func bytes() -> String? {
        guard proof.sinks.contains(where: { $0.received != nil }) else { return nil }
        var table = table("bytes")
        row("before compression", in: &table) { $0.received.map { Self.size($0.payloadBytes) } }
        row("on the wire", in: &table) { $0.received.map { Self.size($0.wireBytes) } }
        row("  that is", in: &table) { $0.received.flatMap(Self.ratio) }
        return table.rendered()
    }

    private func growth() -> String? {
        proof.growth.map { growth in
            """
            Database growth avoided: \(growth.bytes.text), had each of \(growth.rows.grouped) records become a row of \
            \(decimal(growth.bytesPerRow)) bytes\(growth.isAssumed ? ", indexes included (the log table that weir plan assumes)" : "").
            """
        }
    }
}

// MARK: - Gaps

extension ReconcileText {
    private func gaps() -> String? {
        let found = proof.sinks.flatMap(listed)
        guard !found.isEmpty else { return nil }
        var table = TextTable([
            .init("sink"), .init("compared"), .init("host"), .init("application"), .init("minute"), .init("expected", .right),
            .init("found", .right), .init("is"),
        ])
        for (sink, comparison, gap, kind) in found.prefix(Self.listedGaps) {
            table.append(
                sink, comparison.rawValue, gap.key.host, gap.key.application, gap.key.minuteText, gap.expected.records.grouped,
                gap.found.records.grouped, kind)
        }
        let more = found.count - Self.listedGaps
        return table.rendered() + (more > 0 ? "\n… and \(more.grouped) more; --format json lists them all" : "")
    }
}

extension ReconcileText {
    private typealias Listed = (sink: String, comparison: SinkEvidence.Comparison, gap: Gap, kind: String)

    /// Gaps first, then what agrees by number alone and stands in the verdict's way.
    private func listed(_ sink: SinkProof) -> [Listed] {
        let gaps = SinkEvidence.Comparison.allCases.flatMap { comparison in
            sink.evidence.gaps(in: comparison).map { (sink.name, comparison, $0, $0.kind.rawValue) as Listed }
        }
        guard sink.evidence.comparedByNumber > 0 else { return gaps }
        return gaps
            + SinkEvidence.Comparison.allCases.flatMap { comparison in
                (sink.evidence.content[comparison]?.byNumber ?? []).map { (sink.name, comparison, $0, "by number alone") as Listed }
            }
    }
}

// MARK: - Cells

extension ReconcileText {
    private func table(_ title: String) -> TextTable {
        let sinks = proof.sinks.map { "\($0.name) (\($0.kind)\($0.evidence.isRequired ? "" : ", not required"))" }
        return TextTable([.init(title)] + sinks.map { .init($0, .right) })
    }

    /// A row that no sink has anything to say in is left out.
    private func row(_ title: String, in table: inout TextTable, _ cell: (SinkProof) -> String?) {
        let cells = proof.sinks.map(cell)
        guard cells.contains(where: { $0 != nil }) else { return }
        table.append([title] + cells.map { $0 ?? none })
    }

    /// A row that is left out where it is zero at every sink.
    private func row(
        _ title: String, in table: inout TextTable, if part: KeyPath<SinkBalance, UInt64>, _ cell: (SinkProof) -> String?
    ) {
        guard proof.sinks.contains(where: { $0.evidence.balance[keyPath: part] > 0 }) else { return }
        row(title, in: &table, cell)
    }

    private static func size(_ bytes: UInt64) -> String { ByteCount(Int64(clamping: bytes)).text }

    private static func ratio(_ input: ReceiverReport.Input) -> String? {
        guard input.wireBytes > 0, input.payloadBytes > 0 else { return nil }
        return "\(decimal(Double(input.payloadBytes) / Double(input.wireBytes))) to 1"
    }
}

extension SinkProof {
    /// The grades in the shipper's book, from the strongest: `accepted`, or `durable 9,000, accepted 12`.
    var bookedGrades: String? {
        let grades = evidence.delivered.filter { $0.value > 0 }.sorted { $0.key > $1.key }
        guard grades.count > 1 else { return grades.first.map { "\($0.key)" } }
        return grades.map { "\($0.key) \($0.value.grouped)" }.joined(separator: ", ")
    }

    /// Keys of the widest comparison.
    var comparedKeys: Int? { evidence.content.values.map(\.comparedKeys).max() }
}

extension DigestKey {
    /// `2026-11-21 00:07`, or a word for none.
    var minuteText: String { time.map { String($0.prefix(16).replacing("T", with: " ")) } ?? "no time" }

    /// `2026-11-21T00:07:00Z`; `nil` for none.
    var minuteInJSON: String? { time.map { $0.prefix(19) + "Z" } }

    private var time: String? {
        guard let minute else { return nil }
        let (microseconds, overflow) = minute.multipliedReportingOverflow(by: Timestamp.microsecondsPerMinute)
        return overflow ? nil : Timestamp(microseconds: microseconds).description
    }
}
