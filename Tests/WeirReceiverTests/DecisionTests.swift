import Testing
import WeirSystem

@testable import WeirReceiver

@Suite struct FaultPlanTests {
    @Test("faults come in the share asked for, the same for a seed")
    func shares() {
        let settings = FaultPlan.Settings(fail: .init(status: 503, share: 0.1), resetShare: 0.2)
        var plan = FaultPlan(settings, seed: 1)
        var again = FaultPlan(settings, seed: 1)
        let faults = (0..<10_000).map { _ in plan.request() }
        #expect(faults == (0..<10_000).map { _ in again.request() })
        #expect((900...1_100).contains(faults.filter { $0 == .answer(status: 503) }.count))
        #expect((800...1_000).contains(faults.filter { $0 == .resetBeforeStoring }.count))
        #expect((800...1_000).contains(faults.filter { $0 == .resetAfterStoring }.count))
    }

    @Test("no faults are made up")
    func none() {
        var plan = FaultPlan(.init(), seed: 1)
        #expect((0..<1_000).allSatisfy { _ in plan.request() == .none && plan.connectionLife() == nil })
    }

    @Test("a failure is written STATUS:SHARE", arguments: ["503", "200:0.1", "503:1.5", "503:-1", "x:0.1", "503:0.1:2", "503:nan"])
    func refusedTexts(text: String) { #expect(FaultPlan.Failure(text) == nil) }

    @Test("503:0.1 is a failure of a tenth")
    func text() { #expect(FaultPlan.Failure("503:0.1") == .init(status: 503, share: 0.1)) }
}

@Suite struct CompletionRuleTests {
    private static let second: UInt64 = 1_000_000_000

    @Test("everything came: over once it is quiet")
    func quiet() {
        #expect(end(isComplete: true, now: 10 * Self.second) == nil)
        #expect(end(isComplete: true, now: 12 * Self.second) == .complete)
    }

    @Test("a gap keeps a run going until its time is over")
    func timeout() {
        #expect(end(isComplete: false, now: 59 * Self.second) == nil)
        #expect(end(isComplete: false, now: 60 * Self.second) == .timeout)
    }

    @Test("a stop asked for wins")
    func stopped() { #expect(end(isComplete: false, isStopRequested: true, now: 1) == .stopped) }

    @Test("an endless timeout does not overflow")
    func endless() {
        let rule = CompletionRule(start: 5, timeout: .seconds(Int64.max))
        #expect(rule.end([], isStopRequested: false, now: 6) == nil)
    }

    private func end(isComplete: Bool, isStopRequested: Bool = false, now: UInt64) -> CompletionRule.End? {
        let input = InputStanding(name: "a", records: 1, distinct: 1, duplicates: 0, isComplete: isComplete, lastActivity: 10 * Self.second)
        return CompletionRule(start: 0, timeout: .seconds(60))
            .end([input], isStopRequested: isStopRequested, now: now)
    }
}

@Suite struct ReceiverAddressTests {
    @Test(
        "addresses are read as they are written",
        arguments: [
            ("127.0.0.1:8080", "127.0.0.1", 8080), ("[::1]:514", "::1", 514), (":0", "127.0.0.1", 0), ("9000", "127.0.0.1", 9000),
            ("tcp://0.0.0.0:514", "0.0.0.0", 514), ("localhost:1", "localhost", 1),
        ])
    func read(text: String, host: String, port: Int) { #expect(ReceiverAddress(text) == ReceiverAddress(host: host, port: port)) }

    @Test("what is no address is none", arguments: ["", "host", "a:b", "h:70000", "h:-1", "::1:5", "http://h:1/path"])
    func refused(text: String) { #expect(ReceiverAddress(text) == nil) }
}
