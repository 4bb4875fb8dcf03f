import Foundation
import TestSupport
import Testing
import WeirCompression
import WeirSystem

@testable import WeirShipping

@Suite("HTTP over the network")
struct AsyncHTTPTransportTests {
    private let transport: AsyncHTTPTransport

    init() throws { transport = try AsyncHTTPTransport(now: Self.now) }

    private static func now() -> Moment { Moment(nanoseconds: HostClock().monotonicNanoseconds()) }

    private func send(
        _ url: String, headers: [(name: String, value: String)] = [], body: [UInt8] = [UInt8]("{}\n".utf8),
        within time: Duration = .seconds(5)
    ) -> HTTPOutcome {
        transport.send(OutgoingRequest(url: url, headers: headers, body: body), by: Self.now() + time)
    }

    private func send(to peer: HostilePeer, body: [UInt8] = [UInt8]("{}\n".utf8), within time: Duration = .seconds(5)) -> HTTPOutcome {
        send("http://127.0.0.1:\(peer.port)/", body: body, within: time)
    }

    /// Answers every request with the text, over and over on one connection.
    private static func answering(_ text: String) -> HostilePeer.Behaviour {
        { connection in while connection.readRequest() != nil { if !connection.send(text) { return } } }
    }

    @Test("a peer that refuses the connection is told at once, in words")
    func refused() {
        let outcome = send("http://127.0.0.1:1/")
        guard case .failed(.connection(let detail)) = outcome else { return Self.unexpected(outcome) }
        #expect(detail.contains("refused"))
    }

    @Test("what is no URL is not tried again", arguments: ["", "nonsense", "ftp://127.0.0.1/"])
    func noURL(url: String) {
        let outcome = send(url)
        guard case .failed(.unsendable) = outcome else { return Self.unexpected(outcome) }
    }

    @Test("a header that is none is not sent, not tried again, and not quoted")
    func noHeader() {
        // The library looks at headers before it connects.
        let outcome = send("http://127.0.0.1:1/", headers: [("X-A", "s3cret\r\nb: c")])
        guard case .failed(.unsendable(let detail)) = outcome else { return Self.unexpected(outcome) }
        #expect(!detail.contains("s3cret"))
    }

    @Test("a deadline that has passed is a time-out")
    func late() {
        #expect(send("http://192.0.2.1/", within: .zero) == .failed(.timeout))
    }

    @Test("every status from 000 to 999 is an answer or a failure, and ends nothing")
    func statuses() throws {
        let peer = try HostilePeer { connection in
            while let request = connection.readRequest() {
                let status = String(decoding: request.body, as: UTF8.self)
                connection.send("HTTP/1.1 \(status) x\r\nContent-Length: 0\r\n\r\n")
            }
        }
        for status in 0..<1_000 {
            let text = String(format: "%03d", status)
            let isInterim = (100..<200).contains(status) && status != 101
            let outcome = send(to: peer, body: [UInt8](text.utf8), within: isInterim ? .milliseconds(20) : .seconds(5))
            #expect(outcome == (isInterim ? .failed(.timeout) : .answered(HTTPAnswer(status: status))), "\(text)")
        }
    }

    @Test(
        "what is no answer of HTTP is a failure by the deadline, and the next request is answered",
        arguments: [
            "HTTP/1.1 42 x\r\n\r\n", "HTTP/1.1 4 x\r\n\r\n", "HTTP/1.1  \r\n\r\n", "HTTP/1.1 1000 x\r\n\r\n", "HTTP/1.1 2OO OK\r\n\r\n",
            "HTTP/1.1 -20 x\r\n\r\n", "HTTP/2.0 200 OK\r\n\r\n", "HTTP/9.9 200 OK\r\n\r\n", "ICY 200 OK\r\n\r\n", "garbage\r\n\r\n",
            "\u{0}\u{1}\u{2}", "\r\n\r\n\r\n", "220 mail.example.com ESMTP\r\n", "SSH-2.0-OpenSSH\r\n",
            "HTTP/1.1 200 OK\nX\u{0}: y\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999999\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
            "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\nhello",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n", "HTTP/1.1 200 OK\r\n: x\r\n\r\n",
            "HTTP/1.1 100 Continue\r\n\r\n", "HTTP/1.1 200 OK\r\nX: \(String(repeating: "x", count: 200_000))\r\n\r\n",
        ])
    func garbage(text: String) throws {
        let peer = try HostilePeer { connection in
            while connection.readRequest() != nil {
                connection.send(text)
                connection.end()
            }
        }
        let begun = Self.now()
        let first = send(to: peer, within: .milliseconds(500))
        // A head that was read is the answer, whatever its body is.
        if case .answered(let answer) = first { #expect(text.hasPrefix("HTTP/1.1 200 OK") && answer.status == 200) }
        #expect(Self.now().elapsed(since: begun) < .seconds(3))
        peer.behave(Self.answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"))
        #expect(send(to: peer) == .answered(HTTPAnswer(status: 200)))
    }

    @Test("interim answers without end are given up long before the deadline")
    func endlessInterim() throws {
        let peer = try HostilePeer { connection in
            guard connection.readRequest() != nil else { return }
            while connection.send("HTTP/1.1 103 Early Hints\r\nLink: <x>\r\n\r\n") {}
        }
        let outcome = send(to: peer, within: .seconds(15))
        guard case .failed(.malformed) = outcome else { return Self.unexpected(outcome) }
        #expect(peer.accepted == 1)
    }

    @Test("a body that never ends is not waited for: the status is the answer, and the connection is dropped")
    func endlessBody() throws {
        let peer = try HostilePeer { connection in
            guard connection.readRequest() != nil else { return }
            connection.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n")
            connection.stall()
        }
        let begun = Self.now()
        #expect(send(to: peer, within: .seconds(30)) == .answered(HTTPAnswer(status: 200)))
        #expect(Self.now().elapsed(since: begun) < .seconds(10))
        #expect(send(to: peer, within: .milliseconds(300)) == .answered(HTTPAnswer(status: 200)))
        peer.behave { connection in
            guard connection.readRequest() != nil else { return }
            connection.send("HTTP/1.1 503 No\r\nContent-Length: 999999999\r\n\r\n")
            while connection.send([UInt8](repeating: 120, count: 65_536)) {}
        }
        let outcome = send(to: peer, within: .seconds(30))
        guard case .answered(let answer) = outcome else { return Self.unexpected(outcome) }
        #expect(answer.status == 503 && answer.body.utf8.count == HTTPAnswer.maximumBody)
    }

    private static func unexpected(_ outcome: HTTPOutcome) { Issue.record("it came to \(outcome)") }

    @Test("a length that lies, or an end in the middle of a body, changes nothing of the status")
    func cutBody() throws {
        let peer = try HostilePeer { connection in
            guard connection.readRequest() != nil else { return }
            connection.send("HTTP/1.1 429 Slow\r\nRetry-After: 7\r\nContent-Length: 100\r\n\r\nhello")
        }
        let outcome = send(to: peer)
        guard case .answered(let answer) = outcome else { return Self.unexpected(outcome) }
        #expect(answer.status == 429 && answer.retryAfter == "7" && answer.body == "hello")
    }

    @Test("trailers and a second answer in one breath harm nobody: the next request has its own answer")
    func pipelined() throws {
        let extra = "HTTP/1.1 400 No\r\nContent-Length: 0\r\n\r\n"
        for text in [
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X\r\n\r\n2\r\nok\r\n0\r\nX: y\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n" + extra, "HTTP/1.1 204 None\r\n\r\n" + extra + extra,
        ] {
            let peer = try HostilePeer(Self.answering(text))
            var answers = 0
            for _ in 0..<20 {
                guard case .answered(let answer) = send(to: peer) else { continue }
                answers += 1
                #expect([200, 204].contains(answer.status), "\(text)")
            }
            // Where a second answer came unasked, its connection can't be used again, and a request may find that out.
            #expect(answers > 0 && (text.contains(extra) || answers == 20), "\(answers) answers to \(text)")
        }
    }

    @Test("an answer that was there before the request is no answer to it, and a success before it was sent neither")
    func early() throws {
        let peer = try HostilePeer { connection in
            connection.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
            connection.stall()
        }
        // More than the kernels hold: the peer reads none of it.
        let outcome = send(to: peer, body: [UInt8](repeating: 120, count: 32 << 20), within: .seconds(10))
        if case .answered(let answer) = outcome { #expect(answer.status != 200) }
        guard case .failed = outcome else { return Self.unexpected(outcome) }
    }

    @Test("a refusal may come before all was read", arguments: [401, 413, 503])
    func earlyRefusal(status: Int) throws {
        let peer = try HostilePeer { connection in
            _ = connection.read(atMost: 100)
            connection.send("HTTP/1.1 \(status) No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
            connection.stall()
        }
        let outcome = send(to: peer, body: [UInt8](repeating: 120, count: 16 << 20))
        guard case .answered(let answer) = outcome else { return Self.unexpected(outcome) }
        #expect(answer.status == status)
    }

    @Test("what an endpoint packs its error in is read", arguments: ["gzip", "x-gzip", "deflate", "raw deflate", "zstd"])
    func encodings(coding: String) throws {
        let text = #"{"error":"no such index [kasm]"}"#
        let body = try Self.packed(text, coding)
        let name = coding == "raw deflate" ? "deflate" : coding
        let peer = try HostilePeer { connection in
            while connection.readRequest() != nil {
                connection.send("HTTP/1.1 400 Bad\r\nContent-Encoding: \(name)\r\nContent-Length: \(body.count)\r\n\r\n")
                connection.send(body)
            }
        }
        let outcome = send(to: peer)
        guard case .answered(let answer) = outcome else { return Self.unexpected(outcome) }
        #expect(answer.body == text)
    }

    @Test("a bomb inflates to no more than is kept, and rubbish to nothing")
    func bomb() throws {
        let bomb = try Self.packed(String(repeating: "x", count: 4 << 20), "gzip")
        #expect(AnswerBody.text(bomb, encoding: "gzip").utf8.count == HTTPAnswer.maximumBody)
        #expect(AnswerBody.text([1, 2, 3], encoding: "gzip").isEmpty)
        #expect(AnswerBody.text([], encoding: "gzip").isEmpty)
        #expect(AnswerBody.text([1], encoding: "deflate").isEmpty)
        #expect(AnswerBody.text([UInt8]("x".utf8), encoding: "br").contains("br"))
        #expect(AnswerBody.text([UInt8]("x".utf8), encoding: " Identity ") == "x")
    }

    private static func packed(_ text: String, _ coding: String) throws -> [UInt8] {
        var packed: [UInt8] = []
        let bytes = [UInt8](text.utf8)
        switch coding {
        case "zstd":
            var encoder = try ZstdEncoder(level: 1)
            try bytes.withUnsafeBytes { try encoder.compress($0, into: &packed) }
        default:
            var encoder = try GzipEncoder(level: 6)
            try bytes.withUnsafeBytes { try encoder.compress($0, into: &packed) }
        }
        // A gzip member is ten bytes, the deflated data, a checksum and a length.
        guard coding.hasSuffix("deflate") else { return packed }
        let raw = Array(packed.dropFirst(10).dropLast(8))
        guard coding == "deflate" else { return raw }
        var (low, high): (UInt32, UInt32) = (1, 0)
        for byte in bytes {
            low = (low + UInt32(byte)) % 65_521
            high = (high + low) % 65_521
        }
        return [0x78, 0x9C] + raw + [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: (high << 16 | low) >> $0) }
    }

    @Test("what is under way when everything is dropped ends at once, whichever came first")
    func abandoned() throws {
        let peer = try HostilePeer { connection in connection.stall() }
        let outcomes = Monitor<[HTTPOutcome]>([])
        for round in 1...20 {
            let request = OutgoingRequest(url: "http://127.0.0.1:\(peer.port)/", headers: [], body: [1])
            let transport = transport
            let dropper = try WorkerThread(name: "drop") { transport.abandon() }
            transport.begin(request, by: Self.now() + .seconds(60)) { came in outcomes.change { $0.append(came) } }
            dropper.join()
            transport.abandon()
            let count = outcomes.wait(atMost: .seconds(10)) { $0.count == round ? round : nil }
            #expect(count == round)
        }
    }
}
