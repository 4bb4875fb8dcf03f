/// The keys of a shipper's file. What the design has and this version has not is listed by name, so that it is refused and never
/// passed over.
enum ShipperKey: String, ConfigurationKey {
    case spool, sources, redact, sinks, console, probes
    static let unavailable: Set<String> = ["filters"]
}

enum RedactionKey: String, ConfigurationKey {
    case standard = "default"
    case rules
}

enum RedactionRuleKey: String, ConfigurationKey {
    case name, pattern, literals
}

enum SpoolKey: String, ConfigurationKey {
    case directory, size, sync, ledger
    case whenFull = "when_full"
}

enum SourceKey: String, ConfigurationKey {
    case name, kind, preset, include, exclude, format, host, from
    case followLinks = "follow_links"
    static let unavailable: Set<String> = ["purpose", "connection", "table", "listen", "token_file"]
}

enum SinkKey: String, ConfigurationKey {
    case name, kind, url, format, from, required, batch, timeout
    case tokenFile = "token_file"
    case headers
    case headerFiles = "header_files"
    case compression, tls
    case inFlight = "in_flight"
    case facility
    case replayWindow = "replay_window"
    static let unavailable: Set<String> = ["acknowledge", "framing", "index", "proxy", "sourcetype", "where"]

    static func substitute(for unavailable: String) -> String? {
        switch unavailable {
        case "framing":
            "messages are octet-counted (RFC 6587): let the receiver take that, or a relay such as rsyslog that sends lines on"
        case "proxy": "let this machine reach the endpoint by itself, or name a relay on the way in `url`"
        default: nil
        }
    }

    /// Keys that mean something to one kind only.
    static let http: Set<SinkKey> = [.tokenFile, .headers, .headerFiles, .compression, .tls, .inFlight]
    static let syslog: Set<SinkKey> = [.facility, .replayWindow]
}

enum BatchKey: String, ConfigurationKey {
    case bytes, records, age
}

enum CompressionKey: String, ConfigurationKey {
    case codec, level
}

enum ReplayWindowKey: String, ConfigurationKey {
    case bytes, age
}

enum TLSKey: String, ConfigurationKey {
    case verify
    case authorities = "ca_file"
    case certificate = "certificate_file"
    case key = "key_file"
}

enum ConsoleKey: String, ConfigurationKey {
    case listen
    case tokenFile = "token_file"
    case tls, hosts
}

enum ConsoleTLSKey: String, ConfigurationKey {
    case certificate = "certificate_file"
    case key = "key_file"
}

enum ProbesKey: String, ConfigurationKey {
    case listen
}

/// Kinds of the design that this version does not have.
enum LaterKinds {
    static let sources: Set<String> = ["postgres", "syslog", "hec", "http", "stdin"]
    static let sinks: Set<String> = [
        "splunk_hec", "elasticsearch", "otlp", "loki", "datadog", "azure", "relp", "s3", "file", "stdout", "nats", "kafka",
    ]
}
