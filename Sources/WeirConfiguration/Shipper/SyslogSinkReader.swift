import WeirRecords

/// Reads what a sink of kind syslog has beside the common keys.
struct SyslogSinkReader {
    let section: Section<SinkKey>

    func read() -> SyslogSinkPlan? {
        let url = ScalarReader<Endpoint>.endpoint([("tcp", 514)], unavailable: ["tls", "udp"], instead: Self.instead)
            .holding("must have no path") { $0.path == "/" }
        let endpoint = section.required(.url, url)
        let format = section.value(
            .format, ScalarReader<SyslogSinkPlan.Format>.choice(unavailable: ["rfc3164", "cef", "leef"]), default: .rfc5424)
        let facility = section.value(.facility, ScalarReader<SyslogSinkPlan.Facility>.choice(), default: .local0)
        let window = replayWindow()
        guard let endpoint else { return nil }
        warnOfPlainText(endpoint)
        return SyslogSinkPlan(endpoint: endpoint, format: format, facility: facility, replayWindow: window)
    }

    /// RFC 5425's.
    private static let portOfTLS = 6_514
    private static let instead =
        "send to tcp:// of a relay on this machine that takes it further over TLS, such as rsyslog or stunnel; available: tcp://"

    private func warnOfPlainText(_ endpoint: Endpoint) {
        guard !endpoint.isLoopback else { return }
        let port = endpoint.port == Self.portOfTLS ? ", and port \(endpoint.port) is that of syslog over TLS" : ""
        section.warning(
            .url, "the records travel unencrypted: anyone on the way can read and change them\(port)",
            wayOut: "send to a relay on this machine that takes it further over TLS")
    }

    private func replayWindow() -> SyslogSinkPlan.ReplayWindow {
        let standard = SyslogSinkPlan.ReplayWindow.standard
        guard let window = section.section(.replayWindow, ReplayWindowKey.self) else { return standard }
        return SyslogSinkPlan.ReplayWindow(
            bytes: window.value(.bytes, .byteCount(from: .kibibytes(64), to: .gibibytes(1)), default: standard.bytes),
            age: window.value(.age, .duration(from: .milliseconds(1), to: .seconds(86_400)), default: standard.age))
    }
}
