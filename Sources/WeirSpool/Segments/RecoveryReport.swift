package import WeirRecords

/// What was found when the spool was opened. Corruption is told here; it never keeps the spool from opening.
package struct RecoveryReport: Equatable, Sendable {
    /// Frames at the end that were never known to be durable and are not whole: what a loss of power leaves.
    package struct CutTail: Equatable, Sendable {
        package var segment: String
        package var bytes: UInt64
        /// Records in whole frames behind the torn one; what the torn one held can't be told.
        package var records: UInt64
        package var reason: String
    }

    package var segments = 0
    package var frames: UInt64 = 0
    /// What the spool holds, from the oldest record kept to the next one to be given.
    package var records: Range<RecordNumber> = .first ..< .first
    package var bytes: UInt64 = 0
    package var cutTail: CutTail?
    /// Records that were durable once and can't be read now.
    package var quarantined: [QuarantinedRange] = []
    /// Segments that were not finished when the last run ended: nothing was in them that anyone relied on.
    package var removedUnfinished: [String] = []
    /// Files in the segments' folder that are not the spool's.
    package var unknownNames: [String] = []
    /// Cursors stood past the spool's end: its number from where the next record's was raised.
    package var raisedFrom: RecordNumber?
    /// The state was begun at this start, next to segments of an earlier one: what that knew to be lost is forgotten. Told by whoever opens
    /// the spool, at once, since no later start knows of it.
    package var isStateYounger = false

    /// No segment is there, and the state knows of records: where reading stood was in the segments.
    package var hasLostPositions = false

    /// For the log: one notice for each thing that an operator should know of.
    package var notices: [Notice] {
        var notices = quarantined.map { range in
            Notice(
                .alert, "records in the spool can't be read",
                [
                    "from": "\(range.records.lowerBound)", "to": "\(range.records.upperBound)", "segment": range.segment,
                    "reason": "\(range.reason)",
                ])
        }
        if let cutTail {
            notices.append(
                Notice(
                    .information, "a torn tail was cut from the spool; its sources read it again",
                    ["segment": cutTail.segment, "bytes": "\(cutTail.bytes)", "records": "\(cutTail.records)", "reason": cutTail.reason]))
        }
        if hasLostPositions {
            notices.append(
                Notice(
                    .alert, "the spool's segments are gone, and with them where reading stood",
                    [
                        "records": "\(records.upperBound)",
                        "way_out": """
                        logs that are still there are read again from their beginning, under other ids: begin with `from: end` where \
                        they must not come twice; never remove segments by hand, a smaller spool.size keeps fewer
                        """,
                    ]))
        }
        if let raisedFrom {
            notices.append(
                Notice(
                    .alert, "cursors stood past the end of the spool; numbering goes on behind them",
                    ["from": "\(raisedFrom)", "to": "\(records.upperBound)"]))
        }
        if !unknownNames.isEmpty {
            notices.append(
                Notice(.warning, "files that are not the spool's lie among its segments", ["names": unknownNames.joined(separator: ", ")]))
        }
        return notices
    }
}
