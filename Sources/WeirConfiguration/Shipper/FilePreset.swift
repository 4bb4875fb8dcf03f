/// Which files each of the platform's roles writes.
///
/// A record that is written as JSON and as text is taken from the JSON file alone; what has no JSON twin is taken from its text.
/// Whether `client_api_server.log` and its like repeat what `api_server_json.log` holds is not confirmed anywhere: a record too many
/// is counted, one too few is lost, so they are read; `exclude` takes them out.
package enum FilePreset: String, CaseIterable, Sendable {
    case webApp = "kasm-web-app"
    case agent = "kasm-agent"
    case connectionProxy = "kasm-connection-proxy"
    case database = "kasm-database"

    /// A symbolic link that moves on upgrade.
    package static let directory = "/opt/kasm/current/log"

    /// Absolute globs of the files being written.
    package var include: [String] { files.map { "\(Self.directory)/\($0)" } }

    private var files: [String] {
        switch self {
        case .webApp:
            [
                "api_server_json.log", "manager_api_server_json.log", "web_filter_access_json.log", "share_json.log",
                "client_api_server.log",
                "admin_api_server.log", "subscription_api_server.log", "nginx/access_json.log", "nginx/error.log",
            ]
        case .agent: ["agent_json.log", "nginx/access_json.log", "nginx/error.log"]
        case .connectionProxy: ["kasmguac-*.log", "nginx/access_json.log", "nginx/error.log"]
        case .database: ["postgres/postgresql-*.log"]
        }
    }

    /// Files that hold the same records as `<name>_json.log` beside them.
    static let textTwins = ["agent", "api_server", "manager_api_server", "web_filter_access", "share", "nginx/access"]
}
