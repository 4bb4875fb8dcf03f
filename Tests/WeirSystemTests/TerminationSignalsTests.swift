import Glibc
import Synchronization
import Testing
import WeirSystem

@Suite("Asking a process to end", .serialized)
struct TerminationSignalsTests {
    @Test("the first signal asks for a drain, every later one for a stop")
    func requests() {
        var state = TerminationState()
        #expect(state.request == nil)
        let times: [UInt64] = [1_000_000_000, 2_000_000_000, 3_000_000_000]
        #expect(times.map { state.signalled(SIGTERM, at: $0) } == [.drain, .stop, .stop])
        #expect(state.request == .stop)
    }

    @Test("a signal that comes twice at once is one, as timeout sends it to a process and to its group; another signal is another wish")
    func repetitions() {
        var state = TerminationState()
        #expect([0, 100_000, 49_000_000].map { state.signalled(SIGTERM, at: 1_000_000_000 + $0) } == [.drain, nil, nil])
        #expect(state.request == .drain)
        #expect(state.signalled(SIGTERM, at: 1_050_000_000) == .stop)
        var other = TerminationState()
        #expect([other.signalled(SIGTERM, at: 1), other.signalled(SIGINT, at: 2)] == [.drain, .stop])
    }

    @Test("signals reach those who ask, those who wait and those who were given a call")
    func signals() throws {
        let calls = Mutex<[TerminationRequest]>([])
        let signals = try TerminationSignals.install { request in calls.withLock { $0.append(request) } }
        defer { signals.close() }
        #expect(signals.request == nil)
        #expect(signals.wait(timeout: .zero) == nil)
        kill(getpid(), SIGTERM)
        #expect(signals.wait() == .drain)
        #expect(signals.wait(for: .stop, timeout: .zero) == nil)
        kill(getpid(), SIGINT)
        #expect(signals.wait(for: .stop) == .stop)
        #expect(signals.request == .stop)
        signals.close()
        #expect(calls.withLock { $0 } == [.drain, .stop])
    }

    @Test("SIGHUP asks for a reload where someone wants it, and for no end")
    func hangup() throws {
        let reloads = Monitor(0)
        let signals = try TerminationSignals.install(onReload: { reloads.change { $0 += 1 } })
        defer { signals.close() }
        for wanted in 1...2 {
            kill(getpid(), SIGHUP)
            #expect(reloads.wait(atMost: .seconds(30)) { $0 == wanted ? true : nil } == true)
        }
        #expect(signals.request == nil)
        kill(getpid(), SIGTERM)
        #expect(signals.wait(timeout: .seconds(30)) == .drain)
    }

    @Test("there is one at a time, and another one after it")
    func oneAtATime() throws {
        let first = try TerminationSignals.install()
        #expect(throws: SystemError.self) { try TerminationSignals.install() }
        first.close()
        try TerminationSignals.install().close()
    }
}
