import WeirPlanner
import WeirRecords

extension Deployment {
    /// The file with every default filled in, as YAML.
    package var printed: String {
        let entries: [(DeploymentKey, PrintedValue?)] = [
            (.name, .text(name)), (.purpose, .text(purpose.rawValue)), (.platform, platform.printed), (.sessions, sessions.printed),
            (.zones, .list(zones.map(\.printed))), (.roles, roles.printed), (.database, database.printed),
            (.logTable, logTable?.printed), (.retention, retention.printed),
            (.scenarios, scenarios.isEmpty ? nil : .list(scenarios.map(\.printed))), (.hostFiles, hostFiles.printed),
            (.siem, siem?.printed),
            (.obligations, obligations.isEmpty ? nil : .texts(obligations.map(\.rawValue))), (.profile, profile.map { .text($0) }),
        ]
        return PrintedValue.mapping(entries).document
    }
}

extension Platform {
    fileprivate var printed: PrintedValue {
        let entries: [(PlatformKey, PrintedValue?)] = [
            (.product, .text(product.rawValue)), (.version, version.map { .text($0.description) }),
        ]
        return .mapping(entries)
    }
}

extension SessionPlan {
    fileprivate var printed: PrintedValue {
        let entries: [(SessionsKey, PrintedValue?)] = [
            (.peakConcurrent, .number(peakConcurrent)), (.meanDuration, .duration(meanDuration)), (.profile, profile.printed),
            (.growthPerMonth, .share(growthPerMonth)),
        ]
        return .mapping(entries)
    }
}

extension SessionPlan.Profile {
    fileprivate var printed: PrintedValue {
        if case .hourly(let factors) = self {
            let entries: [(HourlyKey, PrintedValue?)] = [(.hourly, .list(factors.map { .number($0) }))]
            return .mapping(entries)
        }
        return .text(SessionsReader.profiles.first { $0.1 == self }?.0 ?? "office")
    }
}

extension Zone {
    fileprivate var printed: PrintedValue {
        let entries: [(ZoneKey, PrintedValue?)] = [
            (.name, .text(name)), (.boundary, .text(boundary.rawValue)), (.searchAlternateZones, .flag(searchAlternateZones)),
        ]
        return .mapping(entries)
    }
}

extension LogTable {
    fileprivate var printed: PrintedValue {
        let entries: [(LogTableKey, PrintedValue?)] = [
            (.name, .text(name)), (.columns, columns.map { .list($0.map(\.printed)) }),
            (.indexes, indexes.map { .list($0.map(\.printed)) }),
        ]
        return .mapping(entries)
    }
}

extension RetentionPolicy {
    fileprivate var printed: PrintedValue {
        let entries: [(RetentionKey, PrintedValue?)] = [
            (.standard, .text(standard.text)), (.debug, .text(debug.text)), (.cleanupEvery, .duration(cleanupEvery)),
        ]
        return .mapping(entries)
    }
}

extension Deployment.NamedRetention {
    fileprivate var printed: PrintedValue {
        let entries: [(ScenarioKey, PrintedValue?)] = [(.name, .text(name)), (.retention, retention.printed)]
        return .mapping(entries)
    }
}

extension RetentionLimit {
    fileprivate var text: String {
        switch self {
        case .age(let duration): DurationText.text(duration)
        case .rows(let count): "\(count.rows) rows"
        case .off: "off"
        case .forever: "forever"
        }
    }
}

extension HostFiles {
    fileprivate var printed: PrintedValue {
        let rotation: [(RotationKey, PrintedValue?)] = [(.bytes, .bytes(self.rotation.bytes)), (.kept, .number(self.rotation.kept))]
        let entries: [(HostFilesKey, PrintedValue?)] = [(.rotation, .mapping(rotation))]
        return .mapping(entries)
    }
}

extension SIEMPlan {
    fileprivate var printed: PrintedValue {
        let entries: [(SIEMKey, PrintedValue?)] = [
            (.retention, retention?.printed), (.longestOutage, longestOutage.map { .duration($0) }), (.zone, zone.map { .text($0) }),
            (.ingestPrice, ingestPrice?.printed),
        ]
        return .mapping(entries)
    }
}

extension SIEMPlan.Retention {
    fileprivate var printed: PrintedValue {
        let entries: [(SIEMRetentionKey, PrintedValue?)] = [(.declared, .duration(declared)), (.online, online.map { .duration($0) })]
        return .mapping(entries)
    }
}

extension SIEMPlan.Price {
    fileprivate var printed: PrintedValue {
        let entries: [(PriceKey, PrintedValue?)] = [
            (.perGigabyte, .number(perGigabyte)), (.currency, .text(currency)), (.asOf, .text(asOf.description)),
        ]
        return .mapping(entries)
    }
}
