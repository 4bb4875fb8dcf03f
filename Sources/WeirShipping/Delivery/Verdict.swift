package import WeirRecords

/// What a sink says of the records that it was given.
package enum Verdict: Equatable, Sendable {
    /// Proven to this grade: the cursor moves.
    case delivered(DeliveryGrade)
    /// Handed to the kernel in so many bytes, and no more than that: the cursor waits for the replay window.
    case written(bytes: Int)
    /// Not now. `after` is what the peer asked for.
    case retry(Reason, after: Duration? = nil)
    /// Too much at once.
    case split(Reason)
    /// Nothing will go until someone changes something; the data stays.
    case hold(Reason)
    /// Something in it is not accepted and never will be.
    case reject(Reason)
}

/// Why: a short text that is the same for the same cause (it is counted by), and what the peer said.
package struct Reason: Hashable, Sendable {
    /// Characters of a peer's own words that are kept.
    package static let maximumDetail = 512

    /// `HTTP 403`, `connection refused`.
    package var code: String
    package var detail: String

    package init(_ code: String, _ detail: String = "") {
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
    package var description: String { detail.isEmpty ? code : "\(code): \(detail)" }
}
