import WeirRecords
import WeirSpool

extension SpoolReport.Item {
    init(_ finding: SpoolFinding, in check: SpoolCheck) {
        let name = finding.path.split(separator: "/").last.map(String.init) ?? finding.path
        let lost = finding.lostRecords(wantedFrom: check.wantedFrom)
        let isGrowing = check.isInUse && finding.path == check.segments.last?.path
        switch finding.kind {
        case .damaged(let error):
            self.init(
                code: "segment_damaged", severity: .finding, subject: finding.path,
                explanation: """
                    \(finding.bytes.grouped) bytes of \(name) from \(finding.offset) on are damaged (\(error)); \(Self.lost(finding, lost)).
                    """,
                wayOut: """
                    Readers pass them by and count them as quarantined. --repair takes the bytes out of the segment and keeps them in \
                    quarantine. Look after the disk: it gave back what was not written.
                    """, isRepairable: true, records: finding.records.recordCount,
                lostRecords: lost)
        case .torn(let error):
            self.init(
                code: "segment_torn", severity: .note, subject: finding.path,
                explanation: """
                    The last \(finding.bytes.grouped) bytes of \(name) are no whole frame (\(error)), and were never known to be durable.
                    """,
                wayOut: isGrowing
                    ? "A shipper is at work on it." : "The next start cuts them off, and their sources read those records again.",
                isRepairable: !isGrowing)
        case .missing:
            self.init(
                code: "records_missing", severity: lost > 0 ? .finding : .note, subject: finding.path,
                explanation: "No file holds \(Self.range(finding.records)); \(Self.lost(finding, lost)).",
                wayOut: "Readers pass them by and count them as quarantined; nothing here can bring them back.", isRepairable: false,
                records: finding.records.recordCount, lostRecords: lost)
        case .unreadable(let error):
            self.init(
                code: "segment_unreadable", severity: .finding, subject: finding.path,
                explanation: "The disk does not give \(name) from \(finding.offset) on (\(error)); \(Self.lost(finding, lost)).",
                wayOut: "Copy the spool to another disk and check it there; readers try again, then pass the records by.",
                isRepairable: false, records: finding.records.recordCount, lostRecords: lost)
        case .unfinished:
            self.init(
                code: "segment_unfinished", severity: .note, subject: finding.path,
                explanation: "\(name) was being made when its process ended, or is being made now.",
                wayOut: "Nothing in it was relied on; the next start removes it.", isRepairable: true)
        case .foreign:
            self.init(
                code: "file_foreign", severity: .finding, subject: finding.path,
                explanation: "\(name) is not a file of the spool.",
                wayOut: "Move it elsewhere, or let --repair put it into quarantine.", isRepairable: true)
        }
    }

    init(_ finding: StateFinding) {
        let isNote = finding.kind == .absent
        self.init(
            code: finding.code, severity: isNote ? .note : .finding, subject: "state.sqlite", explanation: finding.explanation,
            wayOut: finding.wayOut, isRepairable: finding.isRepairable)
    }

    private static func range(_ records: Range<RecordNumber>) -> String {
        records.recordCount == 1 ? "record \(records.lowerBound)" : "records \(records.lowerBound) to \(records.upperBound.value - 1)"
    }

    private static func lost(_ finding: SpoolFinding, _ wanted: UInt64) -> String {
        let count = finding.records.recordCount
        guard count > 0 else { return "no record is lost for it" }
        let which = "\(count.counted("record")) lost (\(range(finding.records)))"
        return wanted == 0 ? "\(which), all of them settled at every sink" : "\(which), \(wanted.grouped) of them not settled at every sink"
    }
}

extension SpoolReport {
    /// For people.
    var text: String {
        let parts = [actionText, summary, table, items.isEmpty ? nil : itemText, unknownText, verdict]
        return parts.compactMap { $0 }.joined(separator: "\n\n")
    }

    private var summary: String {
        let records = segments.segments.reduce(0) { $0 + $1.soundRecords }
        let frames = segments.segments.reduce(0) { $0 + $1.frames }
        let use = segments.isInUse ? "; a shipper has it open" : ""
        return """
            \(directory): \(segments.segments.count.counted("segment")), \(ByteCount(Int64(clamping: segments.bytes)).text), \
            \(frames.counted("sound frame")), \(records.counted("record"))\(use)
            """
    }

    private var table: String? {
        guard !items.isEmpty else { return nil }
        var table = TextTable([
            .init("what"), .init("is"), .init("gone", .right), .init("not settled", .right), .init("where"),
        ])
        for item in items {
            table.append(item.code, item.severity.rawValue, item.records.grouped, item.lostRecords.grouped, item.subject)
        }
        return table.rendered()
    }

    private var itemText: String {
        items.map { item in "\(item.code): \(item.explanation)\n  \(item.wayOut)" }.joined(separator: "\n")
    }

    private var actionText: String? { actions.isEmpty ? nil : actions.joined(separator: "\n") }
    private var unknownText: String? { unknown.isEmpty ? nil : unknown.map { "Not established: \($0)" }.joined(separator: "\n") }

    private var verdict: String {
        let findings = items.count { $0.severity == .finding }
        if findings > 0 {
            let repairable = items.contains { $0.severity == .finding && $0.isRepairable }
            return findings.counted("finding") + (repairable ? "; --repair puts some of it right" : "")
        }
        let gone = items.reduce(0 as UInt64) { $0.addingSaturated($1.records) }
        let sound =
            gone == 0 ? "Sound." : "Sound, as far as it is there: \(gone.counted("record")) gone, all of them settled at every sink."
        return unknown.isEmpty ? sound : "Nothing was found wrong, and not everything could be looked at."
    }
}

/// As JSON: `verdict` is sound, findings or unknown; `severity` note or finding.
struct SpoolReportJSON: Encodable {
    struct Item: Encodable {
        var code: String
        var severity: String
        var subject: String
        var explanation: String
        var wayOut: String
        var repairable: Bool
        /// Records that are gone, settled ones among them; and those that some sink still wanted.
        var records: UInt64
        var lostRecords: UInt64
    }

    var version = 1
    var directory: String
    var verdict: String
    var inUse: Bool
    var segments: Int
    var bytes: UInt64
    var soundRecords: UInt64
    var lostRecords: UInt64
    var findings: [Item]
    var notEstablished: [String]
    var actions: [String]

    init(_ report: SpoolReport) {
        let check = report.segments
        (directory, inUse) = (report.directory, check.isInUse)
        verdict =
            switch report.exitStatus {
            case .success: "sound"
            case .fallsShort: "findings"
            default: "unknown"
            }
        (segments, bytes, lostRecords) = (check.segments.count, check.bytes, check.lostRecords)
        soundRecords = check.segments.reduce(0) { $0 + $1.soundRecords }
        findings = report.items.map {
            Item(
                code: $0.code, severity: $0.severity.rawValue, subject: $0.subject, explanation: $0.explanation, wayOut: $0.wayOut,
                repairable: $0.isRepairable, records: $0.records, lostRecords: $0.lostRecords)
        }
        (notEstablished, actions) = (report.unknown, report.actions)
    }
}
