import WeirConfiguration
import WeirRecords
import WeirShipping
import WeirSystem

extension ConfigurationCheck {
    /// Adds what a shipper would tell of at its start about the files that it is to read. Nothing is opened for reading.
    func withEnvironment(fileSystem: any FileSystem = HostFileSystem()) -> ConfigurationCheck {
        guard kind == .shipper, isValid, let configuration = ShipperConfiguration.load(path: report.path, in: .host).value else {
            return self
        }
        let found = configuration.sources.enumerated().flatMap { index, plan -> [Problem] in
            guard let settings = try? FilesSettings(plan) else { return [] }
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
