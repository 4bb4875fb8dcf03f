import Foundation

/// JSON on one line: what goes over the control socket.
enum ControlLine {
    /// Of values that can be written as JSON; an empty object stands for one that can't, which is a defect.
    static func text(_ value: some Encodable) -> String {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(value)).map { PlainText.json(String(decoding: $0, as: UTF8.self)) } ?? "{}"
    }

    static func error(_ message: String, wayOut: String? = nil, kind: ControlError.Kind = .unavailable) -> String {
        text(ControlError(error: .init(message: message, wayOut: wayOut, kind: kind)))
    }
}

/// `{"error":…}`.
struct ControlError: Codable, Equatable {
    enum Kind: String, Codable {
        /// Who asked named something that is not there.
        case usage
        case unavailable
    }

    struct Body: Codable, Equatable {
        var message: String
        var wayOut: String?
        /// Missing in what an earlier version says.
        var kind: Kind?
    }

    var error: Body
}

/// `{"reload":…}`.
struct ReloadAnswer: Codable, Equatable {
    var reload: ReloadReport
}

/// What came of a reload.
struct ReloadReport: Codable, Equatable {
    enum Outcome: String, Codable {
        case applied
        /// The file says what runs already.
        case unchanged
        /// The old configuration goes on.
        case refused
    }

    var outcome: Outcome
    /// In words, such as `sink lake changed`.
    var changes: [String] = []
    /// Why it was refused, a line each; of one that was applied, what the file's check warns of.
    var problems: [String] = []
    /// SHA-256 of the file as it was loaded, and as it is now.
    var before: String
    var after: String
}
