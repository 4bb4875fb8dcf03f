import Foundation
package import WeirPlanner
import WeirSystem

/// A table's case run against a real PostgreSQL, hour by hour, as `TableSimulation` runs it in thought.
///
/// The hours follow one another at once; autovacuum is off in the server, and what it would do is done when the
/// table's statistics are over the case's limits: after each hour's insertions and again after each clean-up. Where the case
/// gives a naptime, an hour takes as long as the case says, and the server's own autovacuum decides; hours in which nothing is
/// deleted yet may go at once even then, since no space comes free in them whatever autovacuum does.
package struct GrowthLab {
    let plan: TableCase
    let table: GrowthLabTable
    private let server: PostgreSQLServer
    private let unpacedHours: Int
    private let seed: UInt64

    /// - Parameters:
    ///   - server: started with ``settings(for:)``.
    ///   - unpacedHours: so many at the beginning go at once.
    /// - Throws: `SupportFailure` where the case needs what the lab can't make.
    package init(_ plan: TableCase, on server: PostgreSQLServer, unpacedHours: Int = 0, seed: UInt64 = 1) throws {
        self.plan = plan
        self.server = server
        self.unpacedHours = unpacedHours
        self.seed = seed
        table = try GrowthLabTable(plan)
    }

    package func run() throws -> [TableHour] {
        let database = try server.makeDatabase()
        let directory = try TemporaryDirectory()
        let script = directory.path + "/lab.sql"
        try text().write(toFile: script, atomically: false, encoding: .utf8)
        return try GrowthLabReading.hours(server.run(script: script, database: database), indexes: plan.indexes.count)
    }

    private func text() -> String {
        var random = SeededRandom(seed: seed)
        let script = GrowthLabScript(plan, table: table, unpacedHours: unpacedHours)
        let start = [table.definition, table.pool(&random), script.views]
        return (start + (0..<plan.hours).map { script.hour($0, &random) }).joined(separator: "\n")
    }
}

extension GrowthLab {
    /// What the case needs of the server. Memory for the whole table and no checkpoint of the server's own, so that only the case decides.
    package static func settings(for plan: TableCase) -> [String: String] {
        var settings = [
            "shared_buffers": "256MB", "full_page_writes": "on", "max_wal_size": "100GB", "checkpoint_timeout": "1d",
            "bgwriter_lru_maxpages": "0", "max_prepared_transactions": "1", "stats_fetch_consistency": "none", "jit": "off",
        ]
        guard let naptime = plan.vacuum.naptimeSeconds else { return settings }
        settings["autovacuum"] = plan.vacuum.isEnabled ? "on" : "off"
        settings["autovacuum_naptime"] = "\(Int(naptime))s"
        settings["autovacuum_vacuum_threshold"] = "\(Int(plan.vacuum.deadThreshold))"
        settings["autovacuum_vacuum_scale_factor"] = "\(plan.vacuum.deadScale)"
        settings["autovacuum_vacuum_insert_threshold"] = "\(Int(plan.vacuum.insertThreshold))"
        settings["autovacuum_vacuum_insert_scale_factor"] = "\(plan.vacuum.insertScale)"
        settings["autovacuum_vacuum_cost_delay"] = "\(plan.vacuum.costDelayMilliseconds)ms"
        settings["autovacuum_vacuum_cost_limit"] = "\(Int(plan.vacuum.costLimit))"
        return settings
    }
}
