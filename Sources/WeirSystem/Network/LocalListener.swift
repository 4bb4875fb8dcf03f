internal import CWeirSystem
import Glibc
import Synchronization

/// Listens on a Unix stream socket that only this user may open.
package final class LocalListener: Sendable {
    private static let backlog: Int32 = 16
    private static let mode: mode_t = 0o600

    package let path: String
    private let descriptor: Int32
    /// Of the socket's file: another one that took its name is left alone.
    private let inode: (device: dev_t, number: ino_t)
    private let isClosed = Mutex(false)

    /// Takes the place of a socket that is left from before: whoever calls knows that nobody listens on it any more.
    ///
    /// - Throws: `ENAMETOOLONG` for a path over 107 bytes; `EEXIST` where something else than a socket is there.
    package init(replacing path: String) throws(SystemError) {
        let address = try LocalAddress(path)
        try Self.removeStale(path)
        let socket = try LocalAddress.makeSocket()
        do throws(SystemError) {
            // Linux gives the file the mode that the socket has when it is bound.
            _ = try uninterrupted("protect", path) { fchmod(socket, Self.mode) }
            _ = try uninterrupted("listen on", path) { address.with { bind(socket, $0, $1) } }
            inode = try Self.inode(of: path)
            _ = try uninterrupted("listen on", path) { listen(socket, Self.backlog) }
        } catch {
            Glibc.close(socket)
            throw error
        }
        self.path = path
        descriptor = socket
    }

    deinit {
        close()
        Glibc.close(descriptor)
    }

    /// The next client; `nil` where none came in time or the listener is closed.
    package func accept(within limit: Duration) throws(SystemError) -> (any StreamConnection)? {
        guard !isClosed.withLock({ $0 }), try isReady(within: limit) else { return nil }
        let client = weir_accept(descriptor)
        if client >= 0 { return HostConnection(descriptor: client, subject: path) }
        // EINVAL: the listener was closed meanwhile; ECONNABORTED: the client has left already.
        guard [EAGAIN, EINTR, ECONNABORTED, EINVAL].contains(errno) else { throw lastError("accept on", path) }
        return nil
    }

    private func isReady(within limit: Duration) throws(SystemError) -> Bool {
        var asked = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        let found = poll(&asked, 1, Deadline(after: limit).remaining.pollMilliseconds)
        guard found < 0 else { return found > 0 }
        guard errno == EINTR else { throw lastError("accept on", path) }
        return false
    }

    /// Removes the socket's file and takes no more clients; wakes a thread that waits for one.
    package func close() {
        let isFirst = isClosed.withLock { closed in
            defer { closed = true }
            return !closed
        }
        guard isFirst else { return }
        if let found = try? Self.inode(of: path), found == inode { unlink(path) }
        shutdown(descriptor, Int32(SHUT_RDWR))
    }

    private static func inode(of path: String) throws(SystemError) -> (device: dev_t, number: ino_t) {
        var found = stat()
        _ = try uninterrupted("look at", path) { lstat(path, &found) }
        return (found.st_dev, found.st_ino)
    }

    private static func removeStale(_ path: String) throws(SystemError) {
        var found = stat()
        guard lstat(path, &found) == 0 else { return }
        guard found.st_mode & S_IFMT == S_IFSOCK else { throw SystemError("listen on", path, code: EEXIST) }
        _ = try uninterrupted("remove", path) { unlink(path) }
    }
}

/// Connects to a Unix stream socket.
package enum LocalTransport {
    /// - Throws: `ENOENT` where there is no socket, `ECONNREFUSED` where nobody listens on it any more.
    package static func connect(to path: String) throws(SystemError) -> any StreamConnection {
        let address = try LocalAddress(path)
        let connection = HostConnection(descriptor: try LocalAddress.makeSocket(), subject: path)
        try connection.connect(to: address)
        return connection
    }
}
