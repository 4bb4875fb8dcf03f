internal import CWeirSystem

/// How many files this process may have open.
package enum OpenFileLimit {
    /// Raises the limit as far as the system lets this user, and returns what holds then. Where it can't be asked, what POSIX grants.
    package static func raise() -> Int {
        guard let (soft, hard) = limits() else { return leastGranted }
        guard soft < hard, weir_set_open_file_limit(hard) == 0 else { return Int(clamping: soft) }
        return Int(clamping: limits()?.soft ?? soft)
    }

    /// What every system grants: `_POSIX_OPEN_MAX`.
    private static let leastGranted = 20

    private static func limits() -> (soft: UInt64, hard: UInt64)? {
        var (soft, hard): (UInt64, UInt64) = (0, 0)
        return weir_open_file_limit(&soft, &hard) == 0 ? (soft, hard) : nil
    }
}
