package import WeirPlanner

extension Deployment {
    /// Reads a `deployment.yaml`. Never throws and never stops at the first problem: the report holds all of them.
    ///
    /// - Parameters:
    ///   - path: The file's path as it was given; relative paths within it start at its directory.
    ///   - environment: The value of an environment variable, `nil` where it is not set.
    package static func load(text: String, path: String, environment: @escaping (String) -> String?) -> Loaded<Deployment> {
        let file = ConfigurationSource(text: text, path: path, environment: environment) { _ in .missing }
        return file.load(DeploymentKey.self) { DeploymentReader(root: $0).read() }
    }
}

extension Deployment {
    /// Reads the file itself too.
    package static func load(path: String, in surroundings: Surroundings) -> Loaded<Deployment> {
        FileText.read(path, in: surroundings).load { load(text: $0.text, path: path, environment: surroundings.variable) }
    }
}

/// Reads the whole of a deployment's file.
struct DeploymentReader {
    let root: Section<DeploymentKey>

    func read() -> Deployment? {
        let name = root.required(.name, .name)
        let purpose = root.value(.purpose, ScalarReader<Deployment.Purpose>.choice(), default: .production)
        let platform = platform()
        let sessions = SessionsReader(root: root).read()
        let zones = ZonesReader(root: root).read()
        let roles = RolesReader(root: root, zones: zones).read()
        let database = DatabaseReader(root: root, zones: zones).read()
        let logTable = LogTableReader(root: root).read()
        let retention = RetentionReader(root: root, key: .retention, platform: platform).read()
        let scenarios = ScenariosReader(root: root, platform: platform).read()
        let hostFiles = hostFiles()
        let siem = SIEMReader(root: root, zones: zones).read()
        let obligations = obligations()
        let profile = root.optional(.profile, .text("the path of a profile from `weir measure`"))
        guard let name, let platform, let sessions, let roles, let database, let retention else { return nil }
        return Deployment(
            name: name, purpose: purpose, platform: platform, sessions: sessions, zones: zones.all, roles: roles, database: database,
            logTable: logTable, retention: retention, scenarios: scenarios, hostFiles: hostFiles, siem: siem, obligations: obligations,
            profile: profile.map(root.context.resolved))
    }

    private func platform() -> Platform? {
        guard root.has(.platform) else {
            root.reportMissing(.platform, "a mapping such as {product: kasm, version: \"1.19\"}")
            return nil
        }
        guard let section = root.section(.platform, PlatformKey.self) else { return nil }
        let product = section.required(.product, ScalarReader<Platform.Product>.choice())
        let version = section.optional(.version, .version)
        return product.map { Platform(product: $0, version: version) }
    }

    private func hostFiles() -> HostFiles {
        let standard = HostFiles.platformDefault
        guard let section = root.section(.hostFiles, HostFilesKey.self)?.section(.rotation, RotationKey.self) else { return standard }
        let (least, most) = DeploymentRanges.rotationBytes
        let bytes = section.value(.bytes, .byteCount(from: least, to: most), default: standard.rotation.bytes)
        let kept = section.value(.kept, .integer(DeploymentRanges.filesKept), default: standard.rotation.kept)
        return HostFiles(rotation: .init(bytes: bytes, kept: kept))
    }

    private func obligations() -> [Deployment.Obligation] {
        let obligations = root.list(.obligations, ScalarReader<Deployment.Obligation>.choice()) ?? []
        if obligations.uniqued().count != obligations.count { root.error(.obligations, "names one twice", wayOut: "name it once") }
        return obligations
    }
}
