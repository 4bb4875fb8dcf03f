import Testing
import WeirRecords

@testable import WeirShipping

@Suite("Generic HTTP")
struct HTTPVerdictTests {
    @Test(
        "each status has its verdict",
        arguments: [
            (200, Verdict.delivered(.accepted)), (202, .delivered(.accepted)), (204, .delivered(.accepted)), (299, .delivered(.accepted)),
            (408, .retry(Reason("HTTP 408", "why"))), (425, .retry(Reason("HTTP 425", "why"))), (429, .retry(Reason("HTTP 429", "why"))),
            (500, .retry(Reason("HTTP 500", "why"))), (503, .retry(Reason("HTTP 503", "why"))), (599, .retry(Reason("HTTP 599", "why"))),
            (413, .split(Reason("HTTP 413", "why"))),
            (401, .hold(Reason("HTTP 401", "why"))), (403, .hold(Reason("HTTP 403", "why"))), (404, .hold(Reason("HTTP 404", "why"))),
            (405, .hold(Reason("HTTP 405", "why"))), (301, .hold(Reason("HTTP 301", "why"))), (0, .hold(Reason("HTTP 0", "why"))),
            (400, .reject(Reason("HTTP 400", "why"))), (409, .reject(Reason("HTTP 409", "why"))), (422, .reject(Reason("HTTP 422", "why"))),
        ])
    func statuses(status: Int, verdict: Verdict) {
        #expect(HTTPOutcome.answered(HTTPAnswer(status: status, body: "why")).verdict == verdict)
    }

    @Test("no answer is tried again; an untrusted peer and a request that can't be are held")
    func failures() {
        #expect(HTTPOutcome.failed(.timeout).verdict == .retry(Reason("timeout")))
        #expect(HTTPOutcome.failed(.connection("refused")).verdict == .retry(Reason("connection", "refused")))
        #expect(HTTPOutcome.failed(.untrusted("expired")).verdict == .hold(Reason("TLS verification", "expired")))
        #expect(HTTPOutcome.failed(.unsendable("no URL")).verdict == .hold(Reason("request", "no URL")))
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
        #expect(HTTPOutcome.answered(answer).verdict == .retry(Reason("HTTP 429"), after: expected))
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
