internal import WeirSystem

extension FrameHeader {
    /// Where the header's own checksum lies.
    private static let checksumOffset = 60

    func encode(into bytes: inout [UInt8]) {
        let start = bytes.count
        bytes.appendInteger(Self.magic)
        bytes.appendInteger(Self.version)
        bytes.append(kind.rawValue)
        bytes.append(0)
        bytes.appendInteger(salt)
        bytes.appendInteger(firstRecord.value)
        bytes.appendInteger(mark.value)
        for number in [UInt32(frameBytes), recordCount, streamsBytes, meterBytes, payloadBytes, meterChecksum, redactionsBytes] {
            bytes.appendInteger(number)
        }
        let checksum = bytes.withUnsafeBytes { CRC32C.checksum(UnsafeRawBufferPointer(rebasing: $0[start...])) }
        bytes.appendInteger(checksum)
    }

    /// - Throws: what is wrong; nothing of the header may be believed then.
    package init(decoding bytes: UnsafeRawBufferPointer) throws(FrameError) {
        guard bytes.count >= Self.byteCount else { throw .cutShort }
        var reader = ByteReader(UnsafeRawBufferPointer(rebasing: bytes[..<Self.byteCount]), of: .streams)
        guard try reader.integer(UInt32.self) == Self.magic else { throw .noMagic }
        let checked = UnsafeRawBufferPointer(rebasing: bytes[..<Self.checksumOffset])
        guard CRC32C.checksum(checked) == UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: Self.checksumOffset, as: UInt32.self))
        else { throw .headerChecksum }
        let version = try reader.integer(UInt16.self)
        guard version == Self.version else { throw .unknownVersion(version) }
        let rawKind = try reader.integer(UInt8.self)
        guard let kind = Kind(rawValue: rawKind) else { throw .unknownKind(rawKind) }
        _ = try reader.integer(UInt8.self)
        self.kind = kind
        salt = try reader.integer()
        firstRecord = RecordNumber(try reader.integer())
        mark = RecordNumber(try reader.integer())
        let whole = try reader.integer(UInt32.self)
        recordCount = try reader.integer()
        streamsBytes = try reader.integer()
        meterBytes = try reader.integer()
        payloadBytes = try reader.integer()
        meterChecksum = try reader.integer()
        redactionsBytes = try reader.integer()
        guard isConsistent, Int(whole) == frameBytes else { throw .lengths }
    }

    private var isConsistent: Bool {
        streamsBytes % 8 == 0 && frameBytes <= FrameLimits.maximumFrameBytes
            && UInt64(recordCount) <= FrameLimits.lastRecord.records(since: firstRecord) && mark <= FrameLimits.lastRecord
            // Only what is left of dropped records is written when those behind them are durable.
            && (mark <= firstRecord || kind == .dropped)
            && (kind != .checkpoint || recordCount == 0) && (kind != .dropped || payloadBytes == 0)
            && (kind == .data || redactionsBytes == 0)
    }
}
