import Foundation
import Synchronization
import TestSupport
import Testing
import WeirSystem

@testable import WeirShipping

/// Seeded bytes as answers, over a real socket: no crash, and an outcome by the deadline, each time. `WEIR_FUZZ_SECONDS` gives it longer.
@Suite("Any bytes as an answer", .serialized)
struct AnswerFuzzTests {
    private static let budget = Environment.variable("WEIR_FUZZ_SECONDS").flatMap { Double($0) } ?? 4
    private static let seed = Environment.variable("WEIR_FUZZ_SEED").flatMap { UInt64($0) } ?? 1
    private static let deadline = Duration.milliseconds(150)

    private static let lines = [
        "HTTP/1.1 200 OK", "HTTP/1.1 204 No Content", "HTTP/1.0 200 OK", "HTTP/1.1 100 Continue", "HTTP/1.1 101 Switching",
        "HTTP/1.1 042 x",
        "HTTP/1.1 304 Not Modified", "HTTP/1.1 400 Bad", "HTTP/1.1 503 No", "HTTP/1.1 99 x", "HTTP/1.1 ", "HTTP/3 200", "HTTP/1.1 200", "",
    ]
    private static let headers = [
        "Content-Length: 0", "Content-Length: 5", "Content-Length: 18446744073709551616", "Content-Length: -1",
        "Transfer-Encoding: chunked",
        "Transfer-Encoding: gzip, chunked", "Connection: close", "Connection: keep-alive", "Upgrade: h2c", "Connection: upgrade",
        "Content-Encoding: gzip", "Content-Encoding: deflate", "Content-Encoding: zstd", "Retry-After: 1", "Location: //a@b/?c", "X:",
        ": y",
        "Trailer: Z", "Date: now",
    ]
    private static let bodies = [
        "", "hello", "5\r\nhello\r\n0\r\n\r\n", "5\r\nhel", "0\r\nZ: z\r\n\r\n", "FFFFFFFFFFFFFFFFF\r\n", "\u{1F}\u{8B}\u{8}",
    ]

    private static func answer(_ random: inout SeededRandom) -> [UInt8] {
        func pick(_ texts: [String]) -> String { texts[random.number(in: 0..<texts.count)] }
        if random.chance(0.1) { return (0..<random.number(in: 0..<200)).map { _ in UInt8(random.number(in: 0..<256)) } }
        var text = ""
        for _ in 0..<random.number(in: 1..<4) {
            let headers = (0..<random.number(in: 0..<4)).map { _ in pick(Self.headers) + "\r\n" }.joined()
            text += pick(lines) + "\r\n" + headers + "\r\n" + pick(bodies)
        }
        var bytes = [UInt8](text.utf8)
        for _ in 0..<random.number(in: 0..<4) where !bytes.isEmpty && random.chance(0.5) {
            let place = random.number(in: 0..<bytes.count)
            switch random.number(in: 0..<4) {
            case 0: bytes[place] = UInt8(random.number(in: 0..<256))
            case 1: bytes.remove(at: place)
            case 2: bytes.insert(bytes[place], at: place)
            default: bytes.removeSubrange(place...)
            }
        }
        return bytes
    }

    @Test("no bytes end the process, and each request has an outcome by its deadline")
    func fuzz() throws {
        let answers = Mutex<SeededRandom>(SeededRandom(seed: Self.seed))
        let peer = try HostilePeer { connection in
            while connection.readRequest() != nil {
                let (bytes, pieces, end) = answers.withLock { random in
                    (Self.answer(&random), random.number(in: 1..<4), random.number(in: 0..<4))
                }
                let size = max(1, bytes.count / pieces)
                for start in stride(from: 0, to: bytes.count, by: size)
                where !connection.send(Array(bytes[start..<min(start + size, bytes.count)])) {
                    return
                }
                switch end {
                case 0: connection.reset()
                case 1: return connection.end()
                default: break
                }
            }
        }
        let clock = HostClock()
        let now: @Sendable () -> Moment = { Moment(nanoseconds: clock.monotonicNanoseconds()) }
        let transport = try AsyncHTTPTransport(connections: 4, now: now)
        let end = now() + .seconds(Self.budget)
        var sent = 0
        while now() < end {
            let begun = now()
            let outcomes = Monitor<Int>(0)
            for _ in 0..<4 {
                let request = OutgoingRequest(url: "http://127.0.0.1:\(peer.port)/", headers: [], body: [120])
                transport.begin(request, by: begun + Self.deadline) { _ in outcomes.change { $0 += 1 } }
            }
            let count = outcomes.wait(atMost: Self.deadline + .seconds(5)) { $0 == 4 ? 4 : nil }
            #expect(count == 4, "seed \(Self.seed), request \(sent)")
            sent += 4
        }
        #expect(sent > 100)
    }
}
