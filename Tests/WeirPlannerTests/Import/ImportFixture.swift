import Foundation
import Testing
import WeirRecords

@testable import WeirPlanner

/// What PostgreSQL 15.18 and its psql printed of one table, first and later: 26,000 rows inserted and 13,000 deleted in between. The
/// later times have 26 hours added.
enum ImportFixture {
    static func bytes(_ name: String) throws -> [UInt8] {
        let url = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/\(name)")
        return Array(try Data(contentsOf: url))
    }

    static func snapshot(_ name: String, table: String? = nil) throws -> TableStatisticsSnapshot {
        try one(TableStatisticsSnapshot.all(in: bytes(name), name: name, table: table))
    }

    static func snapshot(text: String, table: String? = nil, takenAt: String? = nil) throws -> TableStatisticsSnapshot {
        try one(
            TableStatisticsSnapshot.all(in: Array(text.utf8), name: "text", table: table, takenAt: takenAt.flatMap(ImportedTime.parse)))
    }

    private static func one(_ snapshots: [TableStatisticsSnapshot]) throws -> TableStatisticsSnapshot {
        try #require(snapshots.count == 1 ? snapshots.first : nil)
    }

    /// One line of CSV under a header with what a snapshot needs.
    static func snapshot(
        at time: String, inserted: String = "1000", deleted: String = "100", live: String = "900", dead: String = "10", more: String = ""
    ) throws -> TableStatisticsSnapshot {
        try snapshot(
            text: """
                taken_at,relname,n_tup_ins,n_tup_del,n_live_tup,n_dead_tup\(more.isEmpty ? "" : ",stats_reset")
                \(time),logs,\(inserted),\(deleted),\(live),\(dead)\(more.isEmpty ? "" : ",\(more)")
                """)
    }
}
