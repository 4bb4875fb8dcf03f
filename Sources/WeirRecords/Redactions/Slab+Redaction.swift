extension Slab {
    /// Takes in that rules changed a record's bytes in place: its length, what it weighs, whether it is still JSON, and its digest now.
    ///
    /// - Parameters:
    ///   - rules: which of `names` changed it, by bit.
    ///   - length: bytes of the record now, no more than it had.
    /// - Precondition: records are told of in their order, each once, and with the same names.
    package func redacted(recordAt index: Int, length: Int, byRules rules: UInt64, named names: [String]) {
        let before = entries[index]
        let line = UnsafeRawBufferPointer(rebasing: bytes(of: before).prefix(length))
        let format = streams.indices.contains(Int(before.stream)) ? streams[Int(before.stream)].descriptor.format : .plain
        let now = RecordParser.uncategorized(line, as: format)
        entries[index].length = UInt32(clamping: line.count)
        if !now.isJSON { entries[index].flags.remove(.json) }
        if now.isValidUTF8 { entries[index].flags.remove(.invalidUTF8) }
        fill.lighten(under: before.meterKey, minute: before.eventTime.minute, by: UInt64(before.length) - UInt64(line.count))
        redactions.rules = names
        redactions.records.append(
            RedactedRecord(entry: UInt32(clamping: index), rules: rules, digest: digest(of: now, line, before)))
    }

    /// Of the record's text as it is now, with the names and the time that it was read with.
    private func digest(of record: ParsedRecord, _ line: UnsafeRawBufferPointer, _ entry: RecordEntry) -> Digest128 {
        let key = meter.keys[Int(entry.meterKey)]
        let prefix = ContentDigest.Prefix(host: key.host, application: key.application, level: key.level)
        var scratch: [UInt8] = []
        return record.message.withText(in: line, scratch: &scratch) { prefix.digest(time: entry.eventTime, message: $0) }
    }
}

extension SlabFill {
    fileprivate mutating func lighten(under key: UInt16, minute: Int64, by bytes: UInt64) {
        let row = index.row(of: key, minute: minute, in: &meter)
        meter.rows[row].count.bytes &-= bytes
    }
}
