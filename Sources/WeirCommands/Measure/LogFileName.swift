import WeirPlanner

/// What a log file's path tells: whose it is, and whether it is one at all.
struct LogFileName: Equatable, Sendable {
    let directory: String
    let name: String
    /// Without rotation's and compression's suffixes: `agent_json` of `agent_json.log.3.gz`.
    let stem: String
    let isCompressed: Bool
    /// In a name: `.log`, and nothing behind it but a number, a date, `.gz`.
    let isLog: Bool

    init(path: String) {
        let parts = path.split(separator: "/", omittingEmptySubsequences: true).map(String.init)
        name = parts.last ?? path
        directory = path.hasSuffix(name) ? String(path.dropLast(name.count)) : ""
        isCompressed = name.hasSuffix(".gz")
        let plain = isCompressed ? String(name.dropLast(3)) : name
        let pieces = plain.split(separator: ".", omittingEmptySubsequences: false)
        let log = pieces.lastIndex { $0 == "log" || $0.hasPrefix("log-") }
        stem = log.map { pieces[..<$0].joined(separator: ".") } ?? plain
        isLog = log.map { pieces[($0 + 1)...].allSatisfy { !$0.isEmpty && $0.allSatisfy { $0.isNumber || $0 == "-" } } } ?? false
    }

    private static let stemsOfRoles: [(prefix: String, role: Role)] = [
        ("agent", .agent), ("kasm_agent", .agent), ("api_server", .webApp), ("client_api", .webApp), ("admin_api", .webApp),
        ("subscription_api", .webApp), ("manager_api", .webApp), ("web_filter", .webApp), ("share", .webApp), ("session", .session),
        ("kasmguac", .connectionProxy), ("guac", .connectionProxy), ("postgresql", .database), ("nginx", .nginx), ("access", .nginx),
        ("error", .nginx),
    ]

    var role: Role { Self.stemsOfRoles.first { stem.hasPrefix($0.prefix) }?.role ?? .other }

    /// The directory above the one named `log`; nil where that names a place and no host.
    var host: String? {
        let parts = directory.split(separator: "/").map(String.init)
        guard let log = parts.lastIndex(where: { $0 == "log" || $0 == "logs" }), log > 0 else { return nil }
        return ["current", "var", "kasm", "opt", "samples", "tmp"].contains(parts[log - 1]) ? nil : parts[log - 1]
    }

    private static let jsonSuffix = "_json"

    /// The name's stem that the same records have as JSON, where this is the text form.
    var jsonTwin: String? { stem.hasSuffix(Self.jsonSuffix) ? nil : stem + Self.jsonSuffix }
}
