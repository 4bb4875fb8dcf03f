import Testing
import WeirRecords

@Suite("formats")
struct FormatTests {
    @Test("a keyword is found wherever a word begins with it in the first 64 bytes, and nowhere else", arguments: 0...70)
    func keywords(before: Int) {
        for (filler, isFound) in [("-", true), (" ", true), ("é", true), ("x", before == 0)] {
            let padding = String(repeating: filler, count: before / filler.utf8.count)
            for word in ["Login", "kasm_id"] {
                let line =
                    "2024-10-29 23:35:31,324 [INFO] a: \(padding)\(word) and much more than sixty-four bytes of what a message may have"
                let record = Parsed(line, as: .kasmText).record
                let isInReach = padding.utf8.count < 64 && isFound
                #expect((record.category != .infrastructure) == isInReach, "\(line)")
            }
        }
    }

    @Test("the application log's lines are read in full")
    func kasmJSON() throws {
        let lines = try Fixture.kasmJSON.lines()
        let first = Parsed(lines[0], as: .kasmJSON)
        #expect(first.message == "Authentication attempt invalid user: (user1)")
        #expect(first.application == "client_api_server")
        #expect(first.text(\.process) == "MainProcess")
        #expect(first.text(\.metricName) == "account.login.failed_invalid_user")
        #expect(first.text(\.host) == nil)
        #expect(first.record.level == .warning)
        #expect(first.record.time?.description == "2023-01-31T15:05:01.896185Z")
        #expect(first.record.category == .authentication)
        #expect(first.record.isJSON && first.record.isValidUTF8 && !first.record.isContinuation)
        for line in lines { #expect(Parsed(line, as: .kasmJSON).record.category == .authentication) }
    }

    @Test("without a timestamp the local time stands in, as UTC; a wrong one counts as none")
    func asctime() {
        let line = #"{"asctime": "2023-01-31 15:05:01,896", "name": "a", "levelname": "debug", "message": "m", "timestamp": "soon"}"#
        #expect(Parsed(line, as: .kasmJSON).record.time?.description == "2023-01-31T15:05:01.896000Z")
        #expect(Parsed(#"{"name": "a"}"#, as: .kasmJSON).record.time == nil)
    }

    @Test(
        "a line that is not what its format promises is a plain one",
        arguments: [RecordFormat.kasmJSON, .nginxAccessJSON, .kasmSessionJSON, .otherJSON])
    func notJSON(format: RecordFormat) {
        for line in ["Traceback (most recent call last):", "{\"message\": \"torn", "[{\"message\":\"x\"}]"] {
            let parsed = Parsed(line, as: format)
            #expect(parsed.message == line)
            #expect(parsed.record.level == .unknown && parsed.record.time == nil && !parsed.record.isJSON)
        }
    }

    @Test("a message that is not a string is taken as it is written")
    func bareMessage() {
        #expect(Parsed(#"{"message": {"a": [1]}, "asctime": "x"}"#, as: .kasmJSON).message == #"{"a": [1]}"#)
        #expect(Parsed(#"{"levelname": "ERROR"}"#, as: .kasmJSON).message == #"{"levelname": "ERROR"}"#)
    }

    @Test("the platform's text lines are read in full")
    func kasmText() throws {
        let lines = try Fixture.kasmText.lines()
        for line in lines {
            let parsed = Parsed(line, as: .kasmText)
            #expect(parsed.record.time != nil && !parsed.record.isContinuation && !parsed.record.isJSON)
            #expect(line.hasSuffix(parsed.message ?? "-"))
        }
        let heartbeat = Parsed(lines[0], as: .kasmText)
        #expect(heartbeat.message == "Sending Heartbeat")
        #expect(heartbeat.application == "__main__.handler")
        #expect(heartbeat.record.level == .debug && heartbeat.record.category == .debug)
        #expect(heartbeat.record.time?.description == "2022-01-19T23:26:35.328000Z")
        let access = try #require(lines.first { $0.contains("cherrypy.access") })
        #expect(Parsed(access, as: .kasmText).application == "cherrypy.access")
        let dictionary = try #require(lines.first { $0.contains("retention_period") })
        #expect(Parsed(dictionary, as: .kasmText).message == "{'agent': {'retention_period': '24'}}")
        let root = try #require(lines.first { $0.contains(" root:") })
        #expect(Parsed(root, as: .kasmText).application == "root")
    }

    @Test(
        "a text line without a whole head goes on with the one before it",
        arguments: [
            "Traceback", "", "2024-10-29", "2024-10-29 23:35:31,324", "2024-10-29 23:35:31,324 [LOUD] a: b",
            "2024-10-29 23:35:31,324 INFO a: b",
            "2024-13-29 23:35:31,324 [INFO] a: b",
        ])
    func continuation(line: String) {
        let parsed = Parsed(line, as: .kasmText)
        #expect(parsed.record.isContinuation && parsed.message == line)
    }

    @Test("odd text heads keep every byte of the message")
    func oddHeads() {
        func parsed(_ rest: String) -> Parsed { Parsed("2024-10-29 23:35:31,324 [INFO] " + rest, as: .kasmText) }
        #expect(parsed("no colon here").message == "no colon here")
        #expect(parsed("no colon here").application == "")
        #expect(parsed("a:b").message == "b")
        #expect(parsed("a:").message == "")
        #expect(parsed(": b").message == ": b")
        #expect(parsed("123: b").application == "123")
        #expect(parsed("a.1.2: b").application == "a.1")
        #expect(parsed(".1: b").application == ".1")
    }

    @Test("access lines are read although a key comes twice and every value is a string")
    func nginx() throws {
        let lines = try Fixture.nginx.lines()
        let first = Parsed(lines[0], as: .nginxAccessJSON)
        #expect(first.message == "GET /api/__healthcheck HTTP/1.1")
        #expect(first.application == "nginx")
        #expect(first.record.level == .info && first.record.isJSON)
        #expect(first.record.time?.description == "2024-11-25T03:47:52.285000Z")
        let second = Parsed(lines[1], as: .nginxAccessJSON)
        #expect(second.record.level == .error)
        #expect(second.record.time?.description == "2024-11-25T03:47:53.901000Z")
    }

    @Test("an access line's time comes from the best of its three fields")
    func nginxTimes() {
        func time(_ fields: String) -> String? { Parsed("{\(fields)}", as: .nginxAccessJSON).record.time?.description }
        let common = #""time_local":"25/Nov/2024:03:47:52 +0000""#
        #expect(time(common) == "2024-11-25T03:47:52.000000Z")
        #expect(time(common + #","time_iso8601":"2024-11-25T03:47:53+00:00""#) == "2024-11-25T03:47:53.000000Z")
        #expect(time(common + #","msec":"""#) == "2024-11-25T03:47:52.000000Z")
        #expect(Parsed(#"{"http_status":"404"}"#, as: .nginxAccessJSON).record.level == .warning)
        #expect(Parsed(#"{"http_status":""}"#, as: .nginxAccessJSON).record.level == .unknown)
    }

    @Test("a session's records name their own host and application")
    func session() throws {
        let lines = try Fixture.session.lines()
        let second = Parsed(lines[1], as: .kasmSessionJSON)
        #expect(second.message == "Uploaded \"bericht übersicht.pdf\" 😀")
        #expect(second.application == "Session")
        #expect(second.text(\.host) == "898fb9fcc06b")
        #expect(second.text(\.process) == "file_mapper")
        #expect(second.record.level == .warning && second.record.category == .session)
        #expect(second.record.time?.description == "2024-11-25T03:47:53.000000Z")
    }

    @Test("PostgreSQL's lines are read behind their prefix")
    func postgres() throws {
        let lines = try Fixture.postgres.lines()
        let first = Parsed(lines[0], as: .postgresLog)
        #expect(first.message == "listening on IPv4 address \"0.0.0.0\", port 5432")
        #expect(first.application == "postgres")
        #expect(first.record.level == .info)
        #expect(first.record.time?.description == "2022-01-18T00:28:58.891000Z")
        #expect(Parsed("\tFROM logs", as: .postgresLog).record.isContinuation)
        let fatal = lines[0].replacing(">LOG:", with: ">FATAL:").replacing(" UTC     1", with: " XYZ psql kasm kasm 10.0.0.1(555) 1")
        #expect(Parsed(fatal, as: .postgresLog).record.level == .critical)
        #expect(Parsed(fatal, as: .postgresLog).record.time == nil)
    }

    @Test("common keys of other JSON are understood")
    func otherJSON() {
        let line = #"{"@timestamp":1732506472.285,"severity":"Fatal","logger":"a","hostname":"h","message":"m"}"#
        let parsed = Parsed(line, as: .otherJSON)
        #expect(parsed.record.time?.description == "2024-11-25T03:47:52.285000Z")
        #expect(parsed.record.level == .critical)
        #expect(parsed.application == "a" && parsed.text(\.host) == "h" && parsed.message == "m")
    }
}
