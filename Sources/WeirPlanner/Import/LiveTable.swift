package import WeirRecords

/// A log table as a short look at its server found it, in the words of PostgreSQL; ``observations`` says what a plan makes of it.
package struct LiveTable: Equatable, Sendable {
    /// With its schema.
    package var name: String
    package var columns: [Column]
    /// The server's.
    package var now: Timestamp
    package var indexes: [Index] = []
    /// Without its indexes, which bring their own.
    package var size = PresentSize(total: 0)
    /// `nil`: not counted.
    package var liveRows: Double?
    package var deadRows: Double?
    /// What was counted since ``countedSince``; `nil` on a standby, which counts nothing.
    package var counters: TableStatisticsSnapshot?
    package var countedSince: Timestamp?
    /// Times of the earliest and the latest row.
    package var times: ClosedRange<Timestamp>?
    /// Bytes of the whole server, and since when they are counted.
    package var walBytes = 0.0
    package var walSince: Timestamp?
    package var isStandby = false
    /// In the units of `pg_settings`, the table's own before the server's.
    package var settings: [String: String] = [:]
    /// Drawn from all over the table.
    package var rows: [Row] = []
    /// Drawing rows took too long.
    package var isSampleTimedOut = false
    /// Of the columns that were analyzed.
    package var statistics: [Statistics] = []
    package var levelColumn: String?
    /// Its parts are taken together.
    package var isPartitioned = false

    package init(name: String, columns: [Column], now: Timestamp) {
        self.name = name
        self.columns = columns
        self.now = now
    }
}

extension LiveTable {
    package struct Column: Equatable, Sendable {
        package var name: String
        /// As PostgreSQL prints it: `character varying(64)`.
        package var type: String
        /// Bytes of every value; `nil` where they vary.
        package var fixedBytes: Int?
        package var isNullable: Bool

        package init(name: String, type: String, fixedBytes: Int?, isNullable: Bool) {
            self.name = name
            self.type = type
            self.fixedBytes = fixedBytes
            self.isNullable = isNullable
        }
    }

    package struct Index: Equatable, Sendable {
        package var name: String
        /// `btree`, `gin`, …
        package var method: String
        /// An expression counts as `nil`.
        package var columns: [String?]
        package var isPrimary: Bool
        /// Of all rows.
        package var isWhole: Bool
        package var bytes: Double

        package init(name: String, method: String, columns: [String?], isPrimary: Bool, isWhole: Bool, bytes: Double) {
            self.name = name
            self.method = method
            self.columns = columns
            self.isPrimary = isPrimary
            self.isWhole = isWhole
            self.bytes = bytes
        }
    }

    package struct Row: Equatable, Sendable {
        package var time: Timestamp?
        package var retentionClass: RetentionClass
        /// Bytes as stored, in the table's order; `nil` is NULL.
        package var stored: [Int?]
        /// Bytes before compression without a length word, where known.
        package var plain: [Int?]
        /// What stands for the value in a column of few values.
        package var groups: [Int: String]

        package init(
            time: Timestamp?, retentionClass: RetentionClass, stored: [Int?], plain: [Int?], groups: [Int: String] = [:]
        ) {
            self.time = time
            self.retentionClass = retentionClass
            self.stored = stored
            self.plain = plain
            self.groups = groups
        }
    }

    /// A column's row of `pg_stats`.
    package struct Statistics: Equatable, Sendable {
        package var column: String
        package var nullShare: Double
        package var averageBytes: Int
        package var common: [Common]

        package struct Common: Equatable, Sendable {
            package var value: String
            package var share: Double

            package init(value: String, share: Double) {
                self.value = value
                self.share = share
            }
        }

        package init(column: String, nullShare: Double, averageBytes: Int, common: [Common] = []) {
            self.column = column
            self.nullShare = nullShare
            self.averageBytes = averageBytes
            self.common = common
        }
    }
}
