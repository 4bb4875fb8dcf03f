/// What log writes add to the queries of a launch.
///
/// Measured on two cores with fsync: a saturating insert of one row a commit, 2,859 rows a second, raised the p95 of point queries
/// from 0.49 to 1.75 ms. Below saturation the added time is taken in proportion to the rate; under a twentieth of it, where noise
/// hides what there is, it is taken as none.
package enum LaunchDelay {
    static let saturatingRowsPerSecond = 2_859.0
    static let addedAtSaturation = 1.75 - 0.49
    static let leastUtilisation = 0.05
    /// Sequential queries of a launch where the deployment doesn't say.
    package static let assumedQueries = 10

    /// Milliseconds at p95 on one query.
    static func perQuery(rowsPerSecond: Double) -> Double {
        let utilisation = min(1, rowsPerSecond / saturatingRowsPerSecond)
        return utilisation < leastUtilisation ? 0 : addedAtSaturation * utilisation
    }
}
