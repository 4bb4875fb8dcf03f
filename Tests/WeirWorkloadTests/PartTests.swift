import Foundation
import Testing
import WeirRecords
import WeirSystem

@testable import WeirWorkload

@Suite struct EventQueueTests {
    @Test("events come out by time, and within a moment as they went in")
    func order() {
        var random = SeededRandom(seed: 2)
        var queue = EventQueue<Int>()
        let times = (0..<5_000).map { _ in Int64(random.next() % 300) }
        for (index, time) in times.enumerated() { queue.add(index, at: time) }
        var found: [Int] = []
        while let (time, event) = queue.removeFirst() {
            #expect(times[event] == time)
            found.append(event)
        }
        #expect(found == times.indices.sorted { (times[$0], $0) < (times[$1], $1) })
        #expect(queue.isEmpty)
    }
}

@Suite struct PacerTests {
    @Test("over any ticks, as many records are due as the rate says")
    func rate() {
        var random = SeededRandom(seed: 3)
        var pacer = Pacer(recordsPerSecond: 12_345.6, now: 0)
        var now: UInt64 = 0
        var due: UInt64 = 0
        for _ in 0..<10_000 {
            now += random.next() % 50_000_000
            due += pacer.due(at: now)
        }
        #expect(abs(Double(due) - Double(now) / 1e9 * 12_345.6) < 2)
    }

    @Test("a long stall is not made up for by a flood, and a clock that goes back asks for nothing")
    func stall() {
        var pacer = Pacer(recordsPerSecond: 100, now: 0)
        #expect(pacer.due(at: 3_600_000_000_000) == 100)
        #expect(pacer.due(at: 5) == 0)
    }
}

@Suite struct RotationTests {
    @Test("a file is renamed before the line that would make it reach its size")
    func rule() {
        let rule = RotationRule(bytes: 100, kept: 2)
        #expect(!rule.isDue(size: 0, nextLine: 500))
        #expect(!rule.isDue(size: 90, nextLine: 9))
        #expect(rule.isDue(size: 90, nextLine: 10))
        #expect(!RotationRule(bytes: 100, kept: 0).isDue(size: 90, nextLine: 10))
    }

    @Test("renames go from the oldest to the newest")
    func renames() {
        let rotation = Rotation(of: "a.log", present: 2, kept: 3)
        #expect(rotation.renames.map { "\($0.from) \($0.to)" } == ["a.log.2 a.log.3", "a.log.1 a.log.2", "a.log a.log.1"])
        #expect(!rotation.losesOldest)
        let full = Rotation(of: "a.log", present: 3, kept: 3)
        #expect(full.renames == rotation.renames)
        #expect(full.losesOldest)
        #expect(Rotation(of: "a.log", present: 1, kept: 1).renames.map(\.to) == ["a.log.1"])
    }
}

@Suite struct TextTests {
    @Test("the logarithm is the logarithm", arguments: [1e-300, 1e-12, 0.1, 0.5, 0.7071, 0.99999, 1, 1.5, 2, 7.389, 1e17])
    func logarithm(value: Double) { #expect(abs(value.logarithm - log(value)) <= 1e-9 * max(1, abs(log(value)))) }

    @Test("escaped text reads back as it was")
    func escaping() throws {
        for text in Vocabulary.files + Vocabulary.givenNames + ["a\nb\tc\r\u{1}\u{7F}🚀"] {
            for escape in [JSONEscaping.appendASCII, JSONEscaping.appendUTF8] {
                var line = LineBuffer()
                escape(Array(text.utf8), &line)
                let json = Data("[\"".utf8) + Data(line.bytes) + Data("\"]".utf8)
                #expect(try JSONSerialization.jsonObject(with: json) as? [String] == [text])
            }
        }
    }

    @Test("one moment is written in each of the platform's ways")
    func moments() {
        var time = TimeText()
        time.set(Timestamp(microseconds: 1_675_177_501_896_185))
        #expect(text { time.appendLogging(to: &$0) } == "2023-01-31 15:05:01,896")
        #expect(text { time.appendISO(to: &$0) } == "2023-01-31T15:05:01.896185+00:00")
        #expect(text { time.appendISOSeconds(to: &$0) } == "2023-01-31T15:05:01+00:00")
        #expect(text { time.appendCommon(to: &$0) } == "31/Jan/2023:15:05:01")
        #expect(text { time.appendEpoch(to: &$0) } == "1675177501.896")
        #expect(text { time.appendSlashed(to: &$0) } == "2023/01/31 15:05:01")
    }

    @Test("numbers are padded", arguments: [(0, 1, "0"), (7, 3, "007"), (1234, 3, "1234"), (UInt64.max, 1, "18446744073709551615")])
    func decimals(value: UInt64, width: Int, expected: String) {
        #expect(text { $0.append(decimal: value, width: width) } == expected)
    }

    @Test("a template keeps braces that name no field")
    func template() {
        let template = MessageTemplate("{'a': {user}} {b} {")
        let texts = template.parts.map { part in
            switch part {
            case .text(let text): String(decoding: text, as: UTF8.self)
            case .field(let field): "<\(field)>"
            }
        }
        #expect(texts.joined() == "{'a': <user>} {b} {")
    }

    private func text(_ body: (inout LineBuffer) -> Void) -> String {
        var line = LineBuffer()
        body(&line)
        return String(decoding: line.bytes, as: UTF8.self)
    }
}
