/// The table at the end of one hour, and what was written in it. All sizes in bytes.
package struct TableHour: Equatable, Sendable {
    package var hour: Int
    package var inserted: Double
    package var deleted: Double
    package var live: Double
    package var heap: Double
    package var toast: Double
    package var toastIndex: Double
    /// In the order of the case's indexes.
    package var indexes: [Double]
    /// Free space and visibility maps.
    package var maps: Double
    package var walInsert: Double
    package var walDelete: Double
    package var walVacuum: Double
    /// Of `VACUUM FULL` and `REINDEX`, which write every new page.
    package var walRewrite: Double

    package init(
        hour: Int, inserted: Double = 0, deleted: Double = 0, live: Double = 0, heap: Double = 0, toast: Double = 0,
        toastIndex: Double = 0, indexes: [Double] = [], maps: Double = 0, walInsert: Double = 0, walDelete: Double = 0,
        walVacuum: Double = 0, walRewrite: Double = 0
    ) {
        self.hour = hour
        self.inserted = inserted
        self.deleted = deleted
        self.live = live
        self.heap = heap
        self.toast = toast
        self.toastIndex = toastIndex
        self.indexes = indexes
        self.maps = maps
        self.walInsert = walInsert
        self.walDelete = walDelete
        self.walVacuum = walVacuum
        self.walRewrite = walRewrite
    }

    /// What `pg_total_relation_size` says.
    package var total: Double { heap + toast + toastIndex + indexes.reduce(0, +) + maps }
}
