import Glibc
import Synchronization

/// Single key presses of a terminal's user, without waiting for the end of a line and without showing them.
package final class TerminalKeys: Sendable {
    private let before: termios
    private let isClosed = Mutex(false)

    /// `nil` where standard input is no terminal.
    package init?() {
        var settings = termios()
        guard isatty(STDIN_FILENO) == 1, tcgetattr(STDIN_FILENO, &settings) == 0 else { return nil }
        before = settings
        // Signals stay: Ctrl-C must end what Ctrl-C ends.
        settings.c_lflag &= ~tcflag_t(ICANON | ECHO)
        guard tcsetattr(STDIN_FILENO, TCSANOW, &settings) == 0 else { return nil }
    }

    deinit { close() }

    /// The key's byte; `nil` where none was pressed in time.
    package func next(within limit: Duration) -> UInt8? {
        var asked = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
        guard poll(&asked, 1, Deadline(after: limit).remaining.pollMilliseconds) > 0 else { return nil }
        var byte: UInt8 = 0
        return read(STDIN_FILENO, &byte, 1) == 1 ? byte : nil
    }

    /// Gives the terminal back as it was.
    package func close() {
        let isFirst = isClosed.withLock { closed in
            defer { closed = true }
            return !closed
        }
        guard isFirst else { return }
        var settings = before
        tcsetattr(STDIN_FILENO, TCSANOW, &settings)
    }
}
