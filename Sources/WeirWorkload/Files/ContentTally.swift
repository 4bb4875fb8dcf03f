import WeirRecords

/// Count, bytes and digest per host, application and minute.
struct ContentTally {
    private var reader = ContentReader()
    private var counts: [MeterCount] = []

    mutating func add(_ line: UnsafeRawBufferPointer, host: UnsafeRawBufferPointer) {
        let content = reader.read(line, host: host)
        while counts.count <= content.key { counts.append(.zero) }
        counts[content.key].add(MeterCount(records: 1, bytes: UInt64(line.count), digest: content.digest))
    }

    /// By host, application and minute, the rows without a minute first.
    var rows: [ContentRow] {
        zip(reader.keys, counts).map { ContentRow(key: $0, count: $1) }.sorted()
    }
}
