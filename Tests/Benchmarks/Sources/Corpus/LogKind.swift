/// The logs of one host, each a file of its own, in the shapes of `samples/logs`.
package enum LogKind: String, CaseIterable, Sendable {
    case apiJSON = "api_server_json.log"
    case accessJSON = "access_json.log"
    case sessionJSON = "session_json.log"
    case apiText = "api_server.log"
    case agentText = "agent.log"
    case nginxError = "error.log"
    case postgres = "postgresql-01-31.log"
    /// What a container writes to its standard output: text and JSON in one file.
    case container = "container.log"

    package var fileName: String { rawValue }

    /// Of 100 lines of the host.
    package var share: Int {
        switch self {
        case .apiJSON: 40
        case .accessJSON: 20
        case .sessionJSON: 10
        case .apiText: 9
        case .agentText: 7
        case .nginxError: 3
        case .postgres: 4
        case .container: 7
        }
    }

    /// Every line is one JSON object.
    package var isJSON: Bool {
        switch self {
        case .apiJSON, .accessJSON, .sessionJSON: true
        default: false
        }
    }

    /// Which log each of 100 lines goes to.
    package static let shares: [LogKind] = allCases.flatMap { Array(repeating: $0, count: $0.share) }
}
