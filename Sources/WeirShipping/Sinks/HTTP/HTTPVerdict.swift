import WeirRecords

extension HTTPOutcome {
    /// What follows from an answer of an endpoint that has no protocol of its own. A 2xx says that its application took the
    /// records, and not that it stored them.
    package var verdict: Verdict {
        switch self {
        case .answered(let answer): answer.verdict
        case .failed(.timeout): .retry(Reason("timeout"))
        case .failed(.connection(let detail)): .retry(Reason("connection", detail))
        case .failed(.untrusted(let detail)): .hold(Reason("TLS verification", detail))
        case .failed(.unsendable(let detail)): .hold(Reason("request", detail))
        }
    }
}

extension HTTPAnswer {
    fileprivate var verdict: Verdict {
        let reason = Reason("HTTP \(status)", body)
        switch status {
        case 200...299: return .delivered(.accepted)
        case 408, 425, 429, 500...599: return .retry(reason, after: RetryAfter.duration(retryAfter, date: date))
        case 413: return .split(reason)
        case 401, 403, 404, 405: return .hold(reason)
        case 400...499: return .reject(reason)
        // A redirect is not followed, for the token would go with it; and what is no status of HTTP is no such endpoint.
        default: return .hold(reason)
        }
    }
}
