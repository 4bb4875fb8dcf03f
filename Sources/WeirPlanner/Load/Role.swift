/// Who writes log records: the platform's roles, and files that stay on their host.
package enum Role: String, CaseIterable, Sendable, Codable {
    case webApp = "web_app"
    case agent
    /// Session containers, which post to the platform's API.
    case session
    case connectionProxy = "connection_proxy"
    case nginx
    case database
    case other

    /// Whether its records are taken to reach the platform's log table; nginx's, guac's and PostgreSQL's own are not.
    /// Not confirmed by anything public, so every plan that rests on it says so.
    package var reachesDatabase: Bool {
        switch self {
        case .webApp, .agent, .session, .other: true
        case .connectionProxy, .nginx, .database: false
        }
    }
}
