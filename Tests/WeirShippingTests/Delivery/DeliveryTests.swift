import Testing
import WeirRecords
import WeirSpool

@testable import WeirShipping

@Suite("Delivery")
struct DeliveryTests {
    private static let unavailable = Reason("HTTP 503")
    private static let bad = Reason("HTTP 400")
    private static let forbidden = Reason("HTTP 403")

    @Test("a batch is asked for, sent and settled, and the next is asked for")
    func delivers() {
        var delivery = Delivery.answering()
        #expect(delivery.step(.awake, at(0)) == [.fill])
        #expect(delivery.step(.batch(records(0..<10)), at(0)) == [.send(records(0..<10))])
        #expect(delivery.answer(.delivered(.accepted), at(1)) == [.settle(records(0..<10), Tally()), .fill])
        #expect(delivery.cursor == RecordNumber(10))
    }

    @Test("with nothing behind the mark it waits, and not for ever")
    func waits() {
        var delivery = Delivery.answering()
        #expect(delivery.step(.caughtUp, at(1)) == [.wait(until: seconds(6))])
        #expect(delivery.step(.gathering(until: seconds(3)), at(1)) == [.wait(until: seconds(3))])
        #expect(delivery.step(.awake, at(2)) == [.fill])
    }

    @Test("what failed is sent again after the wait, and not before")
    func retries() {
        var delivery = Delivery.answering()
        _ = delivery.step(.batch(records(0..<10)), at(0))
        let first = delivery.answer(.retry(Self.unavailable), at(1))
        #expect(first == [.wait(until: Moment(nanoseconds: 1_999_999_999))])
        #expect(delivery.step(.awake, at(1.5)) == first)
        #expect(delivery.step(.awake, at(2)) == [.knock])
        #expect(delivery.step(.admitted, at(2)) == [.send(records(0..<10))])
        #expect(delivery.answer(.retry(Self.unavailable, after: .seconds(60)), at(2)) == [.wait(until: seconds(62))])
        #expect(delivery.failures == 2)
        _ = delivery.wake(at(62))
        _ = delivery.answer(.delivered(.accepted), at(62))
        #expect(delivery.failures == 0)
    }

    @Test("too much at once is halved, and the halves go in order")
    func splits() {
        var delivery = Delivery.answering()
        _ = delivery.step(.batch(records(0..<3)), at(0))
        #expect(delivery.answer(.split(Reason("HTTP 413")), at(0)) == [.send(records(0..<1))])
        #expect(delivery.answer(.delivered(.accepted), at(0)) == [.settle(records(0..<1), Tally()), .send(records(1..<3))])
        #expect(delivery.answer(.split(Reason("HTTP 413")), at(0)) == [.send(records(1..<2))])
    }

    @Test("one record that is too large alone does not go round for ever")
    func endsSplitting() {
        var delivery = Delivery.proven()
        _ = delivery.step(.batch(records(0..<1)), at(0))
        #expect(delivery.answer(.split(Reason("HTTP 413")), at(0)) == [.bury(RecordNumber(0), Reason("HTTP 413")), .fill])
    }

    @Test(
        "bisecting finds the poisonous records, and only those leave the stream",
        arguments: [[0], [7], [3, 4], [0, 5, 9], Array(0..<10)])
    func bisects(poison: [UInt64]) {
        var delivery = Delivery.proven()
        var outcome = Outcome()
        outcome.run(&delivery, from: delivery.step(.batch(records(0..<10)), at(0))) { part in
            poison.contains { part.contains(RecordNumber($0)) } ? .reject(Self.bad) : .delivered(.accepted)
        }
        #expect(outcome.buried == poison)
        #expect(outcome.settled == (0..<10).filter { !poison.contains($0) })
        #expect(delivery.cursor == RecordNumber(10))
    }

    @Test("a hundred refusals in a row for one reason are a fault of configuration: the sink is held and the rest stays")
    func holdsOnManyRefusals() {
        var delivery = Delivery.proven()
        var outcome = Outcome()
        outcome.run(&delivery, from: delivery.step(.batch(records(0..<10_000)), at(0))) { _ in .reject(Self.bad) }
        #expect(outcome.buried == Array(0..<100))
        #expect(delivery.heldReason == Self.bad)
        #expect(delivery.cursor == RecordNumber(100))
        #expect(outcome.last == .wait(until: seconds(30)))
    }

    @Test("more than one percent for one reason is a hold, however they lie")
    func holdsOnShare() {
        var delivery = Delivery.proven()
        var outcome = Outcome()
        outcome.run(&delivery, from: delivery.step(.batch(records(0..<10_000)), at(0))) { part in
            part.lowerBound.value.isMultiple(of: 20) || part.recordCount > 1 ? .reject(Self.bad) : .delivered(.accepted)
        }
        #expect(outcome.buried.count == 100)
        #expect(delivery.heldReason == Self.bad)
    }

    @Test("a hold keeps the data, is told once, and is tried with one record")
    func holds() {
        var delivery = Delivery.answering()
        _ = delivery.step(.batch(records(0..<10)), at(0))
        let wayOut = "check the sink's token and what it may do at the endpoint; nothing is lost meanwhile, and one record is tried"
        let notice = Notice(
            .alert, "the sink is on hold: its records wait in the spool",
            ["sink": "siem", "reason": "HTTP 403", "way_out": "\(wayOut) every 30.0 seconds, so that it goes on by itself"])
        #expect(delivery.answer(.hold(Self.forbidden), at(0)) == [.tell(notice), .wait(until: seconds(30))])
        #expect(delivery.step(.awake, at(29)) == [.wait(until: seconds(30))])
        #expect(delivery.step(.awake, at(30)) == [.send(records(0..<1))])
        #expect(delivery.answer(.hold(Self.forbidden), at(30)) == [.wait(until: seconds(60))])
        #expect(delivery.step(.awake, at(60)) == [.send(records(0..<1))])
        #expect(delivery.answer(.retry(Self.unavailable), at(60)) == [.wait(until: seconds(90))])
        #expect(delivery.step(.awake, at(90)) == [.send(records(0..<1))])
        let resumed = Notice(.information, "the sink takes records again", ["sink": "siem"])
        #expect(
            delivery.answer(.delivered(.accepted), at(90)) == [
                .settle(records(0..<1), Tally()), .tell(resumed), .send(records(1..<10)),
            ])
        #expect(delivery.heldReason == nil)
    }

    @Test("a drain ends when everything is delivered")
    func drains() {
        var delivery = Delivery.answering()
        #expect(delivery.step(.drain(by: seconds(10)), at(0)) == [.fill])
        _ = delivery.step(.batch(records(0..<10)), at(0))
        _ = delivery.answer(.delivered(.accepted), at(1))
        #expect(delivery.step(.caughtUp, at(1)) == [.finish(.delivered)])
        #expect(delivery.step(.awake, at(2)) == [])
    }

    @Test("a drain ends at its bound, whatever the peer does")
    func drainsInTime() {
        var delivery = Delivery.answering()
        _ = delivery.step(.drain(by: seconds(10)), at(0))
        _ = delivery.step(.batch(records(0..<10)), at(0))
        #expect(delivery.answer(.retry(Self.unavailable, after: .seconds(60)), at(1)) == [.wait(until: seconds(10))])
        #expect(delivery.step(.awake, at(10)) == [.finish(.undelivered)])
    }

    @Test("a held sink ends a drain at once")
    func drainsHeld() {
        var delivery = Delivery.answering()
        _ = delivery.step(.batch(records(0..<10)), at(0))
        _ = delivery.answer(.hold(Self.forbidden), at(0))
        #expect(delivery.step(.drain(by: seconds(10)), at(1)) == [.finish(.held(Self.forbidden))])
    }

    @Test("a stop ends where a batch ends, also while the peer is down or holds, and leaves the rest to another")
    func stops() {
        var delivery = Delivery.answering()
        _ = delivery.step(.batch(records(0..<10)), at(0))
        _ = delivery.answer(.delivered(.accepted), at(1))
        #expect(delivery.step(.stop(by: seconds(9)), at(1)) == [.finish(.stopped)])
        #expect(delivery.cursor == RecordNumber(10))
        for verdict in [Verdict.retry(Self.unavailable), .hold(Self.forbidden)] {
            var delivery = Delivery.answering()
            _ = delivery.step(.batch(records(0..<10)), at(0))
            _ = delivery.answer(verdict, at(0))
            #expect(delivery.step(.stop(by: seconds(9)), at(0)) == [.finish(.stopped)])
            #expect(delivery.cursor == RecordNumber(0))
        }
    }

    @Test("patience begins anew with each delivery")
    func isPatient() {
        var delivery = Delivery.answering()
        _ = delivery.step(.exhaust(patience: .seconds(10)), at(0))
        _ = delivery.step(.batch(records(0..<10)), at(8))
        _ = delivery.answer(.delivered(.accepted), at(9))
        #expect(delivery.step(.awake, at(18)) == [.fill])
        #expect(delivery.step(.awake, at(19)) == [.finish(.undelivered)])
    }
}

/// Plays a sink that answers at once, until the delivery waits or asks for more.
private struct Outcome {
    var settled: [UInt64] = []
    var buried: [UInt64] = []
    var last: DeliveryAction?

    mutating func run(_ delivery: inout Delivery, from first: [DeliveryAction], _ answer: (Range<RecordNumber>) -> Verdict) {
        var actions = first
        while true {
            for action in actions { note(action) }
            guard case .send(let part) = actions.last else { return }
            actions = delivery.answer(answer(part), at(0))
        }
    }

    private mutating func note(_ action: DeliveryAction) {
        last = action
        switch action {
        case .settle(let range, _): settled += range.lowerBound.value..<range.upperBound.value
        case .bury(let record, _): buried.append(record.value)
        default: break
        }
    }
}
