import Testing
import WeirRecords

@testable import WeirShipping

@Suite("Generic HTTP")
struct HTTPVerdictTests {
    private static func verdict(_ status: Int) -> Verdict {
        let reason = Reason(.status(status), "why")
        return switch status {
        case 200...299: .delivered(.accepted)
        case 300...399: .hold(Reason(.status(status), "it names no place"))
        case 413: .split(reason)
        case 400, 409, 422: .reject(reason)
        case 408, 425, 429: .retry(reason)
        case 501, 505, 511: .hold(reason)
        case 500...599: .retry(reason)
        default: .hold(reason)
        }
    }

    @Test("each status has its verdict: only what can speak of a record costs one, and what speaks of the request holds at once")
    func statuses() {
        for status in 0...1_000 {
            #expect(HTTPOutcome.answered(HTTPAnswer(status: status, body: "why")).verdict() == Self.verdict(status))
        }
    }

    @Test("a page for a browser is no receipt, whatever its status says; a short text of its type is one")
    func page() {
        let page = HTTPOutcome.answered(HTTPAnswer(status: 200, isPage: true)).verdict()
        guard case .hold(let reason) = page else {
            Issue.record("\(page)")
            return
        }
        #expect(reason.code == "HTTP 200" && reason.wayOut(of: .seconds(30)).contains("sign-in"))
        func isPage(_ text: String, _ type: String?) -> Bool { AnswerBody.isPage(Array(text.utf8), type: type, encoding: nil) }
        #expect(isPage("\u{FEFF}\n <!DOCTYPE html><html>", "Text/HTML; charset=utf-8") && isPage("<html lang=en>", "text/html"))
        #expect(
            !isPage("ok", "text/html") && !isPage("<!doctype html>", "application/json") && !isPage("<html>", nil)
                && !isPage("", "text/html"))
    }

    @Test("every hold has a way out that fits it")
    func waysOut() {
        for status in [
            301, 401, 402, 403, 404, 405, 406, 407, 410, 411, 412, 414, 415, 417, 421, 426, 428, 431, 451, 501, 505, 511, 42, 600,
        ] {
            let advice = Reason(.status(status)).wayOut(of: .seconds(30))
            #expect(!advice.hasPrefix("correct the sink or its endpoint"), "\(status): \(advice)")
        }
    }

    @Test("no answer is tried again; an untrusted peer and a request that can't be are held")
    func failures() {
        #expect(HTTPOutcome.failed(.timeout).verdict() == .retry(Reason(.timeout)))
        #expect(HTTPOutcome.failed(.connection("refused")).verdict() == .retry(Reason(.connection, "refused")))
        #expect(HTTPOutcome.failed(.malformed("x")).verdict() == .retry(Reason(.noAnswer, "x")))
        #expect(HTTPOutcome.failed(.untrusted("expired")).verdict() == .hold(Reason(.untrusted, "expired")))
        #expect(HTTPOutcome.failed(.noCommonTLS("1.0")).verdict() == .hold(Reason(.noCommonTLS, "1.0")))
        #expect(HTTPOutcome.failed(.unsendable("no URL")).verdict() == .hold(Reason(.request, "no URL")))
    }

    @Test(
        "a redirect says where it leads, without what may be secret there",
        arguments: [
            ("https://siem.example.com/v2", "https://siem.example.com/v2"), ("/v2/logs", "/v2/logs"),
            ("https://bob:PW@siem.example.com/v2?key=K1#F1", "https://siem.example.com/v2 (its query is left out)"),
            ("//bob:PW@siem/x", "//siem/x"), ("https://a@b:PW@siem", "https://siem"),
            ("?key=K1", " (its query is left out)"), ("", ""),
        ])
    func redirects(location: String, shown: String) {
        #expect(RedirectTarget.shown(location) == shown)
        guard case .hold(let reason) = HTTPOutcome.answered(HTTPAnswer(status: 308, location: location)).verdict() else {
            return #expect(Bool(false))
        }
        #expect(!reason.detail.contains("PW") && !reason.detail.contains("K1"))
    }

    @Test(
        "Retry-After is read in seconds, and as a date against the answer's own",
        arguments: [
            ("120", nil, Duration.seconds(120)), ("0", nil, .zero), ("-1", nil, nil), ("soon", nil, nil),
            ("99999999999999999999", nil, nil), ("9999999999", nil, .seconds(2_147_483_647)),
            ("Sun, 06 Nov 1994 08:50:37 GMT", "Sun, 06 Nov 1994 08:49:37 GMT", .seconds(60)),
            ("Fri, 01 Mar 2024 00:00:00 GMT", "Wed, 28 Feb 2024 23:59:59 GMT", .seconds(86_401)),
            ("Sun, 06 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:50:37 GMT", .zero),
            ("Sun, 06 Nov 1994 08:50:37 GMT", nil, nil), ("Sun, 06 Xxx 1994 08:50:37 GMT", "Sun, 06 Nov 1994 08:49:37 GMT", nil),
        ] as [(String, String?, Duration?)])
    func retryAfter(value: String, date: String?, expected: Duration?) {
        let answer = HTTPAnswer(status: 429, retryAfter: value, date: date)
        #expect(HTTPOutcome.answered(answer).verdict() == .retry(Reason(.status(429)), after: expected))
    }

    @Test("a token is never printed")
    func redacts() {
        let settings = HTTPSinkSettings(token: BearerToken("s3cret"))
        var dumped = ""
        dump(settings, to: &dumped)
        #expect(!dumped.contains("s3cret") && !"\(settings)".contains("s3cret"))
    }
}

extension HTTPSinkSettings {
    fileprivate init(token: BearerToken) {
        self.init(url: "https://siem.example.com")
        self.token = token
    }
}
