import Testing
import WeirSystem

@testable import WeirReceiver

@Suite struct SyslogFramerTests {
    @Test("messages come out the same however the stream is cut")
    func anyChunking() {
        var random = SeededRandom(seed: 5)
        for _ in 0..<200 {
            let messages = (0..<20).map { _ in message(&random) }
            let stream = messages.flatMap { framed($0, isCounted: random.next() & 1 == 0) }
            var framer = SyslogFramer()
            var pending: [UInt8] = []
            var found: [[UInt8]] = []
            var rest = stream[...]
            while !rest.isEmpty {
                let count = min(rest.count, 1 + Int(random.next() % 40))
                pending += rest.prefix(count)
                rest = rest.dropFirst(count)
                #expect(drain(&pending, &framer, into: &found) == nil)
            }
            #expect(pending.isEmpty)
            #expect(found == messages)
        }
    }

    @Test("an octet-counted message may hold line feeds")
    func countedWithLineFeeds() {
        #expect(all("7 <1>1\n\nx5 <2>1 ") == ["<1>1\n\nx", "<2>1 "])
    }

    @Test("a carriage return before the line feed belongs to neither")
    func carriageReturn() { #expect(all("<1>1 a\r\n<2>1 b\n") == ["<1>1 a", "<2>1 b"]) }

    @Test("what is cut off is not a message", arguments: ["12 <1>1 - - ", "1", "12", "<1>1 - - - - - x"])
    func cutOff(stream: String) {
        var framer = SyslogFramer()
        #expect(Array(stream.utf8).withUnsafeBytes { framer.step($0) } == .incomplete)
    }

    @Test(
        "a stream that can't be followed is given up",
        arguments: [("1x <1>1", SyslogFramer.Failure.badCount), ("99999999 <1>", .tooLong), ("12345678", .tooLong), ("101 <1>", .tooLong)])
    func failures(stream: String, failure: SyslogFramer.Failure) {
        var framer = SyslogFramer(limit: 100)
        #expect(Array(stream.utf8).withUnsafeBytes { framer.step($0) } == .failure(failure))
    }

    @Test("a line without an end is not gathered without a limit")
    func endlessLine() {
        var framer = SyslogFramer(limit: 100)
        let line = [UInt8](repeating: UInt8(ascii: "<"), count: 101)
        #expect(line[..<100].withUnsafeBytes { framer.step($0) } == .incomplete)
        #expect(line.withUnsafeBytes { framer.step($0) } == .failure(.tooLong))
    }

    private func message(_ random: inout SeededRandom) -> [UInt8] {
        Array("<13>1 ".utf8) + (0..<random.next() % 60).map { _ in UInt8(0x20 + random.next() % 0x5F) }
    }

    private func framed(_ message: [UInt8], isCounted: Bool) -> [UInt8] {
        isCounted ? Array("\(message.count) ".utf8) + message : message + [UInt8(ascii: "\n")]
    }

    private func all(_ stream: String) -> [String] {
        var framer = SyslogFramer()
        var pending = Array(stream.utf8)
        var found: [[UInt8]] = []
        #expect(drain(&pending, &framer, into: &found) == nil)
        return found.map { String(decoding: $0, as: UTF8.self) }
    }

    private func drain(_ pending: inout [UInt8], _ framer: inout SyslogFramer, into found: inout [[UInt8]]) -> SyslogFramer.Failure? {
        while true {
            switch pending.withUnsafeBytes({ framer.step($0) }) {
            case .message(let range, let consumed):
                found.append(Array(pending[range]))
                pending.removeFirst(consumed)
            case .skip(let count): pending.removeFirst(count)
            case .incomplete: return nil
            case .failure(let failure): return failure
            }
        }
    }
}
