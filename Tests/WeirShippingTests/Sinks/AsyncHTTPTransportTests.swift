import Testing
import WeirShipping
import WeirSystem

@Suite("HTTP over the network")
struct AsyncHTTPTransportTests {
    private let transport: AsyncHTTPTransport

    init() throws { transport = try AsyncHTTPTransport(now: Self.now) }

    private static func now() -> Moment { Moment(nanoseconds: HostClock().monotonicNanoseconds()) }

    private func send(_ url: String, headers: [(name: String, value: String)] = [], within time: Duration = .seconds(5)) -> HTTPOutcome {
        transport.send(OutgoingRequest(url: url, headers: headers, body: []), by: Self.now() + time)
    }

    @Test("a peer that refuses the connection is told at once, in words")
    func refused() {
        guard case .failed(.connection(let detail)) = send("http://127.0.0.1:1/") else { return #expect(Bool(false)) }
        #expect(detail.contains("refused"))
    }

    @Test("what is no URL is not tried again", arguments: ["", "nonsense", "ftp://127.0.0.1/"])
    func noURL(url: String) {
        guard case .failed(.unsendable) = send(url) else { return #expect(Bool(false)) }
    }

    @Test("a header that is none is not sent, and not tried again")
    func noHeader() {
        // The library looks at headers before it connects.
        guard case .failed(.unsendable) = send("http://127.0.0.1:1/", headers: [("X-A", "a\r\nb: c")]) else { return #expect(Bool(false)) }
    }

    @Test("a deadline that has passed is a time-out")
    func late() {
        #expect(send("http://192.0.2.1/", within: .zero) == .failed(.timeout))
    }
}
