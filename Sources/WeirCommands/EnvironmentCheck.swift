import WeirConfiguration
import WeirRecords
import WeirShipping
import WeirSpool
import WeirSystem

extension ConfigurationCheck {
    /// Adds what a shipper would meet at its start on this machine: in the files that it is to read, and where its spool is to lie.
    /// Nothing is opened for reading.
    func withEnvironment(fileSystem: any FileSystem = HostFileSystem()) -> ConfigurationCheck {
        guard kind == .shipper, isValid else { return self }
        let loaded = ShipperConfiguration.load(path: report.path, in: .host)
        var check = self
        // It was valid a moment ago: what is wrong by now is said instead.
        guard let configuration = loaded.value else {
            check.report = loaded.report
            return check
        }
        let found = EnvironmentCheck(configuration, fileSystem: fileSystem).run()
        check.report = ConfigurationReport(path: report.path, problems: report.problems + found)
        return check
    }
}

/// What only this machine can tell of a configuration.
struct EnvironmentCheck {
    private let configuration: ShipperConfiguration
    private let fileSystem: any FileSystem

    init(_ configuration: ShipperConfiguration, fileSystem: any FileSystem) {
        (self.configuration, self.fileSystem) = (configuration, fileSystem)
    }

    func run() -> [Problem] {
        do throws(CommandFailure) {
            let names = try ShownNames(configuration.redaction)
            let own = (try? SpoolFolder.find(configuration.spool.directory, fileSystem: fileSystem)).map { [$0] } ?? []
            var problems: [Problem] = []
            var streams: [StreamState] = []
            for (index, plan) in configuration.sources.enumerated() {
                do throws(GlobError) {
                    let found = FilesPreview.look(try FilesSettings(plan, in: configuration, own: own), fileSystem: fileSystem)
                    problems += found.notices.map { Problem(noticed: $0, names, at: "sources[\(index)]") }
                    streams += found.streams
                } catch {
                    problems.append(Problem(.error, at: nil, "sources[\(index)]", error.message, wayOut: nil))
                }
            }
            return problems + SpoolRoomCheck(configuration.spool, fileSystem: fileSystem).problems(following: streams)
        } catch {
            return [Problem(.error, at: nil, "redact", error.message, wayOut: error.wayOut)]
        }
    }
}

extension Problem {
    private static let untold: Set<String> = ["source", "way_out"]

    fileprivate init(noticed notice: Notice, _ names: ShownNames, at keyPath: String) {
        let details = notice.details.filter { !Self.untold.contains($0.key) }.sorted { $0.key < $1.key }.map {
            "\($0.key) \(names.shown($0.value))"
        }
        self.init(
            Self.severity(of: notice), at: nil, keyPath,
            "\(notice.message) (\(details.joined(separator: ", ")))", wayOut: notice.details["way_out"].map { names.shown($0) })
    }

    /// An alert is of what would never be read.
    private static func severity(of notice: Notice) -> Severity {
        switch notice.severity {
        case .information: .note
        case .warning: .warning
        case .alert: .error
        }
    }
}
