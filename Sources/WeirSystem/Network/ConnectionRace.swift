internal import CWeirSystem
import Glibc

/// Tries a peer's addresses: the next one begins once the one before failed, or has had a head start and not answered, and whichever is
/// connected first is taken. So none uses up the time of the others (RFC 8305).
struct ConnectionRace {
    /// RFC 8305, section 5.
    static let headStart = Duration.milliseconds(250)

    private let peer: StreamPeer
    private let limit: Duration
    private var waiting: ArraySlice<PeerAddress>
    private var running: [HostConnection] = []
    private var failure: SystemError

    init(_ addresses: [PeerAddress], of peer: StreamPeer, within limit: Duration) {
        waiting = addresses[...]
        (self.peer, self.limit) = (peer, limit)
        failure = SystemError("connect", "\(peer)", code: EHOSTUNREACH)
    }

    mutating func run() throws(SystemError) -> HostConnection {
        let deadline = Deadline(after: limit)
        // Where the time is short every address gets its part of it.
        let headStart = min(Self.headStart, limit / max(1, waiting.count))
        var next = Deadline(after: .zero)
        while true {
            if let address = waiting.first, running.isEmpty || next.remaining == .zero {
                waiting.removeFirst()
                next = Deadline(after: headStart)
                do throws(SystemError) { if let made = try begin(address) { return made } } catch { failure = error }
                continue
            }
            guard !running.isEmpty else { throw failure }
            guard deadline.remaining > .zero else { throw SystemError("connect", "\(peer)", code: ETIMEDOUT) }
            let patience = waiting.isEmpty ? deadline.remaining : min(deadline.remaining, next.remaining)
            if let made = try finished(within: patience) { return made }
        }
    }

    /// The connection, where it is there at once; else it runs.
    private mutating func begin(_ address: PeerAddress) throws(SystemError) -> HostConnection? {
        let kind = address.type | Int32(SOCK_NONBLOCK.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        let descriptor = try uninterrupted("make", "socket") { socket(address.family, kind, address.transport) }
        let connection = HostConnection(descriptor: descriptor, subject: "\(peer)")
        if address.with({ Glibc.connect(descriptor, $0, $1) }) == 0 { return connection }
        guard errno == EINPROGRESS || errno == EINTR else { throw lastError("connect", "\(peer)") }
        running.append(connection)
        return nil
    }

    /// The first that is connected; those that failed run no more.
    private mutating func finished(within patience: Duration) throws(SystemError) -> HostConnection? {
        var asked = running.map { pollfd(fd: $0.number, events: Int16(POLLOUT), revents: 0) }
        let found = poll(&asked, nfds_t(asked.count), patience.pollMilliseconds)
        guard found >= 0 || errno == EINTR else { throw lastError("connect", "\(peer)") }
        guard found > 0 else { return nil }
        var left: [HostConnection] = []
        for (connection, answer) in zip(running, asked) {
            guard answer.revents != 0 else {
                left.append(connection)
                continue
            }
            let code = try connection.pendingError()
            if code == 0 { return connection }
            failure = SystemError("connect", "\(peer)", code: code)
        }
        running = left
        return nil
    }
}
