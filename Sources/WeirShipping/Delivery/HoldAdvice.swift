import WeirRecords

extension Reason {
    /// What an operator does about a hold.
    ///
    /// - Parameter probe: how often the held sink is tried by itself.
    func wayOut(of probe: Duration) -> String {
        "\(remedy); nothing is lost meanwhile, and one record is tried every \(probe), so that it goes on by itself"
    }

    /// The same where nothing was taken yet, and so no refused record is a dead letter.
    func wayOutOfDoubt(_ probe: Duration) -> String {
        let remedy = code.status.map(StatusMeaning.init) == .record ? Self.doubt : remedy
        return
            "\(remedy); all records wait in the spool, none is a dead letter, and one is tried again after a second, then later and later, up to every \(probe)"
    }

    private static let doubt = "check the sink's url, whether its endpoint speaks TLS there, and its index or mapping"

    private var remedy: String {
        if let status = code.status { return Self.remedy(for: status) }
        return switch code {
        case .untrusted: "see what is wrong with the endpoint's certificate, or correct the sink's url or tls"
        case .noCommonTLS: "correct the sink's url, or let the endpoint speak TLS 1.2 or later with modern ciphers"
        case .request, .compression: "correct the sink's url, headers or compression"
        default: "correct the sink or its endpoint"
        }
    }

    private static func remedy(for status: Int) -> String {
        switch status {
        case 300...399: "set the sink's url to where the redirect leads: it is not followed, since the token would go with it"
        case 401, 403: "check the sink's token and what it may do at the endpoint"
        case 402: "the endpoint wants to be paid, or a quota is used up: see to the account"
        case 404, 405, 410, 421, 501: "check the sink's url"
        case 406, 412, 414, 415, 417, 426, 428, 431, 494, 505:
            "the endpoint does not take requests like this sink's: check its url, format, headers and compression"
        case 407, 511: "a proxy or the network between wants a log-in: let this machine through"
        case 411: "something between takes the length off requests: check the way to the endpoint"
        case 451: "the endpoint may not take these records by law: see its answer"
        case 413: "raise the endpoint's limit for one record"
        case 400, 409, 422:
            "the endpoint refuses record after record: correct its index or mapping, or the sink; those refused before are dead letters"
        case 200...299: "check the sink's url, and whether a sign-in or a portal stands before the endpoint"
        case 200...599: "see the endpoint's answer, and correct the sink or its endpoint"
        default: "this is no endpoint of HTTP: check the sink's url"
        }
    }
}
