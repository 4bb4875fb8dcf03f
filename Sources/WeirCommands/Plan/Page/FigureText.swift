import WeirPlanner

/// Figures in words: value with unit, ranges, and what a figure's name says.
struct FigureText {
    let spread: SpreadText

    init(_ spread: SpreadText) { self.spread = spread }

    func bytes(_ value: Double) -> String { value.isFinite ? spread.bytes(value).unbroken : "no end" }
    func days(_ value: Double) -> String { value.isFinite ? spread.days(value).unbroken : "never" }
    func share(_ value: Double) -> String { (value > 0 && value < 0.01 ? "under 1 %" : "\(spread.number(value * 100)) %").unbroken }

    /// A count in a few characters: `940`, `12,000`, `1.2 M`, `3.4 G`.
    func short(_ value: Double) -> String {
        switch abs(value) {
        case 1e9...: spread.number(value / 1e9) + " G"
        case 1e6...: spread.number(value / 1e6) + " M"
        default: spread.number(value)
        }
    }

    func text(_ value: Double, _ unit: Figure.Unit) -> String {
        switch unit {
        case .bytes: bytes(value)
        case .bytesPerDay: bytes(value) + " a day"
        case .bytesPerRow: spread.number(value) + " B a row"
        case .bytesPerSecond: bytes(value) + "/s"
        case .rows: spread.number(value)
        case .rowsPerSecond: spread.number(value) + " rows/s"
        case .sessions: spread.number(value) + " sessions"
        case .seconds: spread.number(value) + " s"
        case .hours: days(value / 24)
        case .days: value > 0 ? days(value) : "full already"
        case .milliseconds: spread.number(value) + " ms"
        case .operationsPerSecond: spread.number(value) + " IOPS"
        case .share: share(value)
        }
    }

    /// `P10 4.4 GiB, P90 94 GiB, P95 130 GiB`; nothing where all draws agree.
    func range(_ figure: Figure) -> String {
        let value = figure.value
        guard value.p10 != value.p95 else { return "" }
        return "P10 \(text(value.p10, figure.unit)), P90 \(text(value.p90, figure.unit)), P95 \(text(value.p95, figure.unit))"
    }

    /// What a figure is called before readers: `WAL per day` for `wal_per_day`.
    func title(_ name: String) -> String {
        if let title = Self.titles[name] { return title }
        let text = name.split(separator: "_").map { $0 == "wal" ? "WAL" : $0 == "io" ? "I/O" : String($0) }.joined(separator: " ")
        return text.capitalisedFirst
    }

    /// Where the words of the name alone would not do.
    private static let titles = [
        "copies_bytes": "The table on all members' disks",
        "backup_bytes": "Its part of a base backup",
        "backup_hours": "Reading that at the volume's throughput",
        "peak_rows_per_second": "Rows in the busiest hour",
        "peak_operations": "Operations in the busiest hour",
        "io_share": "Share of what the volume can do",
        "io_burst_share": "Share while a checkpoint writes",
        "operations_left": "Operations left for everything else in the busiest hour",
        "throughput_left": "Throughput left for everything else in the busiest hour",
        "flush_burst_seconds": "Busy at each flush, every 15 minutes",
        "delay_per_query": "Added to a query, p95",
        "launch_delay": "Added to a launch",
        "days_until_full_without_cleanup": "Clean-up stops: until the disk is full",
        "slot_wal_per_hour": "Standby away: WAL kept each hour",
        "days_until_full_without_standby": "Standby away: until the disk is full",
    ]
}

extension String {
    var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }

    /// On one line: a number and its unit are not torn apart.
    var unbroken: String { replacing(" ", with: "\u{A0}") }

    /// The first letter as a sentence begins.
    var capitalisedFirst: String { prefix(1).uppercased() + dropFirst() }
}
