/// When PostgreSQL clears a table by itself: its defaults unless given.
package struct VacuumSettings: Equatable, Sendable {
    package var isEnabled: Bool
    /// Dead rows that start a vacuum: a fixed part and a share of the live rows.
    package var deadThreshold: Double
    package var deadScale: Double
    /// Inserted rows that start one: likewise.
    package var insertThreshold: Double
    package var insertScale: Double
    /// Time between two looks at the table; `nil`: one after each hour's insertions and one after each clean-up, whatever the clock.
    package var naptimeSeconds: Double?
    /// A vacuum rests this long each time that its cost has come to the limit; 0: never.
    package var costDelayMilliseconds: Double
    package var costLimit: Double
    /// What an hour takes; less where a test lives through days in seconds.
    package var hourSeconds: Double

    package init(
        isEnabled: Bool = true, deadThreshold: Double = 50, deadScale: Double = 0.2, insertThreshold: Double = 1000,
        insertScale: Double = 0.2, naptimeSeconds: Double? = nil, costDelayMilliseconds: Double = 2, costLimit: Double = 200,
        hourSeconds: Double = 3600
    ) {
        self.isEnabled = isEnabled
        self.deadThreshold = deadThreshold
        self.deadScale = deadScale
        self.insertThreshold = insertThreshold
        self.insertScale = insertScale
        self.naptimeSeconds = naptimeSeconds
        self.costDelayMilliseconds = costDelayMilliseconds
        self.costLimit = costLimit
        self.hourSeconds = hourSeconds
    }

    package static let postgresDefault = VacuumSettings()
    /// A vacuum leaves the indexes alone while fewer heap pages than this share hold dead rows.
    package static let indexBypassShare = 0.02
}
