import TestSupport
import Testing
import WeirRecords
import WeirShipping
import WeirSystem

@testable import WeirCommands

@Suite("Requests on the control socket")
struct ControlRequestTests {
    private static func parse(_ line: String) throws(ControlRequest.Refusal) -> ControlRequest {
        try ControlRequest(line: Array(line.utf8))
    }

    @Test("what is asked is understood, with whatever was left out")
    func requests() throws {
        #expect(try Self.parse(#"{"request":"status"}"#) == .status)
        #expect(try Self.parse(#" { "request" : "reload" } "#) == .reload)
        #expect(try Self.parse(#"{"request":"tap"}"#) == .tap(TapFilter(), from: .now, limit: nil))
        let full =
            #"{"request":"tap","source":"s","host":"h","application":"a","level":"warning","contains":"\"x","from":"oldest","limit":7}"#
        let filter = TapFilter(source: "s", host: "h", application: "a", atLeast: .warning, contains: "\"x")
        #expect(try Self.parse(full) == .tap(filter, from: .oldest, limit: 7))
    }

    @Test("a request's own line is understood as the same")
    func roundTrip() throws {
        let filters = [
            TapFilter(), TapFilter(source: "s"), TapFilter(host: "h\u{1F600}\n", atLeast: .critical, contains: "\\u0000 \"quoted\""),
        ]
        for filter in filters {
            for request in [ControlRequest.status, .reload, .tap(filter, from: .oldest, limit: .max), .tap(filter, from: .now, limit: nil)]
            {
                #expect(!request.line.contains("\n"))
                #expect(try Self.parse(request.line) == request)
            }
        }
    }

    @Test(
        "nonsense is refused with its reason",
        arguments: [
            ("", "one line with a JSON object"), ("[]", "one line with a JSON object"), ("{", "one line with a JSON object"),
            ("null", "one line with a JSON object"), (#"{"request":{}}"#, "one line with a JSON object"),
            (#"{"request":-1}"#, "one line with a JSON object"), (#"{"request":1}"#, "\"request\" is a text"),
            ("{}", "the request is missing"),
            (#"{"request":"dance"}"#, "no request \"dance\""), (#"{"request":"status","now":"yes"}"#, "unknown key \"now\""),
            (#"{"request":"tap","hots":"x"}"#, "unknown key \"hots\""), (#"{"request":"tap","level":"loud"}"#, "no level \"loud\""),
            (#"{"request":"tap","limit":0}"#, "at least 1"), (#"{"request":"tap","limit":"9"}"#, "at least 1"),
            (#"{"request":"tap","from":"then"}"#, "now or oldest"), (#"{"request":"tap","host":5}"#, "\"host\" is a text"),
        ])
    func refusals(line: String, reason: String) {
        let refusal = #expect(throws: ControlRequest.Refusal.self) { try Self.parse(line) }
        #expect(refusal?.message.contains(reason) == true, "\(line): \(refusal?.message ?? "-")")
    }

    @Test("whatever bytes come, there is a request or a reason", arguments: 0..<20)
    func anything(seed: Int) {
        var random = SeededRandom(seed: UInt64(seed))
        let sound = Array(#"{"request":"tap","host":"h","level":"error","limit":12}"#.utf8)
        for _ in 0..<200 {
            var bytes = sound
            for _ in 0..<random.number(in: 1..<6) { bytes[random.number(in: 0..<bytes.count)] = UInt8(random.number(in: 0..<256)) }
            bytes.removeLast(random.number(in: 0..<bytes.count))
            do throws(ControlRequest.Refusal) { _ = try ControlRequest(line: bytes) } catch { #expect(!error.message.isEmpty) }
        }
    }

    @Test("deeply nested JSON is refused, not followed")
    func nested() {
        let deep = String(repeating: #"{"request":"#, count: 3_000) + "1" + String(repeating: "}", count: 3_000)
        #expect(throws: ControlRequest.Refusal.self) { try Self.parse(deep) }
    }
}
