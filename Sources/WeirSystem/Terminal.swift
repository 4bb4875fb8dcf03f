import Glibc

/// Whether someone looks at what this process writes, and how wide they see it.
package enum Terminal {
    package static let isStandardOutputTerminal = isatty(STDOUT_FILENO) == 1
    package static let isStandardErrorTerminal = isatty(STDERR_FILENO) == 1

    /// Where neither the environment nor a terminal says.
    package static let defaultColumns = 80

    /// Characters a line of standard output has: what COLUMNS says, else what the terminal says, else 80.
    package static var columns: Int {
        if let given = Environment.variable("COLUMNS").flatMap({ Int($0) }), given > 0 { return given }
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return defaultColumns }
        return Int(size.ws_col)
    }
}
