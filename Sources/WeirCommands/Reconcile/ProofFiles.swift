import Foundation
import WeirConfiguration
import WeirProof
import WeirReceiver
import WeirRecords
import WeirWorkload

/// Reads a JSON file of one of our documented forms, with a limit on its size.
enum ProofFile {
    /// Far more than a report with every gap of a long run.
    static let limit = ByteCount.mebibytes(256)

    static func decode<Value: Decodable>(_ type: Value.Type, from path: String, _ what: String) throws(CommandFailure) -> Value {
        let bytes: [UInt8]
        switch Surroundings.host.read(path, limit) {
        case .contents(let contents, _, _, _, _): bytes = contents
        case .missing: throw CommandFailure(.badData, "there is no \(what) \(path)")
        case .tooLarge: throw CommandFailure(.badData, "\(path) has more than the \(limit.text) that a \(what) may have")
        case .unreadable(let reason): throw CommandFailure(.inputOutput, "\(path) can't be read: \(reason)")
        }
        if let key = RepeatedKeys.first(in: bytes) {
            throw CommandFailure(
                .badData, "\(path) is no \(what): an object has the key \(key) twice", wayOut: "no program of ours writes that")
        }
        do {
            return try Output.jsonDecoder().decode(type, from: Data(bytes))
        } catch {
            throw CommandFailure(.badData, "\(path) is no \(what): \(detail(of: error))")
        }
    }

    static func checkVersion(_ version: Int, _ path: String) throws(CommandFailure) {
        guard version != 1 else { return }
        throw CommandFailure(.badData, "\(path) is of version \(version)", wayOut: "this program reads version 1")
    }

    private static func detail(of error: any Error) -> String {
        switch error {
        case DecodingError.keyNotFound(let key, _): "it has no \(key.stringValue)"
        case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context):
            "\(context.codingPath.map(\.stringValue).joined(separator: ".")) is of another type"
        case DecodingError.dataCorrupted(let context) where !context.codingPath.isEmpty:
            "\(context.codingPath.map(\.stringValue).joined(separator: ".")) is no number that it may have"
        default: "it is not JSON of that form"
        }
    }
}

enum ReportFile {
    static func read(_ path: String) throws(CommandFailure) -> ReceiverReport {
        let report = try ProofFile.decode(ReceiverReport.self, from: path, "receiver's report")
        try ProofFile.checkVersion(report.version, path)
        for input in report.inputs { _ = try DigestLedger(input.digests, in: path) }
        return report
    }
}

/// What was generated, by content.
struct Manifest {
    var content: DigestLedger
    /// Where it says one thing here and another there.
    var contradiction: String?

    init(reading path: String) throws(CommandFailure) {
        let manifest = try ProofFile.decode(WorkloadManifest.self, from: path, "manifest")
        try ProofFile.checkVersion(manifest.version, path)
        content = try DigestLedger(manifest.digests, in: path)
        contradiction = manifest.contradiction(content.total).map { "the manifest \($0): it was cut or changed" }
    }
}

extension DigestLedger {
    init(_ rows: [ContentRow], in path: String) throws(CommandFailure) {
        self.init()
        var total: UInt64 = 0
        for row in rows {
            let (sum, overflow) = total.addingReportingOverflow(row.records)
            guard !overflow else { throw CommandFailure(.badData, "\(path): its rows count more records than there can be") }
            total = sum
            guard let digest = Digest128(row.digest), let minute = Self.minute(of: row) else {
                throw CommandFailure(.badData, "\(path): the row of \(row.host), \(row.application) has no valid minute or digest")
            }
            let key = DigestKey(host: row.host, application: row.application, minute: minute)
            add(MeterCount(records: row.records, bytes: row.bytes, digest: digest), to: key)
        }
    }

    /// `.some(nil)` for a row without a minute, `nil` for one whose minute can't be read.
    private static func minute(of row: ContentRow) -> Int64?? {
        guard let text = row.minute else { return .some(nil) }
        guard let time = Array(text.utf8).withUnsafeBytes({ Timestamp.parseISO8601($0) }) else { return nil }
        return .some(time.minute)
    }
}
