import Testing

@testable import WeirShipping

@Suite("What may come as an answer")
struct AnswerOrderTests {
    private func asked(_ body: Int = 10, sent: Int = 10) -> AnswerOrder {
        var order = AnswerOrder()
        order.asked(body: body)
        order.sent(sent)
        return order
    }

    @Test("a final status passes with its body and its end, and so does the next one to the next request")
    func ordinary() {
        var order = asked()
        for _ in 0..<3 {
            #expect(order.head(status: 200) == .pass && order.body() == .pass && order.end() == .pass)
            order.readCompleted()
            order.asked(body: 0)
        }
    }

    @Test("no status below 200, nor above 599, reaches the library, and 101 does not either")
    func statuses() {
        for status in Array(0..<100) + [101, 600, 999, 1_000] {
            var order = asked()
            #expect(order.head(status: status) == .refuse(.status(status)))
            #expect(order.end() == .drop && order.body() == .drop && order.head(status: 200) == .drop)
        }
    }

    @Test("interim answers are read on, and not without end")
    func interim() {
        var order = asked()
        for number in 0..<AnswerOrder.maximumInterim { #expect(order.head(status: number.isMultiple(of: 2) ? 100 : 103) == .drop) }
        #expect(order.head(status: 100) == .refuse(.interim))
        var once = asked()
        #expect(once.head(status: 100) == .drop && once.head(status: 204) == .pass)
    }

    @Test("what nobody asked for is refused: before a request, beside an answer, or in the breath of the one before")
    func unasked() {
        var before = AnswerOrder()
        #expect(before.head(status: 200) == .refuse(.unasked))
        var twice = asked()
        #expect(twice.head(status: 200) == .pass && twice.head(status: 200) == .refuse(.unasked))
        var body = asked()
        #expect(body.body() == .refuse(.unasked))
        var end = asked()
        #expect(end.end() == .refuse(.unasked))
        var breath = asked()
        #expect(breath.head(status: 200) == .pass && breath.end() == .pass)
        breath.asked(body: 0)
        #expect(breath.head(status: 200) == .refuse(.unasked))
    }

    @Test("a success is none before all was sent; a refusal may come early")
    func early() {
        var early = asked(10, sent: 9)
        #expect(early.head(status: 200) == .refuse(.early))
        var late = asked(10, sent: 9)
        late.sent(1)
        #expect(late.head(status: 200) == .pass)
        for status in [301, 401, 413, 503] {
            var refused = asked(10, sent: 0)
            #expect(refused.head(status: status) == .pass)
        }
    }
}
