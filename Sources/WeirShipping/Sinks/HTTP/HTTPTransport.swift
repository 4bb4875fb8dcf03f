/// The seam between the HTTP sink and the network: each request is answered or failed by its deadline.
package protocol HTTPTransport {
    mutating func send(_ request: OutgoingRequest, by deadline: Moment) -> HTTPOutcome
    /// Sends without waiting.
    ///
    /// - Parameter done: takes the outcome, once, from any thread.
    mutating func begin(_ request: OutgoingRequest, by deadline: Moment, _ done: @escaping @Sendable (HTTPOutcome) -> Void)
    /// Drops what is open; the next request begins on a new connection.
    mutating func abandon()
}

extension HTTPTransport {
    /// For a transport that can only wait: then one batch at a time is under way, whatever is allowed.
    package mutating func begin(
        _ request: OutgoingRequest, by deadline: Moment, _ done: @escaping @Sendable (HTTPOutcome) -> Void
    ) { done(send(request, by: deadline)) }
}

/// A POST.
package struct OutgoingRequest: Sendable {
    package var url: String
    package var headers: [(name: String, value: String)]
    package var body: [UInt8]

    package init(url: String, headers: [(name: String, value: String)], body: [UInt8]) {
        self.url = url
        self.headers = headers
        self.body = body
    }
}

package enum HTTPOutcome: Equatable, Sendable {
    case answered(HTTPAnswer)
    case failed(HTTPFailure)
}

package struct HTTPAnswer: Equatable, Sendable {
    /// Bytes of an answer's text that are kept; the rest is read and left.
    package static let maximumBody = 4 << 10
    /// Bytes of a body that are kept as they came, since it may be compressed.
    static let keptBody = 16 << 10

    package var status: Int
    package var retryAfter: String?
    package var date: String?
    /// Where a redirect leads, as the endpoint said it.
    package var location: String?
    /// The beginning of the body, for people.
    package var body: String
    /// The body is a page for a browser: of a sign-in, a captive portal or a user interface, whatever the status says.
    package var isPage: Bool

    package init(
        status: Int, retryAfter: String? = nil, date: String? = nil, location: String? = nil, body: String = "", isPage: Bool = false
    ) {
        self.status = status
        self.retryAfter = retryAfter
        self.date = date
        self.location = location
        self.body = body
        self.isPage = isPage
    }
}

/// Why there was no answer.
package enum HTTPFailure: Equatable, Sendable {
    case timeout
    case connection(String)
    /// What came back is no answer of HTTP to this request.
    case malformed(String)
    /// The peer's certificate is not the one that it should be.
    case untrusted(String)
    /// Both sides speak TLS and find no version or cipher that both take.
    case noCommonTLS(String)
    /// The request can't be sent at all: a URL or a header that is none.
    case unsendable(String)
}
