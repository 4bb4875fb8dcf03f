/// A log file of the platform. Files that hold the same events as another (the text twins of the JSON files) are not written,
/// so that what a shipper reads is what was generated, once.
enum LogFile: UInt8, CaseIterable, Sendable {
    case apiServer
    case managerAPI
    case webFilter
    case share
    case agent
    case nginxAccess
    case nginxError
    case guac
    case postgres

    /// Whether the file's name holds the date: such a file is never renamed.
    var isDated: Bool { self == .guac || self == .postgres }

    /// Path under the host's `log` directory.
    /// - Parameter date: `2023-01-31`, as ASCII; used by dated files only.
    func path(date: ArraySlice<UInt8>) -> String {
        switch self {
        case .apiServer: "api_server_json.log"
        case .managerAPI: "manager_api_server_json.log"
        case .webFilter: "web_filter_access_json.log"
        case .share: "share_json.log"
        case .agent: "agent_json.log"
        case .nginxAccess: "nginx/access_json.log"
        case .nginxError: "nginx/error.log"
        case .guac: "kasmguac-\(String(decoding: date, as: UTF8.self).replacingDashes).log"
        case .postgres: "postgres/postgresql-\(String(decoding: date.dropFirst(5), as: UTF8.self)).log"
        }
    }
}

extension String {
    fileprivate var replacingDashes: String { String(map { $0 == "-" ? "." : $0 }) }
}
