import Foundation
import TestSupport
import WeirShipping
import WeirSystem

/// A syslog server behind TCP: its kernel takes bytes into a buffer, its application reads them when it likes, and a reset loses
/// what it had not read, even though the kernel had acknowledged it.
final class SyslogPeer: @unchecked Sendable {
    /// What the peer's kernel holds for its application, at most.
    static let receiveBuffer = 8 << 10

    var arrivals = Arrivals()
    fileprivate unowned let world: World
    private(set) var connection: PeerConnection?

    init(_ world: World) { self.world = world }

    func connect(timeout: Duration) throws(SystemError) -> PeerConnection {
        if world.disk.hasCrashed || world.strikes(.syslogRefused) { throw SystemError("connect to", "siem", code: 111) }
        if world.strikes(.syslogUnresolved) { throw SystemError("resolve", "siem", code: -1_002) }
        if world.strikes(.syslogHalfOpen) {
            world.clock.advance(by: timeout)
            throw SystemError("connect to", "siem", code: SystemError.timedOut)
        }
        let made = PeerConnection(self)
        connection = made
        return made
    }

    /// Time goes by at the peer: its application reads something, or the connection breaks.
    func step() {
        guard let connection, connection.state == .open else { return }
        if world.strikes(.syslogReset) { return end(.reset) }
        if world.strikes(.syslogHalfOpen) { return end(.halfOpen) }
        guard !world.strikes(.syslogStalled) else { return }
        connection.read(world.random.number(in: 0..<connection.unread.count + 1))
    }

    /// What was on its way may still be read, or not: the shipper's machine is gone, or it closed without waiting.
    func loseShipper() {
        guard let connection else { return }
        if connection.state == .open, world.random.chance(0.5) {
            connection.read(world.random.number(in: 0..<connection.unread.count + 1))
        }
        end(.reset)
    }

    fileprivate func end(_ state: PeerConnection.State) {
        connection?.state = state
        connection = nil
        arrivals.beginEpoch(settled: world.books.cursor(of: "syslog"))
    }
}

struct PeerStreamTransport: StreamTransport {
    let peer: SyslogPeer

    func connect(to address: StreamPeer, timeout: Duration) throws(SystemError) -> any StreamConnection {
        try peer.connect(timeout: timeout)
    }
}

final class PeerConnection: StreamConnection, @unchecked Sendable {
    enum State {
        case open
        /// The peer is gone and said so: it arrives with the next write, or before.
        case reset
        /// The peer is gone and nothing says so: our own kernel takes what it has room for.
        case halfOpen
    }

    private let peer: SyslogPeer
    /// Written by the shipper and not read by the application.
    fileprivate(set) var unread: [UInt8] = []
    private var parsed: [UInt8] = []
    fileprivate(set) var state = State.open
    /// The first write after a break still succeeds: the reset is on its way.
    private var hasNoticed = false

    init(_ peer: SyslogPeer) { self.peer = peer }

    private var world: World { peer.world }

    func writeAll(_ buffers: [UnsafeRawBufferPointer], timeout: Duration) throws(SystemError) {
        guard !world.disk.hasCrashed else { throw SystemError("write to", "peer", code: 32) }
        if state == .reset {
            defer { hasNoticed = true }
            guard !hasNoticed else { throw SystemError("write to", "peer", code: 32) }
            return
        }
        for buffer in buffers { unread.append(contentsOf: buffer) }
        let excess = unread.count - 2 * SyslogPeer.receiveBuffer
        guard excess > 0 else { return }
        // The writer can't be done before the peer's kernel and ours have room: here that is twice the buffer.
        guard state == .open, !world.strikes(.syslogStalled) else {
            world.clock.advance(by: timeout)
            throw SystemError("write to", "peer", code: SystemError.timedOut)
        }
        read(excess)
    }

    func unsentBytes() throws(SystemError) -> Int {
        switch state {
        case .open: max(0, unread.count - SyslogPeer.receiveBuffer)
        case .halfOpen: unread.count
        case .reset: hasNoticed ? 0 : unread.count
        }
    }

    /// A reset arrives by itself too, some time later.
    func peerClosed() throws(SystemError) -> Bool {
        if state == .reset, !hasNoticed { hasNoticed = world.random.chance(0.2) }
        return state == .reset && hasNoticed
    }

    func read(into buffer: UnsafeMutableRawBufferPointer, timeout: Duration) throws(SystemError) -> Int? { nil }

    func shutdownWrite() throws(SystemError) {}

    func readToEnd(within limit: Duration) throws(SystemError) -> Bool {
        guard !world.disk.hasCrashed, state != .halfOpen, !world.strikes(.syslogStalled) else {
            world.clock.advance(by: limit)
            return false
        }
        guard state == .open else { throw SystemError("read from", "peer", code: 104) }
        read(unread.count)
        return true
    }

    func close() {
        if peer.connection === self { peer.loseShipper() }
    }

    /// The application reads so many bytes, and takes whole messages out of them.
    fileprivate func read(_ count: Int) {
        parsed += unread.prefix(count)
        unread.removeFirst(count)
        while let space = parsed.firstIndex(of: 0x20), let length = Int(String(decoding: parsed[..<space], as: UTF8.self)) {
            guard parsed.count >= space + 1 + length else { return }
            take([UInt8](parsed[(space + 1)..<(space + 1 + length)]))
            parsed.removeFirst(space + 1 + length)
        }
    }

    private func take(_ message: [UInt8]) {
        let text = String(decoding: message, as: UTF8.self)
        guard let start = text.range(of: #" id=""#), let end = text.range(of: #""] "#) else { return peer.arrivals.fail(text) }
        let line = [UInt8](text[end.upperBound...].utf8)
        guard peer.world.syslogRoute.includes(source(of: line)) else { return peer.arrivals.fail("routed elsewhere: \(text)") }
        peer.arrivals.add(id: String(text[start.upperBound...].prefix(32)), line: line, world.books)
    }
}
