internal import GRDB
internal import Synchronization
internal import WeirRecords
package import WeirSystem

/// The durable state beside the segments: who the spool is, where every sink stands, what became of every record.
///
/// `SPOOL/state.sqlite`, SQLite in WAL mode with synchronous=FULL: a change that returned survives a loss of power.
/// One thread changes it; any may ask.
package final class StateStore: Sendable {
    static let fileName = "state.sqlite"
    private static let busySeconds = 5.0

    let limits: LedgerLimits
    /// What the database was found to be when it could not be opened; it was moved aside, and a new one begun.
    package let replaced: String?
    /// The last minute in which an earlier run was at work.
    let lastLife: Int64?
    private let database: DatabaseQueue
    /// `nil` after a change that failed: read again before the next one.
    private let index = Mutex<LedgerIndex?>(nil)
    /// SQLite's mark of the last change by another process after which the index was read.
    private let seen = Mutex<Int64?>(nil)
    /// Bytes of dead letters after the last change.
    private let letterBytes = Mutex(ByteCount.zero)

    /// Opens or makes the state of a spool's directory. A database that is no longer one is moved aside and named in ``replaced``.
    package static func open(
        directory: String, fileSystem: any FileSystem, clock: any SystemClock, random: any RandomSource,
        limits: LedgerLimits = LedgerLimits()
    ) throws(StateError) -> StateStore {
        let path = FilePath.join(directory, fileName)
        try StateFile.prepare(path, fileSystem)
        do {
            return try StateStore(at: path, fileSystem, random, limits, replaced: nil)
        } catch let error as DatabaseError where [.SQLITE_CORRUPT, .SQLITE_NOTADB].contains(error.resultCode) {
            let aside = try StateFile.moveAside(path, fileSystem, at: clock.wallMicroseconds())
            try StateFile.prepare(path, fileSystem)
            return try translating { try StateStore(at: path, fileSystem, random, limits, replaced: aside) }
        } catch {
            throw StateError(error)
        }
    }

    /// A state that lives as long as this object: for tests and the simulation.
    package static func inMemory(random: any RandomSource, limits: LedgerLimits = LedgerLimits()) throws(StateError) -> StateStore {
        try translating { try StateStore(DatabaseQueue(configuration: configuration), random, limits, replaced: nil) }
    }

    /// The state as it stands, to look at while a shipper may be at work on it: nothing is made, changed or moved.
    ///
    /// `nil` where there is none. What would change it throws.
    package static func inspect(directory: String, fileSystem: any FileSystem) throws(StateError) -> StateStore? {
        let path = FilePath.join(directory, fileName)
        return try translating {
            guard try fileSystem.status(of: path) != nil else { return nil }
            var configuration = Configuration()
            configuration.readonly = true
            // For ``atOneMoment(_:)``.
            configuration.allowsUnsafeTransactions = true
            configuration.busyMode = .timeout(busySeconds)
            do {
                return try StateStore(looking: DatabaseQueue(path: path, configuration: configuration))
            } catch let error as DatabaseError where [.SQLITE_CORRUPT, .SQLITE_NOTADB].contains(error.resultCode) {
                throw StateError.damaged("\(error.resultCode)")
            }
        }
    }

    package static func exists(in directory: String, fileSystem: any FileSystem) throws(StateError) -> Bool {
        try translating { try fileSystem.status(of: FilePath.join(directory, fileName)) != nil }
    }

    /// The state of a spool that another process may have open, to change what people may change in it: nothing is made, moved or
    /// brought to another version.
    ///
    /// `nil` where there is none.
    package static func beside(directory: String, fileSystem: any FileSystem) throws(StateError) -> StateStore? {
        let path = FilePath.join(directory, fileName)
        return try translating {
            guard try fileSystem.status(of: path) != nil else { return nil }
            let database = try DatabaseQueue(path: path, configuration: configuration)
            try StateLog.makeDurable(of: database, fileSystem)
            return try StateStore(looking: database)
        }
    }

    private init(looking database: DatabaseQueue) throws {
        self.database = database
        limits = LedgerLimits()
        replaced = nil
        lastLife = nil
        try Self.checkVersion(database)
        guard try database.read(StateSchema.migrator.hasCompletedMigrations) else {
            throw StateError(
                .olderVersion, "the state was written by an earlier version of this program",
                wayOut: "start the shipper once, which brings it up to date")
        }
    }

    private static func checkVersion(_ database: DatabaseQueue) throws {
        guard try !database.read(StateSchema.migrator.hasBeenSuperseded) else {
            throw StateError(
                .newerVersion, "the state was written by a later version of this program", wayOut: "run that version, or a later one")
        }
    }

    private convenience init(
        at path: String, _ fileSystem: any FileSystem, _ random: any RandomSource, _ limits: LedgerLimits, replaced: String?
    ) throws {
        let database = try DatabaseQueue(path: path, configuration: Self.configuration)
        try StateLog.makeDurable(of: database, fileSystem)
        try self.init(database, random, limits, replaced: replaced)
        // SQLite makes a log and goes on where its name could not be made durable: the next loss of power would take all of it.
        try fileSystem.synchronizeDirectory(FilePath.parent(of: path))
    }

    private init(_ database: DatabaseQueue, _ random: any RandomSource, _ limits: LedgerLimits, replaced: String?) throws {
        self.database = database
        self.limits = limits
        self.replaced = replaced
        try Self.checkVersion(database)
        try StateSchema.migrator.migrate(database)
        try database.write { db in try Self.mint(db, random) }
        lastLife = try database.read { db in try Self.signOfLife(db) }
        FaultPoint.stateOpened.pass()
    }

    private static var configuration: Configuration {
        var configuration = Configuration()
        configuration.busyMode = .timeout(busySeconds)
        configuration.prepareDatabase { db in
            try db.execute(sql: "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL")
        }
        return configuration
    }

    private static func mint(_ db: Database, _ random: any RandomSource) throws {
        var random = random
        let minted = Digest128(low: random.next(), high: random.next())
        try db.execute(
            sql: "INSERT OR IGNORE INTO spool (id, installation, confirmed) VALUES (1, ?, 0)", arguments: [minted.description])
    }

    /// What dead letters take, as of the last change, and what they may take.
    package var deadLetterUse: DeadLetterUse { DeadLetterUse(used: letterBytes.withLock { $0 }, limit: limits.deadLetterBytes) }

    /// Whether no other process changed anything since this was last asked.
    private func isSeen(_ db: Database) throws -> Bool {
        let version = try Int64.fetchOne(db, sql: "PRAGMA data_version")
        return seen.withLock { seen in
            defer { seen = version }
            return seen == version
        }
    }

    // MARK: - Access for the store's extensions

    func reading<Result>(_ body: (Database) throws -> Result) throws(StateError) -> Result {
        try translating { try database.read(body) }
    }

    /// Without a transaction, the end of which a broken database refuses.
    func readingAsItIs<Result>(_ body: (Database) throws -> Result) throws(StateError) -> Result {
        try translating { try database.unsafeRead(body) }
    }

    /// One transaction; all of it or nothing.
    func writing<Result>(_ body: (Database, inout LedgerIndex) throws -> Result) throws(StateError) -> Result {
        try translating {
            let result = try database.write { db in
                FaultPoint.transactionBegun.pass()
                let kept = index.withLock { index in
                    defer { index = nil }
                    return index
                }
                // A command of another process may have taken dead letters away.
                let isSeen = try isSeen(db)
                var current = try (isSeen ? kept : nil) ?? LedgerIndex(db)
                let result = try body(db, &current)
                // If the commit itself fails the index is ahead of the database: it is dropped below.
                index.withLock { $0 = current }
                letterBytes.withLock { $0 = ByteCount(current.deadLetterBytes) }
                FaultPoint.transactionWritten.pass()
                return result
            }
            FaultPoint.transactionCommitted.pass()
            return result
        } onFailure: {
            index.withLock { $0 = nil }
        }
    }
}

extension StateError {
    init(_ error: any Error) {
        self =
            error as? StateError
            ?? StateError(.inputOutput, "the spool's state: \(error)", wayOut: "check space and rights of the spool's directory")
    }
}

/// Gives GRDB's errors the state's type.
func translating<Result>(_ body: () throws -> Result, onFailure: () -> Void = {}) throws(StateError) -> Result {
    do { return try body() } catch {
        onFailure()
        throw StateError(error)
    }
}
