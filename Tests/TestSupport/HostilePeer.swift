import Foundation
import Synchronization

/// A TCP server of a test that treats each connection as a script says: on the loopback address, a thread for each connection.
package final class HostilePeer: Sendable {
    package typealias Behaviour = @Sendable (HostileConnection) -> Void

    private struct State {
        var listener: Int32
        var behaviour: Behaviour
        var open: [ObjectIdentifier: HostileConnection] = [:]
        var accepted = 0
        var isEnded = false
    }

    package let port: UInt16
    private let state: Mutex<State>

    package init(_ behaviour: @escaping Behaviour) throws {
        let (listener, port) = try Self.listen(port: 0)
        self.port = port
        state = Mutex(State(listener: listener, behaviour: behaviour))
        serve(listener)
    }

    deinit { end() }

    /// Connections that were accepted.
    package var accepted: Int { state.withLock { $0.accepted } }

    /// From now on connections are treated so; those that are open are cut.
    package func behave(_ behaviour: @escaping Behaviour) {
        state.withLock { $0.behaviour = behaviour }
        cut()
    }

    /// Ends every open connection with a reset.
    package func cut() { for connection in state.withLock({ Array($0.open.values) }) { connection.interrupt() } }

    /// Nobody listens any more until ``listenAgain()``.
    package func refuse() {
        let listener = state.withLock { state in
            defer { state.listener = -1 }
            return state.listener
        }
        if listener >= 0 {
            shutdown(listener, Int32(SHUT_RDWR))
            close(listener)
        }
        cut()
    }

    package func listenAgain() throws {
        let (listener, _) = try Self.listen(port: port)
        state.withLock { $0.listener = listener }
        serve(listener)
    }

    package func end() {
        state.withLock { $0.isEnded = true }
        refuse()
    }

    private func serve(_ listener: Int32) {
        let thread = Thread { [weak self] in
            while true {
                let descriptor = accept(listener, nil, nil)
                guard descriptor >= 0 else {
                    if errno == EINTR || errno == ECONNABORTED { continue }
                    return
                }
                guard let self else {
                    close(descriptor)
                    return
                }
                self.take(descriptor)
            }
        }
        thread.start()
    }

    private func take(_ descriptor: Int32) {
        let connection = HostileConnection(descriptor)
        let behaviour = state.withLock { state in
            state.accepted += 1
            state.open[ObjectIdentifier(connection)] = connection
            return state.behaviour
        }
        let thread = Thread { [weak self] in
            behaviour(connection)
            connection.end()
            self?.state.withLock { $0.open[ObjectIdentifier(connection)] = nil }
        }
        thread.start()
    }

    private static func listen(port: UInt16) throws -> (Int32, UInt16) {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var yes: Int32 = 1
        setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let status = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, size) | Foundation.listen(listener, 64) | getsockname(listener, $0, &size)
            }
        }
        guard status == 0 else { throw SupportFailure("no listener on port \(port): \(errno)") }
        return (listener, UInt16(bigEndian: address.sin_port))
    }
}

/// One connection of a ``HostilePeer``, on its side.
package final class HostileConnection: Sendable {
    /// What a peer waits for at most, so that no test hangs on it.
    private static let patience = 20
    private static let longestBody = 64 << 20
    /// `POLLRDHUP`, which Swift does not see.
    private static let hangUp: Int16 = 0x2000

    private struct State {
        var descriptor: Int32
        var unread: [UInt8] = []
    }

    private let state: Mutex<State>

    fileprivate init(_ descriptor: Int32) {
        var time = timeval(tv_sec: Self.patience, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &time, socklen_t(MemoryLayout<timeval>.size))
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &time, socklen_t(MemoryLayout<timeval>.size))
        state = Mutex(State(descriptor: descriptor))
    }

    private var descriptor: Int32 { state.withLock { $0.descriptor } }

    /// What comes next, at most so many bytes; empty at the end.
    package func read(atMost count: Int = 1 << 16) -> [UInt8] {
        let kept = state.withLock { state in
            let kept = Array(state.unread.prefix(count))
            state.unread.removeFirst(kept.count)
            return kept
        }
        guard kept.isEmpty else { return kept }
        var bytes = [UInt8](repeating: 0, count: count)
        let received = recv(descriptor, &bytes, count, 0)
        return received > 0 ? Array(bytes[..<received]) : []
    }

    /// The head and the body of a request of HTTP with a length; nil at the end.
    package func readRequest() -> (head: String, body: [UInt8])? {
        var bytes: [UInt8] = []
        let end = [UInt8]("\r\n\r\n".utf8)
        var place: Int?
        while place == nil {
            let part = read()
            guard !part.isEmpty else { return nil }
            let from = max(0, bytes.count - 3)
            bytes += part
            place = bytes[from...].indices.first { bytes[$0...].starts(with: end) }
        }
        guard let place else { return nil }
        let head = String(decoding: bytes[..<place], as: UTF8.self)
        let line = head.lowercased().split(separator: "\r\n").first { $0.hasPrefix("content-length:") }
        let length = line.flatMap { Int($0.dropFirst(15).trimmingCharacters(in: .whitespaces)) } ?? 0
        var body = Array(bytes[(place + 4)...])
        while body.count < min(length, Self.longestBody) {
            let part = read()
            guard !part.isEmpty else { return nil }
            body += part
        }
        let rest = Array(body.dropFirst(length))
        state.withLock { $0.unread = rest + $0.unread }
        return (head, Array(body.prefix(length)))
    }

    @discardableResult
    package func send(_ text: String) -> Bool { send([UInt8](text.utf8)) }

    @discardableResult
    package func send(_ bytes: [UInt8]) -> Bool {
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes { Foundation.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            guard count > 0 else { return false }
            sent += count
        }
        return true
    }

    /// One byte after another; false where the other side went.
    @discardableResult
    package func drip(_ bytes: [UInt8], everyMilliseconds pause: Double) -> Bool {
        for byte in bytes {
            guard send([byte]) else { return false }
            Thread.sleep(forTimeInterval: pause / 1000)
        }
        return true
    }

    /// Does nothing until the other side ends the connection, or it is cut.
    package func stall() {
        var asked = pollfd(fd: descriptor, events: Self.hangUp, revents: 0)
        poll(&asked, 1, Int32(Self.patience * 1000))
    }

    /// Ends it so that the other side gets a reset.
    package func reset() {
        var option = linger(l_onoff: 1, l_linger: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
        end()
    }

    /// From another thread: whatever it waits for ends.
    fileprivate func interrupt() {
        var option = linger(l_onoff: 1, l_linger: 0)
        let descriptor = descriptor
        guard descriptor >= 0 else { return }
        setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
        shutdown(descriptor, Int32(SHUT_RDWR))
    }

    package func end() {
        let descriptor = state.withLock { state in
            defer { state.descriptor = -1 }
            return state.descriptor
        }
        if descriptor >= 0 { close(descriptor) }
    }
}
