internal import GRDB

/// The state's tables. A new version is a new migration; old ones are never changed.
///
/// Record numbers, bytes and digests are stored as the 64 bits that they are; digests in two halves.
enum StateSchema {
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1") { db in try db.execute(sql: version1) }
        migrator.registerMigration("2") { db in try db.execute(sql: version2) }
        migrator.registerMigration("3") { db in try db.execute(sql: StateStore.undeliveredSchema) }
        migrator.registerMigration("4") { db in try db.execute(sql: StateStore.redactionSchema) }
        migrator.registerMigration("5") { db in try db.execute(sql: StateStore.redactionTotalSchema) }
        migrator.registerMigration("6") { db in try db.execute(sql: LedgerLife.schema + StateStore.lossSchema) }
        migrator.registerMigration("7") { db in try db.execute(sql: LedgerLife.daySchema) }
        migrator.registerMigration("8") { db in try db.execute(sql: StateStore.abandonedSchema + StateStore.routeSchema) }
        return migrator
    }

    private static let version1 = """
        CREATE TABLE spool (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            installation TEXT NOT NULL,
            -- 0 until a spool was opened with it: a spool that knows a better one may still replace it
            confirmed INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE sink (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE,
            -- 0 once it has left the configuration
            configured INTEGER NOT NULL,
            -- the next record that is not settled
            cursor INTEGER NOT NULL,
            -- the next record that is not counted as committed
            folded INTEGER NOT NULL
        ) STRICT;
        -- records that a sink never saw, because they were released while it was not configured
        CREATE TABLE passed_over (
            sink INTEGER NOT NULL REFERENCES sink (id),
            first INTEGER NOT NULL,
            end INTEGER NOT NULL,
            PRIMARY KEY (sink, first)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE ledger_key (
            id INTEGER PRIMARY KEY,
            source TEXT NOT NULL,
            host TEXT NOT NULL,
            application TEXT NOT NULL,
            level INTEGER NOT NULL,
            category INTEGER NOT NULL,
            UNIQUE (source, host, application, level, category)
        ) STRICT;
        CREATE TABLE ledger (
            sink INTEGER NOT NULL,
            key INTEGER NOT NULL,
            minute INTEGER NOT NULL,
            outcome INTEGER NOT NULL,
            records INTEGER NOT NULL,
            bytes INTEGER NOT NULL,
            digest_low INTEGER NOT NULL,
            digest_high INTEGER NOT NULL,
            PRIMARY KEY (sink, key, minute, outcome)
        ) STRICT, WITHOUT ROWID;
        -- sums that outlive the ledger's rows
        CREATE TABLE total (
            sink INTEGER NOT NULL,
            outcome INTEGER NOT NULL,
            records INTEGER NOT NULL,
            bytes INTEGER NOT NULL,
            PRIMARY KEY (sink, outcome)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE dead_letter (
            id INTEGER PRIMARY KEY,
            sink INTEGER NOT NULL REFERENCES sink (id),
            record INTEGER NOT NULL,
            event_id TEXT NOT NULL,
            source TEXT NOT NULL,
            origin TEXT NOT NULL,
            bytes BLOB NOT NULL,
            reason TEXT NOT NULL,
            answer TEXT NOT NULL,
            time INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX dead_letter_by_sink ON dead_letter (sink, id);
        """

    /// Dead letters can be sent again, and who did what with them is kept.
    private static let version2 = """
        -- all of the record's frame but its bytes, with the checksum over both; NULL where version 1 kept the letter
        ALTER TABLE dead_letter ADD COLUMN envelope BLOB;
        -- microseconds since the epoch when it was asked to be sent again; NULL where it was not
        ALTER TABLE dead_letter ADD COLUMN replay INTEGER;
        CREATE INDEX dead_letter_to_replay ON dead_letter (sink, id) WHERE replay IS NOT NULL;
        -- what people did with dead letters
        CREATE TABLE audit (
            id INTEGER PRIMARY KEY,
            time INTEGER NOT NULL,
            -- the user's number on this machine
            user INTEGER NOT NULL,
            action TEXT NOT NULL,
            selection TEXT NOT NULL,
            letters INTEGER NOT NULL,
            bytes INTEGER NOT NULL
        ) STRICT;
        """
}
