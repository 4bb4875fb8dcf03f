import Foundation
import WeirRecords
import WeirShipping
import WeirSpool

/// One line of the answer to `tap`: one of its keys is there.
struct TapLine: Codable, Equatable {
    struct Record: Codable, Equatable {
        var number: UInt64
        var time: String
        var source: String
        var host: String
        var application: String
        var level: String
        var category: String
        /// The file's name, without secrets that stand in it.
        var origin: String
        /// The record as it was read. Bytes that are not UTF-8 are U+FFFD in it; then `bytes` holds them all, in base 64.
        var line: String
        var bytes: Data?
    }

    /// The first line: the number of the first record that may be shown.
    var begins: UInt64?
    var record: Record?
    /// Records that were passed over, since they came faster than they were taken, or could not be read.
    var missed: UInt64?
    /// Why nothing more comes: `limit`.
    var end: String?
}

extension TapLine.Record {
    init(_ record: TappedRecord, _ names: ShownNames) {
        let text = String(decoding: record.bytes, as: UTF8.self)
        self.init(
            number: record.number.value, time: "\(record.time)", source: record.key.source, host: record.key.host,
            application: record.key.application, level: record.key.level.name, category: "\(record.key.category)",
            origin: names.shown(record.origin),
            line: text, bytes: text.utf8.elementsEqual(record.bytes) ? nil : Data(record.bytes))
    }

    /// The record's own bytes.
    var rawBytes: Data { bytes ?? Data(line.utf8) }
}
