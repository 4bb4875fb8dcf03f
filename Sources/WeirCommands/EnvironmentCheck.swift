import WeirConfiguration
import WeirRecords
import WeirShipping
import WeirSystem

extension ConfigurationCheck {
    /// Adds what a shipper would tell of at its start about the files that it is to read. Nothing is opened for reading.
    func withEnvironment(fileSystem: any FileSystem = HostFileSystem()) -> ConfigurationCheck {
        guard kind == .shipper, isValid else { return self }
        let loaded = ShipperConfiguration.load(path: report.path, in: .host)
        // It was valid a moment ago: what is wrong by now is said instead.
        guard let configuration = loaded.value else {
            var check = self
            check.report = loaded.report
            return check
        }
        let found = configuration.sources.enumerated().flatMap { index, plan -> [Problem] in
            let settings: FilesSettings
            do throws(GlobError) { settings = try FilesSettings(plan) } catch {
                return [Problem(.error, at: nil, "sources[\(index)]", error.message, wayOut: nil)]
            }
            return FilesPreview.look(settings, fileSystem: fileSystem).notices.map { Problem(noticed: $0, at: "sources[\(index)]") }
        }
        var check = self
        check.report = ConfigurationReport(path: report.path, problems: report.problems + found)
        return check
    }
}

extension Problem {
    private static let untold: Set<String> = ["source", "way_out"]

    fileprivate init(noticed notice: Notice, at keyPath: String) {
        let details = notice.details.filter { !Self.untold.contains($0.key) }.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
        self.init(
            notice.severity == .information ? .note : .warning, at: nil, keyPath,
            "\(notice.message) (\(details.joined(separator: ", ")))", wayOut: notice.details["way_out"])
    }
}
