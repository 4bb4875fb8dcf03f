internal import GRDB
internal import WeirRecords

/// The ledger's own time: days on which a shipper ran. A clock that is set to another year makes nothing older by more than a day.
struct LedgerLife {
    private static let minutesPerDay: Int64 = 24 * 60

    static let schema = """
        CREATE TABLE life (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            -- the last one in which a shipper ran, since the epoch; NULL before the first
            minute INTEGER,
            -- counts the days on which one did
            day INTEGER NOT NULL,
            -- the day on which it was last told what was forgotten, and records forgotten since
            told INTEGER NOT NULL,
            untold INTEGER NOT NULL
        ) STRICT;
        INSERT INTO life (id, day, told, untold) VALUES (1, 0, -1, 0);
        -- the day on which a row last changed
        ALTER TABLE ledger ADD COLUMN day INTEGER NOT NULL DEFAULT 0;
        CREATE INDEX ledger_by_day ON ledger (day) WHERE outcome = 0;
        -- records whose rows have expired, by the day of their minute since the epoch
        CREATE TABLE forgotten (
            sink INTEGER NOT NULL,
            day INTEGER NOT NULL,
            records INTEGER NOT NULL,
            PRIMARY KEY (sink, day)
        ) STRICT, WITHOUT ROWID;
        """

    /// What was counted as committed by the end of each day: a row that last changed on it counts no later record.
    static let daySchema = """
        CREATE TABLE ledger_day (
            sink INTEGER NOT NULL,
            day INTEGER NOT NULL,
            -- the next record that was not counted as committed
            folded INTEGER NOT NULL,
            PRIMARY KEY (sink, day)
        ) STRICT, WITHOUT ROWID;
        """

    private(set) var minute: Int64?
    private(set) var day: Int64
    var told: Int64
    var untold: UInt64

    init(_ db: Database) throws {
        guard let row = try Row.fetchOne(db, sql: "SELECT minute, day, told, untold FROM life") else {
            throw StateError.damaged("its row of life is gone")
        }
        (minute, day) = (try row.integerIfThere("minute"), try row.integer("day"))
        (told, untold) = (try row.integer("told"), try row.count("untold"))
        guard day >= 0, day < Int64.max / 2 else { throw row.unexpected("day") }
    }

    /// A day at the most, however far the clock went; none where it went back.
    mutating func live(in minute: Int64) {
        if let before = self.minute, minute / Self.minutesPerDay > before / Self.minutesPerDay { day += 1 }
        self.minute = minute
    }

    func save(_ db: Database) throws {
        try db.execute(
            sql: "UPDATE life SET minute = ?, day = ?, told = ?, untold = ?", arguments: [minute, day, told, Int64(clamping: untold)])
    }

    /// Of a minute's event time; what has no minute is of every day.
    static func eventDay(of minute: Int64) -> Int64 {
        guard minute != LedgerLimits.overflowMinute else { return Int64.min }
        return minute >= 0 ? minute / minutesPerDay : (minute + 1) / minutesPerDay - 1
    }

    static func minutes(ofEventDay day: Int64) -> ClosedRange<Int64> {
        let (first, isOver) = day.multipliedReportingOverflow(by: minutesPerDay)
        return isOver ? .all : first...(first + (minutesPerDay - 1))
    }
}

extension StateStore {
    /// Says that a shipper runs in this minute.
    package func live(in minute: Int64) throws(StateError) {
        try writing { db, index in
            var life = try LedgerLife(db)
            let day = life.day
            life.live(in: minute)
            try life.save(db)
            if life.day > day {
                try db.execute(
                    sql: "INSERT OR REPLACE INTO ledger_day (sink, day, folded) SELECT id, ?, folded FROM sink", arguments: [day])
            }
            index.began(day: life.day)
        }
    }
}
