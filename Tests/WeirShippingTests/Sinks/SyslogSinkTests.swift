import Synchronization
import TestSupport
import Testing
import WeirRecords
import WeirSpool
import WeirSystem

@testable import WeirShipping

@Suite("Syslog over TCP")
struct SyslogSinkTests {
    private let clock = ManualClock()
    private let transport = ScriptedTransport()

    private func sink() -> SyslogSink {
        let clock = clock
        return SyslogSink(SyslogSinkSettings(peer: StreamPeer(host: "siem", port: 514)), transport: transport) {
            Moment(nanoseconds: clock.monotonicNanoseconds())
        }
    }

    private let nothing = BatchPart(slices: [], installation: .zero)

    @Test("a write is no delivery, and one connection serves all")
    func writes() {
        var sink = sink()
        #expect(sink.send(nothing, by: seconds(30)) == .written(bytes: 0))
        #expect(sink.send(nothing, by: seconds(30)) == .written(bytes: 0))
        #expect(transport.connections == 1)
        #expect(sink.figures.connections == 1)
    }

    @Test("a peer that can't be reached is tried again")
    func cannotConnect() {
        transport.script { $0.connect = SystemError("connect", "siem:514", code: 111) }
        var sink = sink()
        guard case .retry(let reason, nil) = sink.send(nothing, by: seconds(30)) else { return #expect(Bool(false)) }
        #expect(reason.code == "connect failed")
    }

    @Test("a peer that closed is noticed before anything is written, and the next try connects anew")
    func noticesAClose() {
        var sink = sink()
        _ = sink.send(nothing, by: seconds(30))
        transport.script { $0.isClosedByPeer = true }
        #expect(sink.send(nothing, by: seconds(30)) == .retry(Reason("closed by the peer", "siem:514")))
        transport.script { $0.isClosedByPeer = false }
        #expect(sink.send(nothing, by: seconds(30)) == .written(bytes: 0))
        #expect(transport.connections == 2)
    }

    @Test("a connection that the peer broke proves nothing, though the kernel has nothing left to send")
    func brokenConnectionProvesNothing() {
        var sink = sink()
        _ = sink.send(nothing, by: seconds(30))
        #expect(sink.unsentBytes == 0)
        transport.script { $0.isClosedByPeer = true }
        #expect(sink.unsentBytes == Int(Int32.max))
    }

    /// The answer may be looked at after something else, an order to end for one.
    @Test("a connection that was given up proves nothing, before anyone was told")
    func abandonedConnectionProvesNothing() {
        var sink = sink()
        _ = sink.send(nothing, by: seconds(30))
        transport.script { $0.write = SystemError("write to", "siem:514", code: 32) }
        _ = sink.send(nothing, by: seconds(30))
        #expect(sink.unsentBytes == Int(Int32.max))
    }

    @Test("a write that fails ends the connection")
    func writeFails() {
        transport.script { $0.write = SystemError("write to", "siem:514", code: 32) }
        var sink = sink()
        guard case .retry = sink.send(nothing, by: seconds(30)) else { return #expect(Bool(false)) }
        #expect(transport.closed == 1)
    }

    @Test("a close is confirmed only by the peer's own, after ours, with every byte acknowledged")
    func closes() {
        let cases: [(isConfirmed: Bool, change: (inout Script) -> Void)] = [
            (true, { _ in }),
            (false, { $0.isClosedByPeer = true }),
            (false, { $0.readsToEnd = false }),
            (false, { $0.read = SystemError("read from", "siem:514", code: 104) }),
            (false, { $0.unsent = 1 }),
        ]
        for one in cases {
            var sink = sink()
            transport.script { $0 = Script() }
            _ = sink.send(nothing, by: seconds(30))
            transport.script(one.change)
            #expect(sink.close(by: seconds(10)) == one.isConfirmed)
            #expect(sink.close(by: seconds(10)) == false)
        }
    }
}

struct Script {
    var connect: SystemError?
    var write: SystemError?
    var read: SystemError?
    var isClosedByPeer = false
    var readsToEnd = true
    var unsent = 0
}

/// A peer that does what a test says.
final class ScriptedTransport: StreamTransport {
    private let state = Mutex((script: Script(), connections: 0, closed: 0))

    var connections: Int { state.withLock { $0.connections } }
    var closed: Int { state.withLock { $0.closed } }
    var current: Script { state.withLock { $0.script } }

    func script(_ change: (inout Script) -> Void) { state.withLock { change(&$0.script) } }

    func connect(to peer: StreamPeer, timeout: Duration) throws(SystemError) -> any StreamConnection {
        if let error = current.connect { throw error }
        state.withLock { $0.connections += 1 }
        return ScriptedConnection(self)
    }

    fileprivate func noteClose() { state.withLock { $0.closed += 1 } }
}

private final class ScriptedConnection: StreamConnection {
    private let transport: ScriptedTransport

    init(_ transport: ScriptedTransport) { self.transport = transport }

    func writeAll(_ buffers: [UnsafeRawBufferPointer], timeout: Duration) throws(SystemError) {
        if let error = transport.current.write { throw error }
    }

    func unsentBytes() throws(SystemError) -> Int { transport.current.unsent }
    func peerClosed() throws(SystemError) -> Bool { transport.current.isClosedByPeer }
    func read(into buffer: UnsafeMutableRawBufferPointer, timeout: Duration) throws(SystemError) -> Int? { nil }
    func shutdownWrite() throws(SystemError) {}

    func readToEnd(within limit: Duration) throws(SystemError) -> Bool {
        if let error = transport.current.read { throw error }
        return transport.current.readsToEnd
    }

    func close() { transport.noteClose() }
}
