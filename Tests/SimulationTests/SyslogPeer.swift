import Foundation
import Synchronization
import TestSupport
import WeirSystem

/// A syslog server behind TCP: its kernel takes bytes into a buffer, its application reads them when it likes, and a reset loses
/// what it had not read, even though the kernel had acknowledged it.
final class SyslogPeer: @unchecked Sendable {
    /// What the peer's kernel holds for its application, at most.
    static let receiveBuffer = 8 << 10

    var arrivals = Arrivals()
    var random: SeededRandom
    var faults = true
    private(set) var resets = 0
    fileprivate var connection: PeerConnection?

    init(seed: UInt64) { random = SeededRandom(seed: seed) }

    /// Time goes by at the peer: its application reads something, or the connection breaks.
    func step() {
        guard let connection, !connection.isBroken else { return }
        if faults, random.chance(0.01) { return breakConnection() }
        connection.read(random.number(in: 0..<connection.unread.count + 1))
    }

    /// The shipper's machine is gone: what was on its way may still be read, or not.
    func loseShipper() {
        if let connection, random.chance(0.5) { connection.read(random.number(in: 0..<connection.unread.count + 1)) }
        connection = nil
    }

    func breakConnection() {
        resets += 1
        connection?.isBroken = true
        connection = nil
    }
}

struct PeerStreamTransport: StreamTransport {
    let peer: SyslogPeer

    func connect(to address: StreamPeer, timeout: Duration) throws(SystemError) -> any StreamConnection {
        if peer.faults, peer.random.chance(0.1) { throw SystemError("connect", "\(address)", code: 111) }
        let connection = PeerConnection(peer)
        peer.connection = connection
        return connection
    }
}

final class PeerConnection: StreamConnection, @unchecked Sendable {
    private let peer: SyslogPeer
    /// Written by the shipper and not read by the application.
    fileprivate var unread: [UInt8] = []
    private var parsed: [UInt8] = []
    fileprivate var isBroken = false
    /// The first write after a break still succeeds: the reset is on its way.
    private var hasNoticed = false
    private var isEnded = false

    init(_ peer: SyslogPeer) { self.peer = peer }

    func writeAll(_ buffers: [UnsafeRawBufferPointer], timeout: Duration) throws(SystemError) {
        if isBroken {
            defer { hasNoticed = true }
            guard !hasNoticed else { throw SystemError("write to", "peer", code: 32) }
            return
        }
        for buffer in buffers { unread.append(contentsOf: buffer) }
        // The writer can't be done before the peer's kernel and ours have room: here that is twice the buffer.
        if unread.count > 2 * SyslogPeer.receiveBuffer { read(unread.count - 2 * SyslogPeer.receiveBuffer) }
    }

    func unsentBytes() throws(SystemError) -> Int { isBroken && hasNoticed ? 0 : max(0, unread.count - SyslogPeer.receiveBuffer) }

    func peerClosed() throws(SystemError) -> Bool { isBroken && hasNoticed }

    func read(into buffer: UnsafeMutableRawBufferPointer, timeout: Duration) throws(SystemError) -> Int? { nil }

    func shutdownWrite() throws(SystemError) { isEnded = true }

    func readToEnd(within limit: Duration) throws(SystemError) -> Bool {
        if peer.faults, peer.random.chance(0.3) { peer.breakConnection() }
        guard !isBroken else { throw SystemError("read from", "peer", code: 104) }
        read(unread.count)
        return true
    }

    func close() {
        // What was written before a close is still delivered, or not.
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
        guard let start = text.range(of: #" id=""#), let end = text.range(of: #""] "#) else { return peer.arrivals.fail(message) }
        peer.arrivals.add(id: String(text[start.upperBound...].prefix(32)), line: [UInt8](text[end.upperBound...].utf8))
    }
}
