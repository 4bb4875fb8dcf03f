import Testing
import WeirRecords

@testable import WeirRedaction

/// How much of a long line is looked at for each of its hits.
@Suite("Lines made of what comes before a secret")
struct ReachTests {
    private static let value = ["Vb72", "hNs4", "Kq19", "zTw6"].joined()

    @Test("all windows of a text together grow with its length, however many hits it has")
    func linear() {
        for count in [64 << 10, 1 << 20] {
            for hits in [count / 4, count / 12, count / 500, 10] {
                let reach = Reach(count, hits: hits)
                let looked = (0..<hits).reduce(0) { $0 + reach.window(around: $1 * (count / hits)).count }
                #expect(looked <= count * 64 + hits * 2_048)
            }
        }
        #expect(Reach(1_000, hits: 900).isWhole && Reach(60_000, hits: 50).isWhole)
    }

    @Test("what ends at a window's end is read again in longer ones, at most so often")
    func widened() {
        var reach = Reach(1 << 20, hits: 1 << 18)
        var window = reach.window(around: 5_000)
        let unread = Finding(window.lowerBound + 8..<window.lowerBound + 16, .token)
        #expect(reach.wider(window, [unread]) == nil)
        var widened = 0
        while let wider = reach.wider(window, [Finding(window.lowerBound..<window.upperBound, .token)]) {
            #expect(wider.lowerBound == window.lowerBound && wider.count > window.count)
            window = wider
            widened += 1
        }
        #expect(window.upperBound == 1 << 20 && widened < 12)
        var spent = 0
        while reach.wider(0..<1 << 19, [Finding(0..<1 << 19, .token)]) != nil { spent += 1 }
        #expect(spent <= 64)
    }

    @Test("a long secret among many hits is masked to its end, and what follows it stays")
    func longSecret() throws {
        let noise = String(repeating: "curl -u a:b ", count: 2_000)
        let secret = String(repeating: Self.value, count: 1_000)
        let line = noise + "token=\(secret) kept " + noise
        #expect(try RedactionBench().redact(line, as: .plain).text == noise + "token=*** kept " + noise)
    }

    @Test("each command of a line of many is read by itself")
    func commands() throws {
        let line = (0..<3_000).map { _ in "curl -H 'A: curl' -u bob:\(Self.value) https://h/" }.joined(separator: " && ")
        let masked = (0..<3_000).map { _ in "curl -H 'A: curl' -u bob:*** https://h/" }.joined(separator: " && ")
        #expect(try RedactionBench().redact(line, as: .plain).text == masked)
    }
}
