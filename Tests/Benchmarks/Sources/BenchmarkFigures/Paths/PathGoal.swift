/// What Weir's own row of a path must reach.
package struct PathGoal: Equatable, Sendable {
    /// 10⁶ bytes of log lines a second, at least.
    package var megabytesPerSecond: Double?
    /// At most, for 10⁹ bytes of log lines.
    package var cpuSecondsPerGigabyte: Double?
    /// Resident at most, in 10⁶ bytes.
    package var peakMegabytes: Double?

    /// By the path's name; nil where nothing was promised.
    package static func of(_ path: String) -> PathGoal? { all[path] }

    private static let all = [
        "file → syslog TCP": PathGoal(megabytesPerSecond: 600, cpuSecondsPerGigabyte: 2.0, peakMegabytes: 64),
        "file → HTTP": PathGoal(megabytesPerSecond: 400, cpuSecondsPerGigabyte: 3.0, peakMegabytes: 64),
        "measure": PathGoal(cpuSecondsPerGigabyte: 0.9, peakMegabytes: 100),
    ]
}
