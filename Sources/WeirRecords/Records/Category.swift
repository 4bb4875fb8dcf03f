/// What kind of event a record tells of, for obligations and the ledger. The raw values are part of the frame format.
package enum Category: UInt8, CaseIterable, Sendable, BitwiseCopyable, Codable {
    case infrastructure = 0
    case authentication = 1
    case administration = 2
    case session = 3
    case transfer = 4
    case webFilter = 5
    case debug = 6

    /// Lower case, as in configurations and reports.
    package var name: String {
        switch self {
        case .infrastructure: "infrastructure"
        case .authentication: "authentication"
        case .administration: "administration"
        case .session: "session"
        case .transfer: "transfer"
        case .webFilter: "web_filter"
        case .debug: "debug"
        }
    }

    package init?(name: String) {
        guard let category = Category.allCases.first(where: { $0.name == name }) else { return nil }
        self = category
    }
}
