import Testing
import WeirRecords
import WeirSpool

@testable import WeirShipping

@Suite("Delivery to a peer that answers nothing")
struct WindowedDeliveryTests {
    private static let reset = Reason("write to failed")

    @Test("what was written is settled only when the connection has outlived it")
    func outlives() {
        var delivery = Delivery.windowed()
        _ = delivery.step(.batch(records(0..<10)), at(0))
        #expect(delivery.answer(.written(bytes: 80), at(0)) == [.fill])
        #expect(delivery.cursor == RecordNumber(0))
        _ = delivery.step(.batch(records(10..<20)), at(1))
        #expect(delivery.answer(.written(bytes: 120), at(1)) == [.fill])
        #expect(delivery.step(.awake, at(61, unsent: 21)) == [.fill])
        #expect(delivery.step(.awake, at(61, unsent: 20)) == [.settle(records(0..<10), Tally()), .fill])
        #expect(delivery.step(.awake, at(600)) == [.fill])
        #expect(delivery.cursor == RecordNumber(10))
    }

    @Test("after an error everything unproven is read and sent again")
    func replays() {
        var delivery = Delivery.windowed()
        _ = delivery.step(.batch(records(0..<10)), at(0))
        _ = delivery.answer(.written(bytes: 80), at(0))
        _ = delivery.step(.batch(records(10..<20)), at(1))
        let failed = delivery.answer(.retry(Self.reset), at(1))
        #expect(failed == [.rewind(to: RecordNumber(0)), .wait(until: Moment(nanoseconds: 1_999_999_999))])
        #expect(delivery.step(.awake, at(2)) == [.fill])
    }

    @Test("a connection that broke while there is nothing to write is noticed, and what it had not proven goes again")
    func noticesWhileIdle() {
        var delivery = Delivery.windowed()
        _ = delivery.step(.batch(records(0..<10)), at(0))
        _ = delivery.answer(.written(bytes: 80), at(0))
        #expect(delivery.step(.caughtUp, at(1)) == [.wait(until: seconds(1.2))])
        let broken = at(2, unsent: ReplayWindow.brokenConnection, isBroken: true)
        #expect(delivery.step(.awake, broken) == [.rewind(to: RecordNumber(0)), .wait(until: Moment(nanoseconds: 2_999_999_999))])
        #expect(delivery.wake(at(3)) == [.fill])
        // Nothing is written that could be unproven: a connection that is not there breaks nothing.
        #expect(delivery.step(.caughtUp, at(3, isBroken: true)).count == 1)
        #expect(delivery.failures == 1)
    }

    @Test("a peer that takes and breaks again and again is not hammered: only proof ends the back-off")
    func backsOff() {
        var delivery = Delivery.windowed()
        for failure in 1...5 {
            _ = delivery.step(.batch(records(0..<10)), at(Double(failure) * 100))
            if failure > 1 { _ = delivery.step(.admitted, at(Double(failure) * 100)) }
            _ = delivery.answer(.written(bytes: 80), at(Double(failure) * 100))
            _ = delivery.step(.batch(records(10..<20)), at(Double(failure) * 100))
            _ = delivery.answer(.retry(Self.reset), at(Double(failure) * 100))
            #expect(delivery.failures == failure)
        }
    }

    @Test("a failure doesn't stand any more once records are written again, and what is written shows as in the window until it is proven")
    func standing() {
        var delivery = Delivery.windowed()
        _ = delivery.step(.batch(records(0..<10)), at(0))
        _ = delivery.answer(.retry(Self.reset), at(0))
        #expect(delivery.standingFailures == 1 && delivery.inWindow == 0 && delivery.unproven == 0)
        _ = delivery.step(.batch(records(0..<10)), at(2))
        _ = delivery.step(.admitted, at(2))
        _ = delivery.answer(.written(bytes: 80), at(2))
        #expect(delivery.standingFailures == 0 && delivery.inWindow == 10 && delivery.unproven == 10)
        // The back-off is another matter: what was written proves nothing.
        #expect(delivery.failures == 1)
        _ = delivery.step(.caughtUp, at(3, unsent: ReplayWindow.brokenConnection, isBroken: true))
        #expect(delivery.standingFailures == 2 && delivery.inWindow == 0 && delivery.unproven == 10)
    }

    @Test("a connection that stood for the window's age ends the back-off, though a quiet host wrote too little to prove anything")
    func stands() {
        var delivery = Delivery.windowed()
        _ = delivery.step(.batch(records(0..<10)), at(0))
        _ = delivery.answer(.retry(Self.reset), at(0))
        _ = delivery.step(.batch(records(0..<10)), at(2))
        _ = delivery.step(.admitted, at(2))
        _ = delivery.answer(.written(bytes: 80), at(2))
        _ = delivery.step(.caughtUp, at(61))
        #expect(delivery.failures == 1)
        _ = delivery.step(.caughtUp, at(62))
        #expect(delivery.failures == 0 && delivery.cursor == RecordNumber(0) && delivery.inWindow == 10)
    }

    @Test("an end asks for an orderly close, and what the peer confirmed is settled")
    func closes() {
        var delivery = Delivery.windowed()
        _ = delivery.step(.batch(records(0..<10)), at(0))
        _ = delivery.answer(.written(bytes: 80), at(0))
        _ = delivery.step(.exhaust(patience: .seconds(60)), at(0))
        #expect(delivery.step(.caughtUp, at(0)) == [.close])
        #expect(delivery.step(.closed(confirmed: true), at(1)) == [.settle(records(0..<10), Tally()), .fill])
        #expect(delivery.step(.caughtUp, at(1)) == [.finish(.delivered)])
    }

    @Test("a close that was not confirmed proves nothing: everything goes again")
    func doesNotTrustAClose() {
        var delivery = Delivery.windowed()
        _ = delivery.step(.batch(records(0..<10)), at(0))
        _ = delivery.answer(.written(bytes: 80), at(0))
        _ = delivery.step(.exhaust(patience: .seconds(60)), at(0))
        _ = delivery.step(.caughtUp, at(0))
        let actions = delivery.step(.closed(confirmed: false), at(1))
        #expect(actions == [.rewind(to: RecordNumber(0)), .wait(until: Moment(nanoseconds: 1_999_999_999))])
    }

    @Test("a stop closes the connection in order, so that what the peer read is not sent again", arguments: [true, false])
    func stops(confirmed: Bool) {
        var delivery = Delivery.windowed()
        _ = delivery.step(.batch(records(0..<10)), at(0))
        _ = delivery.answer(.written(bytes: 80), at(0))
        #expect(delivery.step(.stop(by: seconds(9)), at(0)) == [.close])
        let end = delivery.step(.closed(confirmed: confirmed), at(1))
        #expect(end.last == .finish(.stopped))
        #expect(end.first == (confirmed ? .settle(records(0..<10), Tally()) : .rewind(to: RecordNumber(0))))
        #expect(delivery.cursor == RecordNumber(confirmed ? 10 : 0))
    }

    @Test("a full spool with everything written asks for the close that proves it, so that neither waits for the other")
    func closesOnAFullSpool() {
        var delivery = Delivery.windowed()
        _ = delivery.step(.batch(records(0..<10)), at(0))
        _ = delivery.answer(.written(bytes: 80), at(0))
        #expect(delivery.step(.caughtUp, at(1)) == [.wait(until: seconds(1.2))])
        #expect(delivery.step(.caughtUp, at(1, isSpoolFull: true)) == [.close])
    }

    @Test("without a window it is not known what was sent and not proven: a request without an answer may have arrived")
    func unknown() {
        var delivery = Delivery.answering()
        _ = delivery.step(.batch(records(0..<10)), at(0))
        _ = delivery.answer(.retry(Self.reset), at(0))
        #expect(delivery.unproven == nil)
    }
}
