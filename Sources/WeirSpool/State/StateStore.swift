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
    private let overflow = Mutex(LedgerOverflow())
    /// The database's file, where it has one that others could take away.
    private let place: FilePlace?

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
        place = nil
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
        try self.init(database, random, limits, replaced: replaced, place: FilePlace(path, fileSystem))
        // SQLite makes a log and goes on where its name could not be made durable: the next loss of power would take all of it.
        try fileSystem.synchronizeDirectory(FilePath.parent(of: path))
    }

    private init(
        _ database: DatabaseQueue, _ random: any RandomSource, _ limits: LedgerLimits, replaced: String?, place: FilePlace? = nil
    ) throws {
        self.database = database
        self.place = place
        self.limits = limits
        self.replaced = replaced
        try Self.checkVersion(database)
        try StateSchema.migrator.migrate(database)
        try database.write { db in try Self.mint(db, random) }
        lastLife = try database.read { db in try LedgerLife(db).minute }
        FaultPoint.stateOpened.pass()
    }

    private static var configuration: Configuration {
        var configuration = Configuration()
        configuration.busyMode = .timeout(busySeconds)
        configuration.prepareDatabase { db in
            // Takes effect where there are no tables yet; an older database uses the pages again that it has.
            try db.execute(sql: "PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL")
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

    /// One transaction; all of it or nothing. Not where the database's file is gone or replaced: what went there would be lost.
    func writing<Result>(_ body: (Database, inout LedgerIndex) throws -> Result) throws(StateError) -> Result {
        try changing { db, index in
            // Rows of the ledger may be changed where they stand.
            index.forgetRows()
            return try body(db, &index)
        }
    }

    /// One that changes rows of the ledger by adding to the index, and by nothing else.
    func counting(_ body: (Database, inout LedgerIndex) throws -> Void) throws(StateError) {
        try changing { db, index in
            try body(db, &index)
            try index.write(db)
        }
    }

    private func changing<Result>(_ body: (Database, inout LedgerIndex) throws -> Result) throws(StateError) -> Result {
        try translating {
            try place?.verify()
            let result = try database.writeWithoutTransaction { db in try transact(db, body) }
            FaultPoint.transactionCommitted.pass()
            return result
        }
    }

    /// The index is put back only after the transaction's end, and before another thread may begin one: it is never ahead of the database.
    private func transact<Result>(_ db: Database, _ body: (Database, inout LedgerIndex) throws -> Result) throws -> Result {
        var kept = index.withLock { index in
            defer { index = nil }
            return index
        }
        var (before, after): (LedgerIndex?, LedgerIndex?)
        var result: Result?
        do {
            try db.inTransaction {
                FaultPoint.transactionBegun.pass()
                // A command of another process may have taken dead letters away.
                let isSeen = try isSeen(db)
                var current = try (isSeen ? kept : nil) ?? LedgerIndex(db)
                kept = nil
                // Without its rows, which would be copied for it at the first change.
                before = current.withoutRows
                result = try body(db, &current)
                after = current
                FaultPoint.transactionWritten.pass()
                return .commit
            }
        } catch let error as StateError {
            // Refused and taken back whole: what was known before still holds.
            index.withLock { $0 = before }
            throw error
        }
        guard var index = after, let result else { throw StateError.contradiction("a transaction without a result") }
        overflow.withLock { $0.add(index.takeOverflow()) }
        letterBytes.withLock { $0 = ByteCount(index.deadLetterBytes) }
        self.index.withLock { $0 = index }
        return result
    }

    /// Days on which a shipper ran after which a row of the ledger expires.
    package var expiryDays: Int { limits.days }

    /// What was counted where it doesn't belong since this was last asked; nil where nothing was.
    package func takeOverflow() -> LedgerOverflow? {
        overflow.withLock { overflow in
            defer { overflow = LedgerOverflow() }
            return overflow.isEmpty ? nil : overflow
        }
    }

    /// Whether dead letters of so many bytes may find room now: true also where another process changed anything.
    func mayTake(letterBytes: Int64) throws(StateError) -> Bool {
        try reading { db in
            let version = try Int64.fetchOne(db, sql: "PRAGMA data_version")
            guard seen.withLock({ $0 == version }) else { return true }
            return index.withLock { $0.map { $0.deadLetterBytes + letterBytes <= limits.deadLetterBytes.bytes } ?? true }
        }
    }

    /// Gives pages back to the disk that no row uses, a bounded number at a time, where they are a large part of the file.
    package func shrink() throws(StateError) {
        try translating {
            try place?.verify()
            try database.writeWithoutTransaction { db in
                let free = try Int.fetchOne(db, sql: "PRAGMA freelist_count") ?? 0
                let pages = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
                guard free > Self.keptPages, free > pages / 2 else { return }
                try db.execute(sql: "PRAGMA incremental_vacuum(\(Self.pagesPerStep))")
            }
        }
    }

    /// 16 MiB of pages are kept for what comes next.
    private static let keptPages = 4096
    private static let pagesPerStep = 256
}

extension StateError {
    private static let damage: [ResultCode] = [.SQLITE_CONSTRAINT, .SQLITE_MISMATCH, .SQLITE_CORRUPT, .SQLITE_NOTADB]

    init(_ error: any Error) {
        switch error {
        case let error as StateError: self = error
        case let error as SystemError where error.isStale:
            self.init(.gone, "the spool's state: \(error.subject) is gone, or another file has its name", wayOut: SpoolPlace.wayBack)
        case let error as SystemError where error.isOutOfSpace: self = .outOfSpace(error.reason, error)
        case let error as DatabaseError where error.resultCode == .SQLITE_FULL: self = .outOfSpace("\(error)")
        // A value that is too large to be added to, or of a kind that its column doesn't take; or pages that are none.
        case let error as DatabaseError where Self.damage.contains(error.resultCode): self = .damaged("\(error)")
        default: self.init(.inputOutput, "the spool's state: \(error)", wayOut: "check space and rights of the spool's directory")
        }
    }
}

/// Gives GRDB's errors the state's type.
func translating<Result>(_ body: () throws -> Result) throws(StateError) -> Result {
    do { return try body() } catch { throw StateError(error) }
}
