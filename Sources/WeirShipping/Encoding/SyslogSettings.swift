package import WeirRecords

/// The facilities that a sender other than the system may use (RFC 5424, table 1).
package enum SyslogFacility: UInt8, CaseIterable, Sendable {
    case user = 1
    case local0 = 16
    case local1 = 17
    case local2 = 18
    case local3 = 19
    case local4 = 20
    case local5 = 21
    case local6 = 22
    case local7 = 23

    package init?(name: String) {
        guard let facility = Self.allCases.first(where: { "\($0)" == name }) else { return nil }
        self = facility
    }
}

package struct SyslogSettings: Equatable, Sendable {
    /// Lengths that RFC 5424 section 6 sets, in bytes.
    package static let maximumHostname = 255
    package static let maximumApplication = 48
    package static let maximumMessageID = 32
    /// Bytes of a source's name that travel in structured data: our own bound, so that a header has one.
    package static let maximumSource = 128
    /// Below this a header might not fit; receivers should take 2,048 (RFC 5424 section 6.1).
    package static let minimumMessage = ByteCount.kibibytes(2)
    /// What syslog-ng takes unless told otherwise. rsyslog's own limit is 8 KiB until its `maxMessageSize` is raised.
    package static let defaultMaximumMessage = ByteCount.kibibytes(64)
    /// The private enterprise number that IANA keeps for examples (RFC 5612); Weir has none of its own.
    package static let enterpriseNumber: StaticString = "32473"

    package var facility: SyslogFacility
    /// Octets of one message at most, its header among them; what is over is cut and marked.
    package var maximumMessage: ByteCount
    /// A byte order mark before a message that is UTF-8. RFC 5424 asks for it; most receivers pass it on as part of the
    /// message, which then is no longer the record, so it is off unless asked for.
    package var byteOrderMark: Bool

    package init(
        facility: SyslogFacility = .local0, maximumMessage: ByteCount = Self.defaultMaximumMessage, byteOrderMark: Bool = false
    ) {
        self.facility = facility
        self.maximumMessage = max(maximumMessage, Self.minimumMessage)
        self.byteOrderMark = byteOrderMark
    }
}
