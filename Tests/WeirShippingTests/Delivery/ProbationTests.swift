import Testing
import WeirRecords
import WeirSpool

@testable import WeirShipping

@Suite("An endpoint that has taken nothing yet")
struct ProbationTests {
    private static let bad = Reason("HTTP 400", "plain HTTP was sent to a port of TLS")

    /// Answers at once until the delivery waits, asks for more or ends: what was sent and buried, and what was asked for last.
    private func play(
        _ delivery: inout Delivery, _ first: [DeliveryAction], at time: Double = 0, _ answer: (Range<RecordNumber>) -> Verdict
    ) -> (sent: [Range<RecordNumber>], buried: [UInt64], notices: [Notice], last: DeliveryAction?) {
        var (sent, buried, notices): ([Range<RecordNumber>], [UInt64], [Notice]) = ([], [], [])
        var actions = first
        while true {
            for case .bury(let record, _) in actions { buried.append(record.value) }
            for case .tell(let notice) in actions { notices.append(notice) }
            guard case .send(let part) = actions.last else { return (sent, buried, notices, actions.last) }
            sent.append(part)
            actions = delivery.answer(answer(part), at(time))
        }
    }

    @Test("refuses record after record: the sink is held after twenty, says the status and the way out, and no record is a dead letter")
    func holds() throws {
        var delivery = Delivery.answering()
        let seen = play(&delivery, delivery.step(.batch(records(0..<10_000)), at(0))) { _ in .reject(Self.bad) }
        #expect(seen.buried == [] && delivery.cursor == RecordNumber(0))
        #expect(seen.sent.filter(\.isOne).count == 20)
        #expect(delivery.heldReason == Self.bad)
        #expect(seen.last == .wait(until: seconds(1)))
        let notice = try #require(seen.notices.first)
        #expect(seen.notices.count == 1 && notice.severity == .alert && notice.message.contains("none so far"))
        #expect(notice.details["reason"]?.contains("HTTP 400") == true && notice.details["way_out"]?.contains("TLS") == true)
        // Not those from the beginning alone, which may be one writer's.
        #expect(seen.sent.contains { $0.isOne && $0.lowerBound.value > 5_000 })
    }

    @Test("one record is tried again, each time another one, at growing intervals up to the ordinary one")
    func probes() {
        var delivery = Delivery.answering()
        _ = play(&delivery, delivery.step(.batch(records(0..<10_000)), at(0))) { _ in .reject(Self.bad) }
        var (time, tried): (Double, Set<UInt64>) = (1, [])
        for pause in [2.0, 4, 8, 16, 30, 30] {
            let seen = play(&delivery, delivery.step(.awake, at(time)), at: time) { _ in .reject(Self.bad) }
            #expect(seen.sent.count == 1 && seen.sent.allSatisfy(\.isOne) && seen.notices == [])
            tried.formUnion(seen.sent.map(\.lowerBound.value))
            #expect(seen.last == .wait(until: seconds(time + pause)))
            time += pause
        }
        #expect(tried.count == 6)
    }

    @Test("takes one at last: what it refused before is sent once more, and everything is delivered")
    func mended() {
        var delivery = Delivery.answering()
        _ = play(&delivery, delivery.step(.batch(records(0..<10_000)), at(0))) { _ in .reject(Self.bad) }
        let seen = play(&delivery, delivery.step(.awake, at(1)), at: 1) { _ in .delivered(.accepted) }
        #expect(seen.buried == [] && seen.last == .fill)
        #expect(delivery.heldReason == nil && delivery.cursor == RecordNumber(10_000))
    }

    @Test(
        "records that are bad from the first on are dead letters as soon as it takes another one",
        arguments: [Array(0..<1), Array(0..<7), Array(0..<300), [0, 5, 9_999]] as [[UInt64]])
    func poisonFirst(poison: [UInt64]) {
        var delivery = Delivery.answering()
        let bad = Set(poison)
        let seen = play(&delivery, delivery.step(.batch(records(0..<10_000)), at(0))) { part in
            bad.contains { part.contains(RecordNumber($0)) } ? .reject(Reason("HTTP 422")) : .delivered(.accepted)
        }
        // Of many, the guard of dead letters takes over.
        #expect(seen.buried == Array(poison.prefix(100)))
        #expect(delivery.cursor == (poison.count > 100 ? RecordNumber(100) : RecordNumber(10_000)))
    }

    @Test("a single record that it refuses waits for others, is tried again beside them, and holds up none that is taken")
    func alone() {
        var delivery = Delivery.answering()
        let first = play(&delivery, delivery.step(.batch(records(0..<1)), at(0))) { _ in .reject(Self.bad) }
        #expect(first.last == .fill && first.buried == [])
        #expect(delivery.step(.caughtUp, at(0)).last == .wait(until: seconds(1)))
        #expect(delivery.heldReason == Self.bad)
        #expect(delivery.step(.awake, at(1)) == [.send(records(0..<1))])
        #expect(delivery.answer(.reject(Self.bad), at(1)) == [.wait(until: seconds(3))])
        #expect(delivery.step(.awake, at(3)) == [.fill])
        let rest = play(&delivery, delivery.step(.batch(records(1..<4)), at(3)), at: 3) { part in
            part.lowerBound == .first ? .reject(Self.bad) : .delivered(.accepted)
        }
        #expect(rest.buried == [0] && delivery.cursor == RecordNumber(4))
    }

    @Test("told to end, it ends at once, held for that reason, and keeps everything")
    func ends() {
        var delivery = Delivery.answering()
        _ = delivery.step(.exhaust(patience: .seconds(60)), at(0))
        _ = play(&delivery, delivery.step(.batch(records(0..<3)), at(0))) { _ in .reject(Self.bad) }
        #expect(delivery.step(.caughtUp, at(0)).last == .finish(.held(Self.bad)))
        #expect(delivery.cursor == RecordNumber(0))
    }

    @Test("a batch that passes it by, since none of its records goes there, proves nothing")
    func passedBy() {
        var delivery = Delivery.answering()
        _ = delivery.step(.batch(records(0..<5)), at(0))
        _ = delivery.answer(.delivered(.sent), at(0))
        let seen = play(&delivery, delivery.step(.batch(records(5..<6)), at(0))) { _ in .reject(Self.bad) }
        #expect(seen.buried == [] && delivery.cursor == RecordNumber(5))
    }
}
