import Glibc

/// Whether someone looks at what this process writes, and how wide they see it.
package enum Terminal {
    package static let isStandardOutputTerminal = isatty(STDOUT_FILENO) == 1
    package static let isStandardErrorTerminal = isatty(STDERR_FILENO) == 1

    /// Where neither the environment nor a terminal says.
    package static let defaultColumns = 80
    package static let defaultRows = 24

    /// Characters a line of standard output has: what COLUMNS says, else what the terminal says, else 80.
    package static var columns: Int { extent("COLUMNS", \.ws_col) ?? defaultColumns }

    /// Lines that standard output shows at once: what LINES says, else what the terminal says, else 24.
    package static var rows: Int { extent("LINES", \.ws_row) ?? defaultRows }

    private static func extent(_ variable: String, _ part: KeyPath<winsize, UInt16>) -> Int? {
        if let given = Environment.variable(variable).flatMap({ Int($0) }), given > 0 { return given }
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size[keyPath: part] > 0 else { return nil }
        return Int(size[keyPath: part])
    }
}
