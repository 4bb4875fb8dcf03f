import Testing
import WeirRecords

@testable import WeirShipping

@Suite("The circuit")
struct CircuitTests {
    @Test("opens after failures in a row, which is told once; then one at a time is tried")
    func opens() {
        var circuit = Circuit()
        for failures in 1..<Circuit.threshold { #expect(circuit.failed(inARow: failures) == false) }
        #expect(circuit.state == .closed && circuit.allowed(of: 8) == 8)
        #expect(circuit.failed(inARow: Circuit.threshold) == true)
        #expect(circuit.state == .open && circuit.allowed(of: 8) == 1)
        #expect(circuit.failed(inARow: Circuit.threshold + 1) == false)
    }

    @Test("a probe half-opens it: it fails, and it is open again; it is answered, and it is closed, which is told once")
    func halfOpens() {
        var circuit = Circuit()
        _ = circuit.failed(inARow: Circuit.threshold)
        circuit.sent()
        #expect(circuit.state == .halfOpen && circuit.allowed(of: 8) == 1)
        #expect(circuit.failed(inARow: 6) == false)
        #expect(circuit.state == .open)
        circuit.sent()
        #expect(circuit.answered() == true)
        #expect(circuit.state == .closed)
        #expect(circuit.answered() == false)
    }

    @Test("of eight batches in flight that fail together one failure is counted, and after five such rounds one is tried alone")
    func probesAlone() {
        var delivery = Delivery.flying(8)
        var now = 0.0
        delivery.fillUp(at: now)
        let unavailable = Verdict.retry(Reason("HTTP 503"))
        for round in 1...Circuit.threshold {
            var opened = 0
            while delivery.inFlight > 0 {
                let actions = delivery.answer(unavailable, at(now))
                opened += actions.count { if case .tell = $0 { true } else { false } }
            }
            #expect(delivery.failures == round)
            #expect(opened == (round == Circuit.threshold ? 1 : 0))
            now += 100
            var last = delivery.wake(at(now))
            while case .send? = last.last { last = delivery.step(.awake, at(now)) }
        }
        #expect(delivery.inFlight == 1)
        #expect(delivery.circuitState == .halfOpen)
        let answered = delivery.answer(.delivered(.accepted), at(now))
        #expect(answered.contains(.tell(Notice(.information, "the sink's endpoint answers again", ["sink": "siem"]))))
        #expect(delivery.failures == 0)
    }
}
