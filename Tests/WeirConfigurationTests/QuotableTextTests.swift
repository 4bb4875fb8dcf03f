import Testing

@testable import WeirConfiguration

@Suite("What may be quoted in an error")
struct QuotableTextTests {
    @Test(
        "holds no password, wherever one stood",
        arguments: [
            ("bob:hunter22@siem", "<redacted>@siem"), ("http://bob:hunter22@siem/in", "http://<redacted>@siem/in"),
            ("http:/bob:hunter22@siem", "http:/<redacted>@siem"), ("password=hunter22", "password=***"),
            ("siem.example.org", "siem.example.org"), ("bob@siem:514", "bob@siem:514"), ("/var/log/*.log", "/var/log/*.log"),
        ])
    func value(text: String, shown: String) {
        #expect(QuotableText.of(text) == shown)
    }

    @Test("a message quotes what was given by the same rule, also as a path was made of it")
    func message() {
        let given = ["ship", "http://bob:hunter22@siem/in", "--http=http://bob:hunter22@siem", "password=hunter22"]
        let message = "can't read /home/http:/bob:hunter22@siem/in: `password=hunter22` is unknown\n  see weir.yaml:3:5: it's a@b"
        let shown = QuotableText.ofMessage(message, given: given)
        #expect(shown == "can't read /home/http:/<redacted>@siem/in: `password=***` is unknown\n  see weir.yaml:3:5: it's a@b")
    }

    @Test(
        "a path's part that looks like a collector's key is not shown",
        arguments: [
            ("https://h/receiver/v1/http/ZaVnC4dhaV1x2y3Z4w==", "https://h/receiver/v1/http/<redacted>"),
            ("https://h/ingest/key/abcDEFg", "https://h/ingest/key/<redacted>"),
            ("https://h/services/collector/event/1.0", "https://h/services/collector/event/1.0"),
            ("https://h/api/token/refresh", "https://h/api/token/refresh"),
        ])
    func path(url: String, shown: String) {
        #expect(QuotableText.of(url) == shown)
    }
}
