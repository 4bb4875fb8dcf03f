/// What a platform's health warning says of its database. The sizes of its tables are totals or increases since the last warning: no
/// public text says which, so both readings are kept until a look-up settles it.
package struct HealthWarning: Equatable, Sendable {
    package struct Table: Equatable, Sendable {
        package var name: String
        package var bytes: Double

        package init(name: String, bytes: Double) {
            self.name = name
            self.bytes = bytes
        }
    }

    package enum Reading: String, CaseIterable, Sendable {
        case unknown
        /// A table's size is all that it takes on disk.
        case total
        /// A table's size is what it grew by since the last warning.
        case increase
    }

    /// As the warning orders them; not empty.
    package var tables: [Table]
    /// The log table among them.
    package var logTable: Table
    /// `nil`: not said.
    package var databaseBytes: Double?
    /// Of the whole database; `nil`: not said.
    package var deadRows: Double?
    package var reading: Reading
    /// Time between two warnings; over 0. One report of the platform's version 1.19 names a quarter of an hour.
    package var intervalHours: Double

    package static let defaultIntervalHours = 0.25
    /// Sizes are rounded, and a table holds free room: by how much the least rate may be too high.
    static let looseness = 2.0

    package init(
        tables: [Table], logTable: Table, databaseBytes: Double? = nil, deadRows: Double? = nil, reading: Reading = .unknown,
        intervalHours: Double = defaultIntervalHours
    ) {
        self.tables = tables
        self.logTable = logTable
        self.databaseBytes = databaseBytes
        self.deadRows = deadRows
        self.reading = reading
        self.intervalHours = intervalHours
    }

    /// Read as increase: bytes of table an hour.
    package var increasePerHour: Double { logTable.bytes / intervalHours }

    /// What the readings that are left allow for the table's growth by new rows, in bytes an hour.
    ///
    /// A total only says that so much came within the time that rows stay on disk; an increase is the rate itself. While both are
    /// open the rate is at least the lesser one and nothing bounds it from above.
    ///
    /// - Parameter windowHours: time that rows stay on disk at the plateau; `nil` where nothing limits it.
    package func bytesPerHour(windowHours: Double?) -> Bounds? {
        let fromTotal = windowHours.flatMap { $0 > 0 ? logTable.bytes / $0 : nil }
        switch reading {
        case .increase: return Bounds(atLeast: increasePerHour / Self.looseness, atMost: increasePerHour * Self.looseness)
        case .total: return fromTotal.map { Bounds(atLeast: $0 / Self.looseness) }
        case .unknown: return fromTotal.map { Bounds(atLeast: min($0, increasePerHour) / Self.looseness) }
        }
    }
}
