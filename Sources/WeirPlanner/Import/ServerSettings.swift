/// Settings of a server and a table's own, as PostgreSQL gives them: what a plan makes of them.
struct ServerSettings {
    let values: [String: String]

    private func number(_ name: String, _ range: ClosedRange<Double>) -> Double? {
        values[name].flatMap(Double.init).flatMap { range.contains($0) ? $0 : nil }
    }

    private func isOff(_ name: String) -> Bool { values[name].map { ["off", "false", "no", "0"].contains($0.lowercased()) } ?? false }

    /// More rows than any table has: a trigger that never comes.
    private static let never = 1e15
    private static let rows = 0...1e15
    private static let scale = 0...100.0

    var vacuum: VacuumSettings {
        var settings = VacuumSettings.postgresDefault
        settings.isEnabled = !isOff("autovacuum") && !isOff("autovacuum_enabled") && !isOff("track_counts")
        settings.deadThreshold = number("autovacuum_vacuum_threshold", Self.rows) ?? settings.deadThreshold
        settings.deadScale = number("autovacuum_vacuum_scale_factor", Self.scale) ?? settings.deadScale
        settings.insertThreshold = number("autovacuum_vacuum_insert_threshold", Self.rows) ?? settings.insertThreshold
        settings.insertScale = number("autovacuum_vacuum_insert_scale_factor", Self.scale) ?? settings.insertScale
        if values["autovacuum_vacuum_insert_threshold"] == "-1" { settings.insertThreshold = Self.never }
        return settings
    }

    private static let mebibyte = 1_048_576.0

    /// `checkpoint_timeout` is in seconds, `max_wal_size` in megabytes.
    var checkpoints: CheckpointSettings {
        var settings = CheckpointSettings()
        if let seconds = number("checkpoint_timeout", 1...86_400) { settings.everyHours = seconds / 3600 }
        let share = number("checkpoint_completion_target", 0...1) ?? 0.9
        if let megabytes = number("max_wal_size", 2...1e9) { settings.walBytes = megabytes * Self.mebibyte / (1 + share) }
        return settings
    }

    var notes: [Plan.Assumption] { [vacuumOff, fillFactor, compression, pageImages, hints, pageSize].compactMap { $0 } }

    private var vacuumOff: Plan.Assumption? {
        guard !vacuum.isEnabled else { return nil }
        return Plan.Assumption(
            subject: "autovacuum", text: "it is off for this table: deleted rows' room never serves again, and the table grows without end",
            lookUp: "SHOW autovacuum; SHOW track_counts; \\d+ on the table for autovacuum_enabled")
    }

    private var fillFactor: Plan.Assumption? {
        guard let share = values["fillfactor"], share != "100" else { return nil }
        return Plan.Assumption(
            subject: "fillfactor", text: "the table leaves room in its pages (fillfactor \(share)), which a plan doesn't: it gets larger",
            lookUp: "a log table is never updated: ALTER TABLE … SET (fillfactor = 100), confirmed with the platform's vendor")
    }

    private var compression: Plan.Assumption? {
        guard let method = values["default_toast_compression"], method != "pglz" else { return nil }
        return Plan.Assumption(
            subject: "compression",
            text: "long values are packed with \(method); the sizes of the sampled rows show how well, pglz stands for others",
            lookUp: "SHOW default_toast_compression")
    }

    private var pageImages: Plan.Assumption? {
        guard isOff("full_page_writes") || !["off", nil].contains(values["wal_compression"]) else { return nil }
        return Plan.Assumption(
            subject: "WAL", text: "full-page images are off or packed here, so less WAL is written than planned",
            lookUp: "SHOW full_page_writes; SHOW wal_compression")
    }

    private var hints: Plan.Assumption? {
        guard values["wal_log_hints"] == "on" || values["data_checksums"] == "on" else { return nil }
        return Plan.Assumption(
            subject: "WAL",
            text:
                "hint bits are logged here (data_checksums or wal_log_hints), so a page that is only read writes its image to WAL once after"
                + " each checkpoint: more WAL than planned",
            lookUp: "two WAL positions a day apart (--wal)")
    }

    private var pageSize: Plan.Assumption? {
        guard let bytes = values["block_size"], bytes != "\(PageGeometry.pageBytes)" else { return nil }
        return Plan.Assumption(
            subject: "pages", text: "this server's pages have \(bytes) bytes, a plan's \(PageGeometry.pageBytes)",
            lookUp: "SHOW block_size")
    }
}
