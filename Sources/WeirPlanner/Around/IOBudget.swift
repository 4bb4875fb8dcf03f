/// The busiest hour's log writes against what the volume can do.
///
/// Data pages: a page that a checkpoint must write has had its image in the WAL, so data writes are taken as as many bytes as WAL.
/// Operations: a flush a commit, and one for each page.
struct IOBudget: Equatable, Sendable {
    let limits: VolumeLimits
    /// Rows that the platform inserts in one transaction.
    let rowsPerCommit: Double

    private static let pageBytes = Double(PageGeometry.pageBytes)
    /// A checkpoint spreads its writes over this part of its interval (`checkpoint_completion_target`).
    private static let completionTarget = 0.9
    /// Components hand their records over in bursts of this many seconds: the platform's flush interval of 15 minutes.
    static let flushSeconds = 900.0
    /// Rows a second that two cores insert, a hundred a commit: measured.
    static let bulkRowsPerSecond = 68_400.0

    /// Share of the operations or of the throughput, whichever is more; nil where the volume's limits are not known.
    func share(_ burden: DrawBurden) -> Double? { share(burden, pages: 1) }

    /// The same while a checkpoint writes, whose pages come closer together.
    func burstShare(_ burden: DrawBurden) -> Double? { share(burden, pages: 1 / Self.completionTarget) }

    /// - Parameter pages: how much faster than in the mean data pages are written.
    private func share(_ burden: DrawBurden, pages: Double) -> Double? {
        var shares: [Double] = []
        if let most = limits.operations { shares.append(operations(burden, pages: pages) / max(1, most)) }
        if let most = limits.throughput { shares.append((1 + pages) * burden.peakWALPerSecond / max(1, most)) }
        return shares.max()
    }

    func operations(_ burden: DrawBurden) -> Double { operations(burden, pages: 1) }

    private func operations(_ burden: DrawBurden, pages: Double) -> Double {
        burden.peakRowsPerSecond / max(1, rowsPerCommit) + pages * burden.peakWALPerSecond / Self.pageBytes
    }

    /// Operations a second that the volume has left for everything else; nil where its limit is not known.
    func operationsLeft(_ burden: DrawBurden) -> Double? { limits.operations.map { max(0, $0 - operations(burden)) } }

    /// Bytes a second that the volume has left for everything else; nil where its limit is not known.
    func throughputLeft(_ burden: DrawBurden) -> Double? { limits.throughput.map { max(0, $0 - 2 * burden.peakWALPerSecond) } }

    /// Seconds in each flush interval for which handing over keeps the cores busy, or the volume where that takes longer.
    func flushBurst(_ burden: DrawBurden) -> Double {
        max(burden.peakRowsPerSecond / Self.bulkRowsPerSecond, share(burden) ?? 0) * Self.flushSeconds
    }
}
