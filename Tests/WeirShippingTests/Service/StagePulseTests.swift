import Synchronization
import TestSupport
import Testing
import WeirRecords
import WeirSystem

@testable import WeirShipping

@Suite("Stages that are blocked")
struct StagePulseTests {
    private static func moment(_ clock: ManualClock) -> Moment { Moment(nanoseconds: clock.monotonicNanoseconds()) }

    @Test("a step of minutes is overdue while it lasts; a stage between two steps never is, however long")
    func overdue() {
        let (clock, pulse) = (ManualClock(), StagePulse())
        clock.advance(by: .seconds(9_000))
        #expect(pulse.overdue(at: Self.moment(clock)) == nil)
        pulse.during(clock) {
            clock.advance(by: StagePulse.patience)
            #expect(pulse.overdue(at: Self.moment(clock)) == nil)
            clock.advance(by: .seconds(1))
            #expect(pulse.overdue(at: Self.moment(clock)) == StagePulse.patience + .seconds(1))
        }
        clock.advance(by: .seconds(9_000))
        #expect(pulse.overdue(at: Self.moment(clock)) == nil)
    }

    @Test("what a stage waits for on purpose is not counted, and a step that fails is over")
    func waits() {
        struct Failed: Error {}
        let (clock, pulse) = (ManualClock(), StagePulse(longestWait: .seconds(60)))
        #expect(throws: Failed.self) {
            try pulse.during(clock) {
                clock.advance(by: StagePulse.patience + .seconds(60))
                #expect(pulse.overdue(at: Self.moment(clock)) == nil)
                clock.advance(by: .seconds(1))
                #expect(pulse.overdue(at: Self.moment(clock)) != nil)
                throw Failed()
            }
        }
        #expect(pulse.time(at: Self.moment(clock)) == nil)
    }

    @Test("a running shipper's sink is in a step while its call does not come back, and in none after the end")
    func shipper() throws {
        let station = try Station(lines: 10)
        let call = Monitor((entered: false, released: false))
        let running = Mutex<WeirShipping.Shipper?>(nil)
        let answer: @Sendable (String) -> Int = { _ in
            call.change { $0.entered = true }
            _ = call.wait(atMost: nil) { $0.released ? true : nil }
            return 200
        }
        _ = try station.run(answers: ["blocked": answer]) { shipper in
            running.withLock { $0 = shipper }
            _ = call.wait(atMost: nil) { $0.entered ? true : nil }
            #expect(shipper.stuckStages { $0.time(at: shipper.now) }.map(\.stage).contains("sink blocked"))
            #expect(shipper.status().stuck.isEmpty, "not for minutes yet")
            call.change { $0.released = true }
        }
        let shipper = try #require(running.withLock { $0 })
        #expect(shipper.stuckStages { $0.time(at: shipper.now) }.isEmpty)
    }
}
