/// The exit codes of every command: the verdict's three, then sysexits. Which error has which stands in one table:
/// ``CommandFailure/init(_:)``.
package enum ExitStatus: Int32, CaseIterable, Sendable {
    /// Success, or safe.
    case success = 0
    /// It falls short: unsafe, gaps, dead letters, findings.
    case fallsShort = 1
    /// Could not be established: no spool yet, or a state of another version.
    case unknown = 2
    /// The command line is wrong, or names something that what it was given does not have.
    case usage = 64
    /// Input data is missing or wrong: logs, reports, manifests, saved queries, tables.
    case badData = 65
    /// A peer can't be reached, or an address can't be listened on.
    case unavailable = 69
    /// Reading or writing failed, standard output included.
    case inputOutput = 74
    /// A file of ours is missing or wrong: deployment, case, shipper or profile.
    case configuration = 78
}
