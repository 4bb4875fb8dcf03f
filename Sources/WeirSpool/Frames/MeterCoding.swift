internal import WeirRecords

/// The meter of a frame.
///
/// ```
/// 2 bytes: keys; then for each
///   1 level · 1 category · 2 + n source · 2 + n host · 2 + n application (UTF-8)
/// 4 bytes: rows; then for each
///   2 key · 8 minute · 8 records · 8 bytes · 8 digest, low · 8 digest, high
/// ```
enum MeterCoding {
    private static let fixedBytes = 6
    private static let leastKeyBytes = 8
    static let rowBytes = 42
    /// Those that an event time can lie in.
    private static let minutes = Timestamp(microseconds: .min).minute...Timestamp(microseconds: .max).minute

    /// What a block will take, at most.
    static func bytes(of block: MeterBlock) -> Int {
        block.keys.reduce(fixedBytes + block.rows.count * rowBytes) { sum, key in
            sum + leastKeyBytes + key.source.utf8.count + key.host.utf8.count + key.application.utf8.count
        }
    }

    static func encode(_ block: MeterBlock, into bytes: inout [UInt8]) {
        bytes.appendInteger(UInt16(truncatingIfNeeded: block.keys.count))
        for key in block.keys {
            bytes.append(key.level.rawValue)
            bytes.append(key.category.rawValue)
            bytes.appendText(key.source)
            bytes.appendText(key.host)
            bytes.appendText(key.application)
        }
        bytes.appendInteger(UInt32(block.rows.count))
        for row in block.rows {
            bytes.appendInteger(row.key)
            bytes.appendInteger(row.minute)
            for number in [row.count.records, row.count.bytes, row.count.digest.low, row.count.digest.high] { bytes.appendInteger(number) }
        }
    }

    static func decode(_ bytes: UnsafeRawBufferPointer) throws(FrameError) -> MeterBlock {
        var reader = ByteReader(bytes, of: .meter)
        let keyCount = Int(try reader.integer(UInt16.self))
        guard keyCount <= reader.remaining / leastKeyBytes else { throw .block(.meter) }
        var block = MeterBlock()
        for _ in 0..<keyCount { block.keys.append(try decodeKey(&reader)) }
        let rowCount = Int(try reader.integer(UInt32.self))
        guard rowCount <= reader.remaining / rowBytes else { throw .block(.meter) }
        block.rows.reserveCapacity(rowCount)
        for _ in 0..<rowCount { block.rows.append(try decodeRow(&reader, keys: keyCount)) }
        try reader.finish(padding: 1)
        return block
    }

    private static func decodeKey(_ reader: inout ByteReader) throws(FrameError) -> MeterKey {
        guard let level = Level(rawValue: try reader.integer()), let category = Category(rawValue: try reader.integer())
        else { throw .block(.meter) }
        return MeterKey(
            source: try reader.text(), host: try reader.text(), application: try reader.text(), level: level, category: category)
    }

    private static func decodeRow(_ reader: inout ByteReader, keys: Int) throws(FrameError) -> MeterBlock.Row {
        let key = try reader.integer(UInt16.self)
        guard Int(key) < keys else { throw .block(.meter) }
        let minute = try reader.integer(Int64.self)
        guard minutes.contains(minute) else { throw .block(.meter) }
        let (records, bytes) = (try reader.integer(UInt64.self), try reader.integer(UInt64.self))
        let digest = Digest128(low: try reader.integer(), high: try reader.integer())
        return MeterBlock.Row(key: key, minute: minute, count: MeterCount(records: records, bytes: bytes, digest: digest))
    }
}
