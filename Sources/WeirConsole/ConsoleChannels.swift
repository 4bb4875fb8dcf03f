import HummingbirdCore
import Logging
import NIOCore
import Synchronization

/// The listening channel and every open connection, so that they can be closed at once from any thread.
///
/// The server is ended by closing these and never by cancelling its task: a connection that is accepted meanwhile would be
/// dropped unhandled, which SwiftNIO answers with a trap (swift-nio issue 2637). A connection is set up one turn of its event
/// loop after it was accepted, so all channels live on one loop, accepting ends first, and a turn later all are closed.
final class ConsoleChannels: Sendable {
    private struct State {
        var listener: (any Channel)?
        var connections: [ObjectIdentifier: any Channel] = [:]
        var isClosed = false
    }

    private let state = Mutex(State())

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
        state.withLock { $0.connections[identifier] = channel }
        channel.closeFuture.whenComplete { [weak self] _ in self?.remove(identifier) }
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
        for connection in state.withLock({ Array($0.connections.values) }) { connection.close(promise: nil) }
    }
}

/// HTTP/1 connections that are known to ``ConsoleChannels``.
struct KnownHTTPChannel: ServerChildChannel {
    typealias Value = HTTP1Channel.Value

    let base: HTTP1Channel
    let channels: ConsoleChannels

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        channels.add(channel)
        return base.setup(channel: channel, logger: logger)
    }

    func handle(value: Value, logger: Logger) async { await base.handle(value: value, logger: logger) }
}
