internal import CWeirSystem
import Glibc

/// How large a file may grow that this process writes.
package enum FileSizeLimit {
    /// Raises the limit as far as the system lets this user. What goes beyond it fails from now on with its reason, and ends no process.
    package static func raise() {
        signal(SIGXFSZ, SIG_IGN)
        var (soft, hard): (UInt64, UInt64) = (0, 0)
        guard weir_file_size_limit(&soft, &hard) == 0, soft < hard else { return }
        // Where it can't be raised, it is as it was.
        _ = weir_set_file_size_limit(hard)
    }

    /// Bytes to which it can be raised; nil where there is no limit, or it can't be asked.
    package static var highest: UInt64? {
        var (soft, hard): (UInt64, UInt64) = (0, 0)
        return weir_file_size_limit(&soft, &hard) == 0 && hard != .max ? hard : nil
    }
}
