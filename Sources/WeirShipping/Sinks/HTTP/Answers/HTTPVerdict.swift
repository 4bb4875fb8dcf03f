import WeirRecords

extension HTTPOutcome {
    /// What follows from an answer of an endpoint that has no protocol of its own. A 2xx says that its application took the
    /// records, and not that it stored them.
    ///
    /// - Parameter cleansed: what of the peer's words may be kept; asked only where any are.
    package func verdict(_ cleansed: (String) -> String = { $0 }) -> Verdict {
        switch self {
        case .answered(let answer): answer.verdict(cleansed)
        case .failed(.timeout): .retry(Reason(.timeout))
        case .failed(.connection(let detail)): .retry(Reason(.connection, cleansed(detail)))
        case .failed(.malformed(let detail)): .retry(Reason(.noAnswer, cleansed(detail)))
        case .failed(.untrusted(let detail)): .hold(Reason(.untrusted, cleansed(detail)))
        case .failed(.noCommonTLS(let detail)): .hold(Reason(.noCommonTLS, cleansed(detail)))
        case .failed(.unsendable(let detail)): .hold(Reason(.request, cleansed(detail)))
        }
    }
}

extension HTTPAnswer {
    fileprivate func verdict(_ cleansed: (String) -> String) -> Verdict {
        switch StatusMeaning(status) {
        case .taken where isPage:
            return .hold(reason("it answers with a page for a browser, as a sign-in does: that is no receipt"))
        case .taken: return .delivered(.accepted)
        case .later: return .retry(reason(cleansed(body)), after: RetryAfter.duration(retryAfter, date: date))
        case .tooMuch: return .split(reason(cleansed(body)))
        case .record: return .reject(reason(cleansed(body)))
        case .request: return .hold(reason(cleansed(body)))
        case .elsewhere:
            guard let location else { return .hold(reason("it names no place")) }
            return .hold(reason("it leads to \(cleansed(RedirectTarget.shown(location)))"))
        }
    }

    private func reason(_ detail: String) -> Reason { Reason(.status(status), detail) }
}

/// What a status says of records that were sent (RFC 9110, RFC 6585), where the endpoint has no protocol of its own.
enum StatusMeaning: Equatable {
    case taken
    /// The endpoint, or what is before it, can't just now.
    case later
    case tooMuch
    /// There may be something in the records that it will never take.
    case record
    /// Nothing is wrong with the records: it is the url, the headers, the rights or the way, so that each record would meet the same.
    case request
    /// A redirect is not followed: the token would go with it.
    case elsewhere

    init(_ status: Int) {
        switch status {
        case 200...299: self = .taken
        case 300...399: self = .elsewhere
        case 413: self = .tooMuch
        // Bad content, a conflict with what is stored, content that is understood and not accepted.
        case 400, 409, 422: self = .record
        case 408, 425, 429: self = .later
        // Not implemented, a version that is not spoken, a network that wants a log-in first.
        case 501, 505, 511: self = .request
        case 500...599: self = .later
        // Also every 4xx that no standard knows, such as proxies have, and what is no status of HTTP.
        default: self = .request
        }
    }
}
