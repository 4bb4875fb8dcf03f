import Foundation
import Testing
import WeirRecords

@testable import WeirRedaction

@Suite("Valid JSON in, valid JSON out")
struct JSONFuzzTests {
    private static let recordsPerRound = 500

    /// Seconds of the long run, `WEIR_FUZZ_SECONDS`; without it a few rounds are enough.
    private static let seconds = ProcessInfo.processInfo.environment["WEIR_FUZZ_SECONDS"].flatMap(Double.init)

    @Test("a redacted record is as valid as it was, with the same members at the top, and no longer")
    func staysValid() throws {
        let start = ContinuousClock.now
        var round: UInt64 = 0
        repeat {
            try check(seed: round)
            round += 1
        } while Self.seconds.map { start.duration(to: .now) < .seconds($0) } ?? (round < 12)
    }

    private func check(seed: UInt64) throws {
        var maker = HostileJSON(seed: seed)
        let records = (0..<Self.recordsPerRound).map { _ in maker.record() }
        let results = try RedactionBench().redact(records, as: .otherJSON).results
        try #require(results.count == records.count)
        for (before, after) in zip(records, results.map(\.text)) where before != after {
            let (old, new) = (Members(before), Members(after))
            #expect(new.verdict == old.verdict, "\(before) became \(after)")
            #expect(new.keys == old.keys && new.kinds == old.kinds, "\(before) became \(after)")
            #expect(after.utf8.count <= before.utf8.count)
        }
    }

    private struct Members {
        var verdict: JSONVerdict
        var keys: [[UInt8]] = []
        var kinds: [JSONField.Kind] = []

        init(_ text: String) {
            let bytes = Array(text.utf8)
            var fields: [JSONField] = []
            verdict = bytes.withUnsafeBytes { JSONLineScanner.fields(of: $0.bytes, into: &fields) }
            keys = fields.map { Array(bytes[$0.key]) }
            kinds = fields.map(\.kind)
        }
    }

    @Test(
        "numbers, escapes and lists are masked where they are secret, and stay what they are",
        arguments: [
            (#"{"password":12345678,"b":2}"#, #"{"password":0,"b":2}"#),
            (#"{"password":"a1b2c3d4\\","b":2}"#, #"{"password":"***","b":2}"#),
            (#"{"cookie":["sid=a1b2c3d4"]}"#, #"{"cookie":["sid=***"]}"#),
            (#"{"prompt_token":17}"#, #"{"prompt_token":17}"#),
            (#"{"m":"{\"pin\":123456}"}"#, #"{"m":"{\"pin\":0}"}"#),
            (#"{"a":{"password":["hunter2","hunter3"]}}"#, #"{"a":{"password":["***","***"]}}"#),
            (
                #"{"headers":[["Authorization","Basic dXNlcjpwdzEyMw=="],["Host","x"]]}"#,
                #"{"headers":[["Authorization","Basic ***"],["Host","x"]]}"#
            ),
            (#"{"env":[{"value":"hunter22","name":"DB_PASSWORD"}]}"#, #"{"env":[{"value":"***","name":"DB_PASSWORD"}]}"#),
            (#"{"\u0070assword":"\u0068unter2"}"#, #"{"\u0070assword":"***"}"#),
        ])
    func structure(before: String, after: String) throws {
        let result = try RedactionBench().redact(before, as: .otherJSON)
        #expect(result.text == after)
        #expect(result.isJSON)
    }
}
