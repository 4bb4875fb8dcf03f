internal import CWeirSystem
import Glibc

/// TCP of the machine, without delay, with keep-alive and a bound on how long a peer may acknowledge nothing.
package struct HostTransport: StreamTransport {
    /// A dead peer on an idle connection is found after idle + probes × interval = 2 minutes.
    private static let keepAliveIdleSeconds: Int32 = 60
    private static let keepAliveIntervalSeconds: Int32 = 15
    private static let keepAliveProbes: Int32 = 4

    /// How long written bytes may stay unacknowledged before the connection counts as broken (TCP_USER_TIMEOUT, RFC 5482).
    private let acknowledgementTimeout: Duration

    package init(acknowledgementTimeout: Duration = .seconds(60)) { self.acknowledgementTimeout = acknowledgementTimeout }

    /// The resolver's own time limit (resolv.conf) comes on top of the timeout: it can't be interrupted.
    package func connect(to peer: StreamPeer, timeout: Duration) throws(SystemError) -> any StreamConnection {
        var race = ConnectionRace(try AddressList.resolve(peer), of: peer, within: timeout)
        let connection = try race.run()
        try prepare(connection.number, "\(peer)")
        return connection
    }

    private func prepare(_ descriptor: Int32, _ subject: String) throws(SystemError) {
        let options: [(level: Int32, name: Int32, value: Int32)] = [
            (Int32(IPPROTO_TCP), TCP_NODELAY, 1),
            (SOL_SOCKET, SO_KEEPALIVE, 1),
            (Int32(IPPROTO_TCP), TCP_KEEPIDLE, Self.keepAliveIdleSeconds),
            (Int32(IPPROTO_TCP), TCP_KEEPINTVL, Self.keepAliveIntervalSeconds),
            (Int32(IPPROTO_TCP), TCP_KEEPCNT, Self.keepAliveProbes),
        ]
        for option in options {
            var value = option.value
            let size = socklen_t(MemoryLayout<Int32>.size)
            _ = try uninterrupted("prepare", subject) { setsockopt(descriptor, option.level, option.name, &value, size) }
        }
        let milliseconds = UInt32(acknowledgementTimeout.pollMilliseconds)
        _ = try uninterrupted("prepare", subject) { weir_set_user_timeout(descriptor, milliseconds) }
    }
}

/// A moment on the monotonic clock.
struct Deadline {
    private let nanoseconds: UInt64

    init(after limit: Duration) { nanoseconds = HostClock().monotonicNanoseconds() &+ limit.nanoseconds }

    /// Zero once it has passed.
    var remaining: Duration {
        let now = HostClock().monotonicNanoseconds()
        return now >= nanoseconds ? .zero : .nanoseconds(Int64(clamping: nanoseconds - now))
    }
}
