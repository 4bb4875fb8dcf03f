/// What a record is counted under, beside its source's name and its minute.
package struct MeterKey: Hashable, Sendable {
    package var source: String
    package var host: String
    package var application: String
    package var level: Level
    package var category: Category

    package var retentionClass: RetentionClass { RetentionClass(of: level) }

    package init(source: String, host: String, application: String, level: Level, category: Category) {
        self.source = source
        self.host = host
        self.application = application
        self.level = level
        self.category = category
    }
}

/// What a number of records weigh together.
package struct MeterCount: Hashable, Sendable {
    package var records: UInt64
    /// Bytes of the lines, without line ends.
    package var bytes: UInt64
    /// Sum of the content digests modulo 2¹²⁸.
    package var digest: Digest128

    package static let zero = MeterCount(records: 0, bytes: 0, digest: .zero)

    package init(records: UInt64, bytes: UInt64, digest: Digest128) {
        self.records = records
        self.bytes = bytes
        self.digest = digest
    }

    package mutating func add(_ other: MeterCount) {
        records &+= other.records
        bytes &+= other.bytes
        digest &+= other.digest
    }

    /// What is left without these; no number falls below zero.
    package mutating func subtract(_ other: MeterCount) {
        records -= min(records, other.records)
        bytes -= min(bytes, other.bytes)
        digest = digest &- other.digest
    }
}

/// The meter of one slab or frame: its distinct keys and, per key and minute, what was counted.
package struct MeterBlock: Equatable, Sendable {
    package struct Row: Equatable, Sendable {
        /// Index into `keys`.
        package var key: UInt16
        /// Minutes since the epoch, of event time.
        package var minute: Int64
        package var count: MeterCount

        package init(key: UInt16, minute: Int64, count: MeterCount) {
            self.key = key
            self.minute = minute
            self.count = count
        }
    }

    package var keys: [MeterKey] = []
    package var rows: [Row] = []

    package init() {}
    package init(keys: [MeterKey], rows: [Row]) {
        self.keys = keys
        self.rows = rows
    }

    package mutating func removeAll() {
        keys.removeAll(keepingCapacity: true)
        rows.removeAll(keepingCapacity: true)
    }
}
