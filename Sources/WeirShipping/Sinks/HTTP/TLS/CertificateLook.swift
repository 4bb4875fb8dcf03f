import NIOCore
import NIOPosix
import Synchronization

/// A handshake of its own in which a peer's certificates are seen, and nothing is sent. It ends by itself, at its deadline, or when it is
/// dropped.
final class CertificateLook: Sendable {
    /// From the name's resolution to the end of the handshake.
    private static let longest = Duration.seconds(5)

    private struct State {
        /// One for each address that is tried.
        var channels: [any Channel] = []
        /// Nil once it was called.
        var done: (@Sendable () -> Void)?
    }

    private let state: Mutex<State>

    /// - Parameters:
    ///   - prepare: adds the handshake to a channel.
    ///   - done: called once, on any thread.
    init(
        at peer: TLSPeer, on loop: any EventLoop, within limit: Duration, prepare: @escaping @Sendable (any Channel) throws -> Void,
        done: @escaping @Sendable () -> Void
    ) {
        state = Mutex(State(done: done))
        let patience = TimeAmount(min(limit, Self.longest))
        let deadline = loop.scheduleTask(in: patience) { self.drop() }
        let bootstrap = ClientBootstrap(group: loop).connectTimeout(patience).channelInitializer { channel in
            channel.eventLoop.makeCompletedFuture {
                guard self.keep(channel) else { throw ChannelError.ioOnClosedChannel }
                try prepare(channel)
            }
        }
        bootstrap.connect(host: peer.host, port: peer.port).flatMap(\.closeFuture).whenComplete { _ in
            deadline.cancel()
            self.drop()
        }
    }

    /// Ends it at once, from any thread.
    func drop() {
        let (channels, done) = state.withLock { state in
            defer { state = State() }
            return (state.channels, state.done)
        }
        for channel in channels { channel.close(promise: nil) }
        done?()
    }

    var isOver: Bool { state.withLock { $0.done == nil } }

    private func keep(_ channel: any Channel) -> Bool {
        state.withLock { state in
            guard state.done != nil else { return false }
            state.channels.append(channel)
            return true
        }
    }
}
