import Glibc

/// One of the two streams that a process is given to write to.
package enum StandardStream: Sendable {
    case output
    case error

    /// Writes all of it, however long the reader takes.
    package func write(_ bytes: UnsafeRawBufferPointer) throws(SystemError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let part = UnsafeRawBufferPointer(rebasing: rest)
            let written = Glibc.write(descriptor, part.baseAddress, part.count)
            if written > 0 {
                rest = rest.dropFirst(written)
            } else if written == 0 {
                throw SystemError("write", name, code: EIO)
            } else {
                try waitOrThrow()
            }
        }
    }

    /// Whether a page can be written at once, or within a time: false where a pipe is full and nobody reads it.
    package func canWrite(within limit: Duration) -> Bool {
        var entry = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        return poll(&entry, 1, limit.pollMilliseconds) != 0
    }

    /// A terminal or pipe that someone else has set not to wait says to come again.
    private func waitOrThrow() throws(SystemError) {
        let code = errno
        guard code != EINTR else { return }
        guard code == EAGAIN else { throw SystemError("write", name, code: code) }
        var entry = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        _ = poll(&entry, 1, -1)
    }

    /// Ends this process as the system ends one whose reader is gone: at once, and without a word.
    package static func endForGoneReader() -> Never {
        signal(SIGPIPE, SIG_DFL)
        var set = sigset_t()
        sigemptyset(&set)
        sigaddset(&set, SIGPIPE)
        sigprocmask(SIG_UNBLOCK, &set, nil)
        raise(SIGPIPE)
        exit(128 + SIGPIPE)
    }

    private var descriptor: Int32 {
        switch self {
        case .output: STDOUT_FILENO
        case .error: STDERR_FILENO
        }
    }

    private var name: String {
        switch self {
        case .output: "standard output"
        case .error: "standard error"
        }
    }
}
