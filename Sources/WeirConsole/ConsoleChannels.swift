import HummingbirdCore
import Logging
import NIOCore
import Synchronization

/// The listening channel and every open connection: so that they can be closed at once from any thread, and so that idle ones can't
/// keep others out. Where there are too many, of one peer or of all, the one that asked for nothing for longest makes room.
///
/// The server is ended by closing these and never by cancelling its task: a connection that is accepted meanwhile would be
/// dropped unhandled, which SwiftNIO answers with a trap (swift-nio issue 2637). A connection is set up one turn of its event
/// loop after it was accepted, so all channels live on one loop, accepting ends first, and a turn later all are closed.
final class ConsoleChannels: Sendable {
    private struct Connection {
        var channel: any Channel
        /// The peer's address, without its port.
        var peer: String
        /// Rises with each connection and with each request.
        var turn: UInt64
    }

    private struct State {
        var listener: (any Channel)?
        var connections: [ObjectIdentifier: Connection] = [:]
        var turn: UInt64 = 0
        var isClosed = false
    }

    private let maximumOfAll: Int
    private let maximumOfPeer: Int
    private let state = Mutex(State())

    init(maximumOfAll: Int, maximumOfPeer: Int) { (self.maximumOfAll, self.maximumOfPeer) = (maximumOfAll, maximumOfPeer) }

    /// A listener that comes after the end is closed.
    func listen(on channel: any Channel) {
        let isLate = state.withLock { state in
            state.listener = channel
            return state.isClosed
        }
        if isLate { close() }
    }

    func add(_ channel: any Channel) {
        let identifier = ObjectIdentifier(channel)
        let peer = channel.remoteAddress?.ipAddress ?? ""
        let surplus = state.withLock { state in
            let surplus = takeSurplus(beside: peer, &state)
            state.turn += 1
            state.connections[identifier] = Connection(channel: channel, peer: peer, turn: state.turn)
            return surplus
        }
        surplus?.close(promise: nil)
        channel.closeFuture.whenComplete { [weak self] _ in self?.remove(identifier) }
    }

    /// The connection asks for something.
    func asked(_ channel: any Channel) {
        let identifier = ObjectIdentifier(channel)
        state.withLock { state in
            state.turn += 1
            state.connections[identifier]?.turn = state.turn
        }
    }

    private func takeSurplus(beside peer: String, _ state: inout State) -> (any Channel)? {
        let ofPeer = state.connections.filter { $0.value.peer == peer }
        let crowded = ofPeer.count >= maximumOfPeer ? ofPeer : state.connections.count >= maximumOfAll ? state.connections : [:]
        guard let oldest = crowded.min(by: { $0.value.turn < $1.value.turn }) else { return nil }
        state.connections[oldest.key] = nil
        return oldest.value.channel
    }

    private func remove(_ identifier: ObjectIdentifier) { state.withLock { $0.connections[identifier] = nil } }

    /// No more connections, and an end to those that are open.
    func close() {
        let listener = state.withLock { state in
            state.isClosed = true
            return state.listener
        }
        guard let listener else { return }
        listener.eventLoop.execute {
            listener.setOption(ChannelOptions.autoRead, value: false).whenComplete { _ in
                listener.eventLoop.execute { self.closeAll(listener) }
            }
        }
    }

    private func closeAll(_ listener: any Channel) {
        listener.close(promise: nil)
        for connection in state.withLock({ Array($0.connections.values) }) { connection.channel.close(promise: nil) }
    }
}

/// HTTP/1 connections, with TLS or without, that are known to ``ConsoleChannels``.
struct KnownHTTPChannel<Base: HTTPChannelHandler>: ServerChildChannel {
    typealias Value = Base.Value

    let base: Base
    let channels: ConsoleChannels

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        channels.add(channel)
        return base.setup(channel: channel, logger: logger).flatMapThrowing { value in
            try HeadChange.add(to: channel)
            return value
        }
    }

    func handle(value: Value, logger: Logger) async { await base.handle(value: value, logger: logger) }
}
