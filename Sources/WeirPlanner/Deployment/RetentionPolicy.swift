package import WeirRecords

/// What the platform keeps in its own database, per class of record.
package struct RetentionPolicy: Equatable, Sendable {
    /// Everything but debug.
    package var standard: RetentionLimit
    package var debug: RetentionLimit
    /// Time between two clean-ups; positive.
    package var cleanupEvery: Duration

    package init(standard: RetentionLimit, debug: RetentionLimit, cleanupEvery: Duration = defaultCleanup) {
        self.standard = standard
        self.debug = debug
        self.cleanupEvery = cleanupEvery
    }

    /// The platform's documented interval.
    package static let defaultCleanup = Duration.seconds(3600)

    package func limit(of retentionClass: RetentionClass) -> RetentionLimit {
        retentionClass == .standard ? standard : debug
    }
}

/// The unit of retention changed over the platform's versions, so both are first-class.
package enum RetentionLimit: Equatable, Sendable {
    /// Records older than this are deleted by the next clean-up; positive.
    case age(Duration)
    /// The newest rows of the class are kept; positive.
    case rows(RowCount)
    /// Never written to the database.
    case off
    /// Never deleted.
    case forever
}
