import WeirRecords

extension Reason {
    /// What an operator does about a hold.
    ///
    /// - Parameter probe: how often the held sink is tried by itself.
    func wayOut(of probe: Duration) -> String {
        "\(remedy); nothing is lost meanwhile, and one record is tried every \(probe), so that it goes on by itself"
    }

    private var remedy: String {
        switch code {
        case "HTTP 401", "HTTP 403": "check the sink's token and what it may do at the endpoint"
        case "HTTP 404", "HTTP 405": "check the sink's url"
        case "TLS verification": "name the endpoint's CA in the sink's tls.ca_file, or correct its url"
        case "request", "compression": "correct the sink's url, headers or compression"
        case "HTTP 413": "raise the endpoint's limit for one record"
        case let code where code.hasPrefix("HTTP 4"):
            "the endpoint refuses record after record: correct its index or mapping, or the sink; those refused before are dead letters"
        default: "correct the sink or its endpoint"
        }
    }
}
