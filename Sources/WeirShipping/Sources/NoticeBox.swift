package import WeirRecords

/// Notices that wait to be fetched; bounded, since nobody may fetch them for long.
package struct NoticeBox: Sendable {
    /// Notices kept; of what comes beyond them only the number is.
    package static let capacity = 256

    private var notices: [Notice] = []
    private var omitted = 0

    package init() {}

    package mutating func raise(_ severity: Notice.Severity, _ message: String, _ details: [String: String] = [:]) {
        raise(Notice(severity, message, details))
    }

    package mutating func raise(_ notice: Notice) {
        if notices.count < Self.capacity { notices.append(notice) } else { omitted += 1 }
    }

    package mutating func take() -> [Notice] {
        if omitted > 0 { notices.append(Notice(.warning, "notices left out, too many at once", ["count": String(omitted)])) }
        defer {
            notices = []
            omitted = 0
        }
        return notices
    }
}
