import Testing
import WeirPlanner
import WeirRecords

@testable import WeirConfiguration

@Suite struct ValueTests {
    private func read<Value>(_ reader: ScalarReader<Value>, _ text: String) -> Value? { try? reader.parse(text) }

    private func refusal<Value>(_ reader: ScalarReader<Value>, _ text: String) -> Refusal? {
        do { _ = try reader.parse(text) } catch { return error }
        return nil
    }

    @Test(
        "durations are exact",
        arguments: [
            ("7d", Duration.seconds(604_800)), ("4h", .seconds(14_400)), ("90ms", .milliseconds(90)), ("1.5h", .seconds(5_400)),
            ("0.6ms", .microseconds(600)), ("1h30m", .seconds(5_400)), ("1d 12h", .seconds(129_600)), ("2 h", .seconds(7_200)),
            ("1w", .seconds(604_800)),
            ("0.1s", .milliseconds(100)), ("250us", .microseconds(250)),
        ])
    func durations(text: String, duration: Duration) {
        #expect(read(.duration(), text) == duration)
        #expect(read(.duration(), DurationText.text(duration)) == duration)
    }

    @Test(
        "what is no duration is refused",
        arguments: [
            "", "h", "7", "-1h", "0s", "1.h", ".5h", "1h1h", "30m1h", "1y", "1e3s", "999999999999999d", "1h ", " 1h", "١h", "1h\u{0}",
            "NaN", "inf",
        ])
    func badDurations(text: String) {
        #expect(refusal(.duration(), text) != nil)
    }

    @Test(
        "words for units are near to what was meant",
        arguments: [("7 days", "7d"), ("30 seconds", "30s"), ("5min", "5m"), ("4H", "4h"), ("10 msec", "10ms"), ("1 hr", "1h")])
    func durationWords(text: String, meant: String) {
        #expect(refusal(.duration(), text)?.suggestion == meant)
    }

    @Test(
        "byte counts are exact, binary and decimal",
        arguments: [
            ("8GiB", Int64(8) << 30), ("10MiB", 10 << 20), ("200GB", 200_000_000_000), ("1.5GiB", 3 << 29), ("512 B", 512),
            ("64kB", 64_000),
            ("1PiB", 1 << 50),
        ])
    func bytes(text: String, count: Int64) {
        #expect(read(.byteCount(), text) == ByteCount(count))
        #expect(read(.byteCount(), ByteCountText.text(ByteCount(count))) == ByteCount(count))
    }

    @Test("what is no byte count is refused", arguments: ["", "8", "-8GiB", "0B", "8XB", "GiB", "999999999999999PiB", "1e9B", "0x10B"])
    func badBytes(text: String) {
        #expect(refusal(.byteCount(), text) != nil)
    }

    @Test("a near unit is suggested", arguments: [("8gib", "8GiB"), ("8G", "8GiB"), ("10 mib", "10MiB"), ("5k", "5KiB")])
    func byteWords(text: String, meant: String) {
        #expect(refusal(.byteCount(), text)?.suggestion == meant)
    }

    @Test("percentages need their sign")
    func shares() {
        let reader = ScalarReader<Share>.share(from: Share(percent: -50), to: Share(percent: 200))
        #expect(read(reader, "3%") == Share(percent: 3))
        #expect(read(reader, "-2.5%") == Share(percent: -2.5))
        #expect(refusal(reader, "3")?.suggestion == "3%")
        #expect(["0.03", "201%", "-51%", "%", "three%"].allSatisfy { refusal(reader, $0) != nil })
    }

    @Test("whole numbers are whole and within their range")
    func integers() {
        #expect(read(.integer(1...10), "10") == 10)
        #expect(
            ["0", "11", "1.5", "ten", "", "1e1", "0x1", "99999999999999999999", "-1", "1 0", "1_0"].allSatisfy {
                refusal(.integer(1...10), $0) != nil
            })
    }

    @Test("days exist")
    func dates() {
        #expect(read(.date, "2026-11-01")?.description == "2026-11-01")
        #expect(read(.date, "2024-02-29") != nil)
        #expect(
            ["2026-02-29", "2026-13-01", "26-11-01", "2026-1-1", "2026-11-01T00:00", "2026-11-00", "+026-11-01"].allSatisfy {
                refusal(.date, $0) != nil
            })
    }

    @Test("listening addresses are split at their last colon")
    func addresses() {
        #expect(read(.listenAddress, "127.0.0.1:9464") == ListenAddress(host: "127.0.0.1", port: 9464))
        #expect(read(.listenAddress, "[::1]:80") == ListenAddress(host: "::1", port: 80))
        #expect(
            ["127.0.0.1", ":80", "::1:80", "host:65536", "host:-1", "ho st:80", "[::1]", "host:"].allSatisfy {
                refusal(.listenAddress, $0) != nil
            })
        #expect(["127.0.0.1", "127.9.9.9", "localhost", "::1"].allSatisfy { ListenAddress(host: $0, port: 1).isLoopback })
        #expect(
            ["0.0.0.0", "::", "10.0.0.1", "127.example.com", "localhost.example.com"].allSatisfy {
                !ListenAddress(host: $0, port: 1).isLoopback
            })
    }

    @Test("URLs are taken apart and printed again")
    func endpoints() {
        let reader = ScalarReader<Endpoint>.endpoint([("https", 443), ("http", 80)])
        let endpoint = read(reader, "HTTPS://[fe80::1]:8088/a/b?c=d")
        #expect(endpoint == Endpoint(scheme: "https", host: "fe80::1", port: 8088, path: "/a/b?c=d"))
        #expect(endpoint.map { "\($0)" } == "https://[fe80::1]:8088/a/b?c=d")
        #expect(read(reader, "http://h") == Endpoint(scheme: "http", host: "h", port: 80, path: "/"))
        #expect(read(reader, "http://h?x=1")?.path == "/?x=1")
    }

    @Test(
        "URLs that can't be meant are refused",
        arguments: [
            "", "https://", "https:///x", "h", "ftp://h", "https://u:p@h/", "https://h:0/", "https://h:x/", "https://h/#f", "https://h/a b",
            "https://h/é",
        ])
    func badEndpoints(text: String) {
        #expect(refusal(.endpoint([("https", 443), ("http", 80)]), text) != nil)
    }

    @Test("names, tables, columns and currencies have their alphabets")
    func words() {
        #expect(["kasm", "web-1", "a.b_c"].allSatisfy { read(.name, $0) == $0 })
        #expect(["", "-a", "a b", "a/b", "é", String(repeating: "a", count: 64)].allSatisfy { refusal(.name, $0) != nil })
        #expect(["logs", "public.logs", "_x$1"].allSatisfy { read(.tableName, $0) == $0 })
        #expect(["", "a.b.c", "1a", "a b", "a;drop", "a.", "\"a\""].allSatisfy { refusal(.tableName, $0) != nil })
        #expect(refusal(.currency, "usd")?.suggestion == "USD")
    }

    @Test("only true and false are truth values")
    func booleans() {
        #expect(read(.boolean, "true") == true)
        #expect(read(.boolean, "false") == false)
        #expect(refusal(.boolean, "yes")?.suggestion == "true")
        #expect(refusal(.boolean, "0") != nil)
    }

    @Test("decimal numbers print as they were written", arguments: ["0", "3", "2.5", "0.000001", "-1.25", "1000000"])
    func decimals(text: String) throws {
        #expect(DecimalText.text(try #require(DecimalText(text)).double) == text)
    }
}
