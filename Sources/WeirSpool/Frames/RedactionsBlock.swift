internal import WeirRecords

/// Which of a frame's records were changed before they were committed, and by which rules. No bytes where there are none.
///
/// ```
/// 2 bytes: rules; then for each 2 + n name (UTF-8)
/// 4 bytes: records; then for each
///   4 index of its entry · 8 rules, a bit each · 8 digest as it is now, low · 8 digest, high
/// ```
enum RedactionsBlock {
    static let recordBytes = 28
    private static let fixedBytes = 6
    private static let fixedBytesPerRule = 2

    /// What a block will take, at most.
    static func bytes(of redactions: Redactions) -> Int {
        guard !redactions.isEmpty else { return 0 }
        let names = redactions.rules.reduce(0) { $0 + fixedBytesPerRule + $1.utf8.count }
        return fixedBytes + names + redactions.records.count * recordBytes
    }

    static func encode(_ redactions: Redactions, into bytes: inout [UInt8]) {
        guard !redactions.isEmpty else { return }
        bytes.appendInteger(UInt16(clamping: redactions.rules.count))
        for rule in redactions.rules { bytes.appendText(rule) }
        bytes.appendInteger(UInt32(clamping: redactions.records.count))
        for record in redactions.records {
            bytes.appendInteger(record.entry)
            for number in [record.rules, record.digest.low, record.digest.high] { bytes.appendInteger(number) }
        }
    }

    /// - Parameter entries: how many the frame has.
    static func decode(_ bytes: UnsafeRawBufferPointer, entries: Int) throws(FrameError) -> Redactions {
        guard !bytes.isEmpty else { return Redactions() }
        var reader = ByteReader(bytes, of: .redactions)
        var redactions = Redactions()
        let rules = Int(try reader.integer(UInt16.self))
        guard rules <= Redactions.maximumRules else { throw .block(.redactions) }
        for _ in 0..<rules { redactions.rules.append(try reader.text()) }
        let count = Int(try reader.integer(UInt32.self))
        guard count <= reader.remaining / recordBytes else { throw .block(.redactions) }
        redactions.records.reserveCapacity(count)
        for _ in 0..<count { redactions.records.append(try decodeRecord(&reader)) }
        try reader.finish(padding: 1)
        guard redactions.fit(entries: entries) else { throw .block(.redactions) }
        return redactions
    }

    private static func decodeRecord(_ reader: inout ByteReader) throws(FrameError) -> RedactedRecord {
        let (entry, rules) = (try reader.integer(UInt32.self), try reader.integer(UInt64.self))
        return RedactedRecord(entry: entry, rules: rules, digest: Digest128(low: try reader.integer(), high: try reader.integer()))
    }
}

extension Redactions {
    /// Whether each record is one of so many, in their order, and each rule has a name.
    func fit(entries: Int) -> Bool {
        let isInOrder = zip(records, records.dropFirst()).allSatisfy { $0.entry < $1.entry }
        let named: UInt64 = rules.count < UInt64.bitWidth ? (1 << UInt64(rules.count)) - 1 : .max
        return isInOrder && rules.count <= Self.maximumRules && records.last.map { Int($0.entry) < entries } ?? true
            && records.allSatisfy { $0.rules & ~named == 0 }
    }
}
