/// One thing in a spool's state that is not as it should be.
package struct StateFinding: Equatable, Sendable {
    package enum Kind: Equatable, Sendable {
        /// There is none, though there are segments.
        case absent
        /// It is no database any more.
        case noDatabase
        /// SQLite's own check.
        case integrity(String)
        /// A number or a text that is not of its column's kind.
        case value(String)
        /// Rows of a table that belong to a sink that is not there.
        case orphans(table: String)
        /// The sink's cursor stands past the last record.
        case cursorPastEnd(sink: String, records: UInt64)
        /// Records were wanted by the sink and are no longer there.
        case cursorBehindOldest(sink: String, records: UInt64)
        /// Records wait for the sink, and no segment holds them.
        case segmentsGone(sink: String, records: Range<RecordNumber>)
        /// More is settled than was ever counted as committed.
        case cursorPastCount(sink: String, records: UInt64)
        /// committed ≠ delivered + filtered + dead-lettered + dropped + quarantined + waiting.
        case unbalanced(Conservation)
        /// The ledger counts other dead letters than there are.
        case letterCount(sink: String, counted: UInt64, found: UInt64)
        /// A dead letter's bytes are not what they were.
        case letter(id: Int64, sink: String, String)
    }

    package var kind: Kind

    package init(_ kind: Kind) { self.kind = kind }

    /// Whether ``StateRepair`` can do something about it.
    package var isRepairable: Bool {
        switch kind {
        case .noDatabase, .integrity, .value, .unbalanced: true
        case .absent, .orphans, .cursorPastEnd, .cursorBehindOldest, .segmentsGone, .cursorPastCount, .letterCount, .letter: false
        }
    }

    var isOfOrphans: Bool { if case .orphans = kind { true } else { false } }

    /// A name for programs.
    package var code: String {
        switch kind {
        case .absent: "state_absent"
        case .noDatabase: "state_no_database"
        case .integrity: "state_integrity"
        case .value: "state_value"
        case .orphans: "state_orphans"
        case .cursorPastEnd: "cursor_past_end"
        case .cursorBehindOldest: "cursor_behind_oldest"
        case .segmentsGone: "segments_gone"
        case .cursorPastCount: "cursor_past_count"
        case .unbalanced: "ledger_unbalanced"
        case .letterCount: "dead_letter_count"
        case .letter: "dead_letter_damaged"
        }
    }

    /// A sentence.
    package var explanation: String {
        switch kind {
        case .absent: "There are segments and no state: nobody knows which records the sinks already have."
        case .noDatabase: "The state is no database any more."
        case .integrity(let what): "The state's database contradicts itself: \(what)."
        case .value(let what): "The state holds what Weir never writes: \(what)."
        case .orphans(let table): "Rows of the table \(table) belong to a sink that is not there."
        case .cursorPastEnd(let sink, let records):
            "The cursor of \(sink) stands \(records) records past the last one that is there: those were settled, and lost since."
        case .cursorBehindOldest(let sink, let records):
            "\(records) records that \(sink) had not settled are no longer there: their segment was removed, and not by Weir."
        case .segmentsGone(let sink, let records):
            "No segment holds the records from \(records.lowerBound) to before \(records.upperBound), which wait for \(sink): they were removed, and not by Weir."
        case .cursorPastCount(let sink, let records):
            "\(records) records are settled for \(sink) that were never counted as committed."
        case .unbalanced(let books):
            "The books of \(books.sink) don't balance: \(books.committed) records committed, \(books.accounted) accounted for."
        case .letterCount(let sink, let counted, let found):
            "The ledger of \(sink) counts \(counted) dead letters, and \(found) are there."
        case .letter(let id, let sink, let what): "Dead letter \(id) of \(sink) is damaged: \(what)."
        }
    }

    /// What a person can do about it.
    package var wayOut: String {
        switch kind {
        case .absent: "The next start of weir ship begins a new one and sends all that is kept: receivers tell duplicates by event id."
        case .noDatabase, .value:
            """
            --repair sets the file aside; the next start begins a new one and sends all that is kept. The old one's dead letters can be \
            had with .recover of sqlite3.
            """
        case .integrity: "--repair builds its indexes anew, else the whole file; one that can't be saved is set aside and begun anew."
        case .cursorPastEnd: "Nothing needs doing: the next start numbers new records behind the cursor."
        case .cursorBehindOldest, .segmentsGone:
            "The next start counts them as quarantined and goes on; where their files are still kept, they can be read again from there."
        case .cursorPastCount: "This is a defect of Weir: please report it with this output."
        case .unbalanced: "--repair counts as committed what was settled and what waits, and nothing else."
        case .orphans, .letterCount:
            "This is a defect of Weir, or the database was changed from outside: please report it with this output."
        case .letter: "weir spool dead show ID --format raw gives what is left of it, weir spool dead drop ID --yes removes it."
        }
    }
}
