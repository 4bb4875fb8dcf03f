import Testing
import WeirRecords
import WeirSystem

@Suite("message shapes")
struct MessageShapesTests {
    private func shape(_ message: String) -> String? {
        var shapes = MessageShapes()
        message.withBytes { shapes.add($0, lineBytes: 1) }
        return shapes.heaviest(1).first?.shape
    }

    @Test(
        "what differs from message to message is taken out",
        arguments: [
            ("Sending Heartbeat", "Sending Heartbeat"),
            ("executed in (0.5982270240783691) seconds", "executed in (<n>.<n>) seconds"),
            ("kasm_id (898fb9fc-c06b-41cb-a6b1-e4c79269a0ce)", "kasm_id (<uuid>)"),
            ("container_id (6ebff90ffd9bfe93905985b204de75eb445883c3c1164852c4670550ea1f3d6b)", "container_id (<hex>)"),
            ("at (10.229.154.198) for user (admin@kasm.local)", "at (<n>.<n>.<n>.<n>) for user (<address>)"),
            ("to https://proxy:443/manager_api/api/v1/heartbeat", "to <url>"),
            ("opened /opt/kasm/current/log/a.log twice", "opened <path> twice"),
            ("{'agent': {'retention_period': '24'}}", "{'agent': {'retention_period': <text>}}"),
            ("it isn't \"done\" yet, user12 can't", "it isn't <text> yet, user<n> can't"),
            ("token eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9", "token <token>"),
            ("an open 'quote", "an open 'quote"),
            ("deadbeef cafe1234", "deadbeef <hex>"),
            ("", ""),
        ])
    func normalized(message: String, expected: String) { #expect(shape(message) == expected) }

    @Test("a shape does not depend on where in its message something stands, nor on what it takes to look at sixteen bytes at once")
    func places() {
        let parts = [
            "7", "a9", "isn't", "'q u'", "\"", "/opt/x", "a@b", "://", "http://h/1", "-", "word", "é", " ", "  ", "deadbeef1", "=", "'",
        ]
        var random = SeededRandom(seed: 5)
        for _ in 0..<2_000 {
            var short = ""
            while short.utf8.count < 15, let part = parts.randomElement(using: &random), short.utf8.count + part.utf8.count < 16 {
                short += part
            }
            for (before, behind) in [(0, 16), (1, 15), (7, 9), (15, 1), (16, 16), (31, 40)] {
                let (left, right) = (String(repeating: " ", count: before), String(repeating: ".", count: behind))
                #expect(shape(left + short + " " + right) == left + (shape(short) ?? "?") + " " + right)
            }
        }
    }

    private func add(_ message: String, bytes: Int, to shapes: inout MessageShapes) {
        message.withBytes { shapes.add($0, lineBytes: bytes) }
    }

    @Test("shapes are ranked by the bytes of their lines")
    func ranking() {
        var shapes = MessageShapes()
        for number in 0..<10 { add("small \(number)", bytes: 10, to: &shapes) }
        add("large", bytes: 500, to: &shapes)
        let top = shapes.heaviest(10)
        #expect(top.map(\.shape) == ["large", "small <n>"])
        #expect(top[1].weight == MeterWeight(records: 10, lineBytes: 100, messageBytes: 70))
        #expect(top[0].missedLineBytes == 0)
    }

    /// A name of letters alone for each number, so that no two have one shape.
    private func word(_ number: Int) -> String {
        String(number).map { String(UnicodeScalar(UInt8(ascii: "a") + UInt8($0.wholeNumberValue ?? 0))) }.joined()
    }

    @Test("memory is bounded, heavy shapes stay, and no count is off by more than it says")
    func bounded() {
        var shapes = MessageShapes()
        for round in 0..<20_000 {
            add("light \(word(round))", bytes: 100, to: &shapes)
            if round % 10 == 0 { add("heavy", bytes: 300, to: &shapes) }
            #expect(shapes.count <= MessageShapes.maximumShapes)
        }
        let heavy = shapes.heaviest(1)[0]
        #expect(heavy.shape == "heavy" && heavy.weight.lineBytes == 600_000 && heavy.missedLineBytes == 0)
        for entry in shapes.heaviest(.max) { #expect(entry.weight.lineBytes + entry.missedLineBytes >= 100) }
    }

    @Test("shapes merge in any order to the same")
    func merging() {
        func made(_ seed: UInt64) -> MessageShapes {
            var generator = SeededGenerator(seed: seed)
            var shapes = MessageShapes()
            for _ in 0..<300 {
                let name = word(Int.random(in: 0..<50, using: &generator))
                add("m \(name) \(Int.random(in: 0..<9, using: &generator))", bytes: 7, to: &shapes)
            }
            return shapes
        }
        let parts = [made(1), made(2), made(3)]
        var left = parts[0]
        left.merge(parts[1])
        left.merge(parts[2])
        var right = parts[2]
        right.merge(parts[1])
        right.merge(parts[0])
        #expect(left.heaviest(.max) == right.heaviest(.max))
        #expect(left.heaviest(.max).reduce(0) { $0 + $1.weight.records } == 900)
    }
}
