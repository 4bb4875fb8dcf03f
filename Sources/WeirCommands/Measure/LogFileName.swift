import WeirPlanner

/// What a log file's path tells: whose it is, and whether it is one at all.
struct LogFileName: Equatable, Sendable {
    let directory: String
    let name: String
    /// Without rotation's and compression's suffixes: `agent_json` of `agent_json.log.3.gz`.
    let stem: String
    /// By its name: what people call logs, and nothing behind it but a number, a date, a compression's suffix.
    let isLog: Bool
    let isCompressedByName: Bool
    /// JSON goes by the same suffix whatever it is: its beginning must show that it is a log.
    let isJSONByName: Bool

    private static let compressionSuffixes: Set<String> = ["gz", "zst", "bz2", "xz"]
    private static let logSuffixes: Set<String> = ["log", "out", "err", "jsonl", "ndjson"]
    /// Logs without a suffix, as Unix systems name them.
    private static let bareNames: Set<String> = [
        "syslog", "messages", "secure", "maillog", "cron", "kern", "auth", "daemon", "user", "debug", "dmesg", "boot", "access_log",
        "error_log",
        "ssl_access_log", "ssl_error_log", "ssl_request_log",
    ]

    init(path: String) {
        let parts = path.split(separator: "/", omittingEmptySubsequences: true).map(String.init)
        name = parts.last ?? path
        directory = path.hasSuffix(name) ? String(path.dropLast(name.count)) : ""
        var pieces = Self.withoutDate(name).split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        isCompressedByName = pieces.count > 1 && Self.compressionSuffixes.contains(pieces[pieces.count - 1])
        if isCompressedByName { pieces.removeLast() }
        while pieces.count > 1, Self.isRotation(pieces[pieces.count - 1]) { pieces.removeLast() }
        let suffix = pieces.count > 1 ? pieces[pieces.count - 1] : ""
        isJSONByName = suffix == "json"
        let isDatabaseCSV = suffix == "csv" && pieces[0].hasPrefix("postgresql")
        isLog = Self.logSuffixes.contains(suffix) || Self.bareNames.contains(pieces.joined(separator: ".")) || isJSONByName || isDatabaseCSV
        stem = isLog && pieces.count > 1 ? pieces.dropLast().joined(separator: ".") : pieces.joined(separator: ".")
    }

    /// `messages` of `messages-20240301`, `app.log` of `app.log-20240301.gz`.
    private static func withoutDate(_ name: String) -> String {
        let pieces = name.split(separator: "-", omittingEmptySubsequences: false)
        guard pieces.count > 1, let last = pieces.last else { return name }
        let digits = last.prefix { $0.isASCII && $0.isNumber }
        guard digits.count == 8, digits.endIndex == last.endIndex || last[digits.endIndex] == "." else { return name }
        return pieces.dropLast().joined(separator: "-") + last[digits.endIndex...]
    }

    /// `3`, `2024-03-01`, `20240301_10`.
    private static func isRotation(_ piece: String) -> Bool {
        !piece.isEmpty && piece.allSatisfy { $0.isASCII && ($0.isNumber || $0 == "-" || $0 == "_") }
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
