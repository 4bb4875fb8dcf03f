/// The seeded workload of a deployment: sessions, heartbeats and housekeeping, written as the platform's own log files.
///
/// The generator is a pure value: plan, seed and start in, the same bytes out. Only the writer touches files, only the run looks at a
/// clock.
package enum WorkloadLimits {
    /// Hosts of one deployment; each has a few files open.
    package static let maximumHosts = 4_096
    /// Records of one run. Serials stay exact in a JSON number (below 2⁵³).
    package static let maximumRecords: UInt64 = 1 << 40
    /// Bytes of lines held per file before they are written: whole lines, so one line must fit.
    package static let fileBufferBytes = 64 << 10
    /// No generated line comes near this; the writer's buffer is a multiple of it.
    package static let maximumLineBytes = 16 << 10
    /// Sessions running at once.
    package static let maximumSessions = 1_000_000
    /// Records run through, without being written, to learn how long a stretch of time a run covers.
    package static let spanSampleRecords: UInt64 = 500_000
}
