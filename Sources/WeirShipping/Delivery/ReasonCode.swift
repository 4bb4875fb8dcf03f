/// What a refusal or a failure is counted by, switched on and shown by where no peer's words may stand. Codes are constants: none is
/// made from what a peer said but a status of HTTP, which is a number.
package struct ReasonCode: Hashable, Sendable, CustomStringConvertible, ExpressibleByStringLiteral {
    package let description: String

    package init(stringLiteral text: StaticString) { description = "\(text)" }

    private init(_ text: String) { description = text }

    package static func status(_ status: Int) -> ReasonCode { ReasonCode("HTTP \(status)") }

    /// Nil where it is no status.
    var status: Int? { description.hasPrefix("HTTP ") ? Int(description.dropFirst(5)) : nil }

    package static let timeout: ReasonCode = "timeout"
    package static let connection: ReasonCode = "connection"
    package static let noAnswer: ReasonCode = "no answer of HTTP"
    package static let untrusted: ReasonCode = "TLS verification"
    package static let noCommonTLS: ReasonCode = "TLS version or cipher"
    package static let request: ReasonCode = "request"
    package static let compression: ReasonCode = "compression"
    package static let closedByPeer: ReasonCode = "closed by the peer"
    package static let closeNotConfirmed: ReasonCode = "close not confirmed"
    package static let noRoomForLetters: ReasonCode = "no room for dead letters"
    package static let notConfigured: ReasonCode = "not configured"
    package static let notUsable: ReasonCode = "not usable as configured"
}

/// Why: a code that is the same for the same cause, and what is known of this one.
package struct Reason: Hashable, Sendable {
    /// Characters of a peer's own words that are kept.
    package static let maximumDetail = 512

    package var code: ReasonCode
    /// One line; a peer's words only as far as they were cleansed.
    package var detail: String

    package init(_ code: ReasonCode, _ detail: String = "") {
        self.code = code
        self.detail = Self.line(detail)
    }
}

extension Reason {
    /// One line: peers answer with whole pages.
    private static func line(_ text: String) -> String {
        text.prefix(maximumDetail).split(whereSeparator: { $0.isWhitespace || $0.unicodeScalars.contains { $0.value < 0x20 } })
            .joined(separator: " ")
    }
}

extension Reason: CustomStringConvertible {
    package var description: String { detail.isEmpty ? code.description : "\(code): \(detail)" }
}
