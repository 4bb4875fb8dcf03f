extension Slab {
    /// Takes in that rules changed a record's bytes in place: its length, what it weighs, whether it is still JSON, and its digest now.
    ///
    /// - Parameters:
    ///   - rules: which of `names` changed it, by bit.
    ///   - length: bytes of the record now, no more than it had.
    ///   - head: what a line without a head goes on with, where that is not what it was read with.
    /// - Returns: what the record is to be counted under, where that is not what it was, see ``count(_:)``.
    /// - Precondition: records are told of in their order, each once, and with the same names.
    package func redacted(
        recordAt index: Int, length: Int, byRules rules: UInt64, named names: [String], behind head: MeterKey? = nil
    ) -> MeterKey? {
        let before = entries[index]
        let line = UnsafeRawBufferPointer(rebasing: bytes(of: before).prefix(length))
        let descriptor = streams.indices.contains(Int(before.stream)) ? streams[Int(before.stream)].descriptor : nil
        return RecordParser.parse(line, as: descriptor?.format ?? .plain, reference: before.eventTime) { now, text in
            entries[index].length = UInt32(clamping: line.count)
            if !now.isJSON { entries[index].flags.remove(.json) }
            if now.isValidUTF8 { entries[index].flags.remove(.invalidUTF8) }
            fill.lighten(under: before.meterKey, minute: before.eventTime.minute, by: UInt64(before.length) - UInt64(line.count))
            let key = key(of: now, text, descriptor, before, head)
            redactions.rules = names
            let digest = key.digest(of: now, text, before)
            redactions.records.append(RedactedRecord(entry: UInt32(clamping: index), rules: rules, digest: digest))
            return key.meterKey == meter.keys[Int(before.meterKey)] ? nil : key.meterKey
        }
    }

    /// What a record counts under by what it says now.
    private func key(
        of record: ParsedRecord, _ line: UnsafeRawBufferPointer, _ stream: StreamDescriptor?, _ entry: RecordEntry, _ head: MeterKey?
    ) -> RecordNames {
        let before = meter.keys[Int(entry.meterKey)]
        guard let stream, !entry.flags.contains(.continuation) else { return RecordNames(head ?? before) }
        var key = before
        key.host = (record.host.count > 0 ? record.host.text(in: line) : nil) ?? stream.host
        key.application = record.applicationName(in: line)
        key.level = record.level
        key.category = record.category
        return RecordNames(key, record)
    }

    /// Counts records under other keys than those that they were read with. Keys that no record is left of are forgotten.
    ///
    /// - Parameter keys: by the index of the record's entry.
    package func count(_ keys: [Int: MeterKey]) {
        guard !keys.isEmpty else { return }
        for (index, key) in keys.sorted(by: { $0.key < $1.key }) {
            let entry = entries[index]
            guard meter.keys[Int(entry.meterKey)] != key else { continue }
            let count = MeterCount(records: 1, bytes: UInt64(entry.length), digest: entry.digest)
            fill.subtract(count, under: entry.meterKey, minute: entry.eventTime.minute)
            entries[index].meterKey = fill.add(count, under: key, minute: entry.eventTime.minute)
        }
        compactMeter()
    }

    private func compactMeter() {
        let rows = meter.rows.filter { $0.count.records > 0 }
        var places: [UInt16: UInt16] = [:]
        var keys: [MeterKey] = []
        for row in rows where places[row.key] == nil {
            places[row.key] = UInt16(truncatingIfNeeded: keys.count)
            keys.append(meter.keys[Int(row.key)])
        }
        for index in entries.indices { entries[index].meterKey = places[entries[index].meterKey] ?? 0 }
        meter = MeterBlock(
            keys: keys, rows: rows.map { MeterBlock.Row(key: places[$0.key] ?? 0, minute: $0.minute, count: $0.count) })
    }
}

/// The names of a record: whole for its digest, and as the meter has them.
private struct RecordNames {
    let whole: MeterKey
    let meterKey: MeterKey

    init(_ key: MeterKey) {
        whole = key
        meterKey = key
    }

    init(_ key: MeterKey, _ record: ParsedRecord) {
        whole = key
        var key = key
        if record.application.count > KeyCache.longestNameBytes { key.application = MeterKey.otherName }
        if record.host.count > KeyCache.longestNameBytes { key.host = MeterKey.otherName }
        meterKey = key
    }

    /// Of the record's text as it is now, with the time that it was read with.
    func digest(of record: ParsedRecord, _ line: UnsafeRawBufferPointer, _ entry: RecordEntry) -> Digest128 {
        let prefix = ContentDigest.Prefix(host: whole.host, application: whole.application, level: whole.level)
        var scratch: [UInt8] = []
        return record.message.withText(in: line, scratch: &scratch) { prefix.digest(time: entry.eventTime, message: $0) }
    }
}

extension SlabFill {
    fileprivate mutating func lighten(under key: UInt16, minute: Int64, by bytes: UInt64) {
        let row = index.row(of: key, minute: minute, in: &meter)
        meter.rows[row].count.bytes &-= bytes
    }

    fileprivate mutating func subtract(_ count: MeterCount, under key: UInt16, minute: Int64) {
        let row = index.row(of: key, minute: minute, in: &meter)
        meter.rows[row].count.subtract(count)
    }

    fileprivate mutating func add(_ count: MeterCount, under key: MeterKey, minute: Int64) -> UInt16 {
        let place = index.key(key, in: &meter)
        let row = index.row(of: place, minute: minute, in: &meter)
        meter.rows[row].count.add(count)
        return place
    }
}
