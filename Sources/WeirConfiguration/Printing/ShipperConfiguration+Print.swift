import WeirRecords
import WeirRedaction

extension ShipperConfiguration {
    /// The file with every default filled in, as YAML that reads back as itself; secrets that stood in it as `<redacted>`.
    package var printed: String {
        let entries: [(ShipperKey, PrintedValue?)] = [
            (.spool, spool.printed), (.sources, .list(sources.map(\.printed))), (.redact, redaction.printed),
            (.sinks, .list(sinks.map(\.printed))),
            (.console, console?.printed), (.probes, probes?.printed),
        ]
        return PrintedValue.mapping(entries).document
    }
}

extension SpoolPlan {
    fileprivate var printed: PrintedValue {
        let entries: [(SpoolKey, PrintedValue?)] = [
            (.directory, .text(directory)), (.size, .bytes(size)), (.sync, .text(synchronization.rawValue)),
            (.whenFull, .text(whenFull.rawValue)), (.ledger, .duration(ledger)),
        ]
        return .mapping(entries)
    }
}

extension RedactionPlan {
    fileprivate var printed: PrintedValue {
        guard !ownRules.isEmpty else { return .text(usesStandardRules ? "default" : "off") }
        let entries: [(RedactionKey, PrintedValue?)] = [
            (.standard, .text(usesStandardRules ? "on" : "off")), (.rules, .list(ownRules.map(\.printed))),
        ]
        return .mapping(entries)
    }
}

extension RedactionRule {
    fileprivate var printed: PrintedValue {
        let entries: [(RedactionRuleKey, PrintedValue?)] = [
            (.name, .text(name)), (.pattern, .text(pattern)), (.literals, literals.isEmpty ? nil : .texts(literals.map(\.text))),
        ]
        return .mapping(entries)
    }
}

extension SourcePlan {
    fileprivate var printed: PrintedValue {
        switch kind {
        case .files(let files):
            let entries: [(SourceKey, PrintedValue?)] = [
                (.name, .text(name)), (.kind, .text("files")), (.include, .texts(files.include)),
                (.exclude, files.exclude.isEmpty ? nil : .texts(files.exclude)),
                (.format, .text(SourceReader.name(of: files.format))), (.host, files.host.map { .text($0) }),
                (.from, .text(files.start.rawValue)), (.followLinks, .text(files.followLinks.rawValue)),
            ]
            return .mapping(entries)
        }
    }
}

extension SinkPlan {
    fileprivate var printed: PrintedValue {
        let batch: [(BatchKey, PrintedValue?)] = [
            (.bytes, .bytes(self.batch.bytes)), (.records, .number(self.batch.records)), (.age, .duration(self.batch.age)),
        ]
        let common: [(SinkKey, PrintedValue?)] = [
            (.from, takesAll ? nil : .texts(from)), (.required, .flag(required)), (.batch, .mapping(batch)), (.timeout, .duration(timeout)),
        ]
        return .mapping([(SinkKey.name, .text(name))] + kind.printed + common)
    }
}

extension SinkPlan.Kind {
    fileprivate var printed: [(SinkKey, PrintedValue?)] {
        switch self {
        case .http(let http): http.printed
        case .syslog(let syslog): syslog.printed
        }
    }
}

extension HTTPSinkPlan {
    fileprivate var printed: [(SinkKey, PrintedValue?)] {
        let headers = headers.map { (key: $0.name, value: PrintedValue?.some(.text("\($0.value)"))) }
        let tls: [(TLSKey, PrintedValue?)] = [
            (.verify, .text(tls.verifies ? "on" : "off")), (.authorities, (tls.authorities?.path).map { .text($0) }),
            (.certificate, (tls.identity?.certificates.path).map { .text($0) }), (.key, (tls.identity?.key.path).map { .text($0) }),
        ]
        return [
            (.kind, .text("http")), (.url, .text(URLText.withoutSecrets("\(endpoint)"))), (.format, .text(format.rawValue)),
            (.tokenFile, token.map { .text($0.file ?? Secret.redacted) }), (.headers, headers.isEmpty ? nil : .mapping(headers)),
            (.compression, compression.printed), (.inFlight, .number(inFlight)), (.tls, endpoint.scheme == "https" ? .mapping(tls) : nil),
        ]
    }
}

extension HTTPSinkPlan.Compression {
    fileprivate var printed: PrintedValue {
        let entries: [(CompressionKey, PrintedValue?)] =
            switch self {
            case .none: [(.codec, .text("none"))]
            case .gzip(let level): [(.codec, .text("gzip")), (.level, .number(level))]
            case .zstd(let level): [(.codec, .text("zstd")), (.level, .number(level))]
            }
        return .mapping(entries)
    }
}

extension SyslogSinkPlan {
    fileprivate var printed: [(SinkKey, PrintedValue?)] {
        let window: [(ReplayWindowKey, PrintedValue?)] = [(.bytes, .bytes(replayWindow.bytes)), (.age, .duration(replayWindow.age))]
        return [
            (.kind, .text("syslog")), (.url, .text(URLText.withoutSecrets("\(endpoint)"))), (.format, .text(format.rawValue)),
            (.facility, .text(facility.rawValue)), (.replayWindow, .mapping(window)),
        ]
    }
}

extension ConsolePlan {
    fileprivate var printed: PrintedValue {
        let tls: [(ConsoleTLSKey, PrintedValue?)] = [
            (.certificate, (identity?.certificates.path).map { .text($0) }), (.key, (identity?.key.path).map { .text($0) }),
        ]
        let entries: [(ConsoleKey, PrintedValue?)] = [
            (.listen, .text("\(listen)")), (.tokenFile, token.map { .text($0.file ?? Secret.redacted) }),
            (.tls, identity == nil ? nil : .mapping(tls)),
            (.hosts, hosts.isEmpty ? nil : .texts(hosts)),
        ]
        return .mapping(entries)
    }
}

extension ProbesPlan {
    fileprivate var printed: PrintedValue {
        let entries: [(ProbesKey, PrintedValue?)] = [(.listen, .text("\(listen)"))]
        return .mapping(entries)
    }
}
