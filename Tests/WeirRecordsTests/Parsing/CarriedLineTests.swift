import Testing
import WeirRecords

@Suite("lines within lines")
struct CarriedLineTests {
    @Test("what a container's line says itself comes before what its engine says of it")
    func container() {
        let cri = Parsed(#"2024-03-01T10:00:00.5Z stdout F {"level":"warn","ts":1709287201,"logger":"c","msg":"requeued"}"#)
        #expect(cri.record.level == .warning && cri.application == "c" && cri.message == "requeued" && !cri.record.isJSON)
        #expect(cri.record.time?.description == "2024-03-01T10:00:01.000000Z")
        let plain = Parsed("2024-03-01T10:00:00.5Z stderr F words alone")
        #expect(plain.message == "words alone" && plain.record.time?.description == "2024-03-01T10:00:00.500000Z")
    }

    @Test("a line in JSON's escapes is read as what it was, and stays JSON")
    func docker() {
        let line = #"{"log":"{\"level\":50,\"name\":\"api\",\"msg\":\"a \\\"b\\\"\"}\n","stream":"stdout","time":"2024-03-01T10:00:00.5Z"}"#
        let parsed = Parsed(line)
        #expect(parsed.record.level == .error && parsed.application == "api" && parsed.message == #"a "b""# && parsed.record.isJSON)
        #expect(parsed.record.time?.description == "2024-03-01T10:00:00.500000Z")
    }

    @Test("a relayed record keeps its host and its program, unless it names another")
    func relayed() {
        let parsed = Parsed("<165>1 2024-03-01T10:00:00Z web1 app 7 - [a@1 b=\"]\"] level=debug msg=\"cache miss\" key=1")
        #expect(
            parsed.text(\.host) == "web1" && parsed.application == "app" && parsed.record.level == .debug && parsed.message == "cache miss")
    }

    @Test("lines within lines without end are read as deep as anybody writes them")
    func deep() {
        let parsed = Parsed(String(repeating: "a  | ", count: 100_000) + "[INFO] end")
        #expect(parsed.message?.hasSuffix("end") == true)
    }

    @Test("colours don't hide a head")
    func colours() {
        let parsed = Parsed("\u{1B}[32m2024-03-01 10:00:00,123\u{1B}[0m \u{1B}[1;31mERROR\u{1B}[0m app.db: failed")
        #expect(parsed.record.level == .error && parsed.application == "app.db" && parsed.message == "failed")
    }
}
