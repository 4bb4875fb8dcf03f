import NIOCore
import Synchronization

/// A listener and its connections, so that they can be closed together.
///
/// Hummingbird's task is never cancelled: a connection accepted in that moment would be dropped unhandled, which SwiftNIO answers with
/// a trap (swift-nio issue 2637). Instead accepting ends first, and a turn of the event loop later, when every accepted connection is
/// set up, all are closed. That needs listener and connections to be on one loop.
final class OpenChannels: Sendable {
    private struct State {
        var listener: (any Channel)?
        var connections: [ObjectIdentifier: any Channel] = [:]
        var isClosed = false
        /// The connections there were are closed.
        var areClosed = false
    }

    private let state = Mutex(State())

    var isClosed: Bool { state.withLock { $0.isClosed } }

    /// A listener that comes after the end is closed at once.
    func listen(on channel: any Channel) {
        let isLate = state.withLock {
            $0.listener = channel
            return $0.isClosed
        }
        if isLate { close() }
    }

    /// - Returns: the number of connections with this one.
    @discardableResult
    func add(_ channel: any Channel) -> Int {
        let identifier = ObjectIdentifier(channel)
        let (count, isLate) = state.withLock {
            $0.connections[identifier] = channel
            return ($0.connections.count, $0.areClosed)
        }
        channel.closeFuture.whenComplete { [weak self] _ in self?.state.withLock { $0.connections[identifier] = nil } }
        // Set up first, then closed: else nothing would close it before its peer does.
        if isLate { channel.eventLoop.execute { channel.close(promise: nil) } }
        return count
    }

    func close() {
        let listener = state.withLock {
            $0.isClosed = true
            return $0.listener
        }
        guard let listener else { return }
        listener.eventLoop.execute {
            listener.setOption(.autoRead, value: false).whenComplete { _ in
                listener.eventLoop.execute { self.closeAll(listener) }
            }
        }
    }

    private func closeAll(_ listener: any Channel) {
        listener.close(promise: nil)
        let connections = state.withLock { state in
            state.areClosed = true
            return Array(state.connections.values)
        }
        for connection in connections { connection.close(promise: nil) }
    }
}
