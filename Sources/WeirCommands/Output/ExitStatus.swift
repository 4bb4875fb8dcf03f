/// The exit codes of every command: the verdict's three, then sysexits.
package enum ExitStatus: Int32, Sendable {
    /// Success, or safe.
    case success = 0
    /// It falls short: unsafe, gaps, dead letters, findings.
    case fallsShort = 1
    /// Could not be established.
    case unknown = 2
    case usage = 64
    /// Input data that is wrong.
    case badData = 65
    /// A peer that cannot be reached.
    case unavailable = 69
    case inputOutput = 74
    /// A file of ours that is wrong: deployment, case or shipper.
    case configuration = 78
}
