package import Foundation

/// The one renderer: data on standard output; logs, progress and errors on standard error.
package enum Output {
    package static func write(_ text: String) {
        try? FileHandle.standardOutput.write(contentsOf: Data((text + "\n").utf8))
    }

    /// As they are, without a line end.
    static func write(bytes: Data) { try? FileHandle.standardOutput.write(contentsOf: bytes) }

    /// As it is: for a terminal that is drawn on.
    static func draw(_ text: String) { write(bytes: Data(text.utf8)) }

    package static func writeError(_ text: String) {
        try? FileHandle.standardError.write(contentsOf: Data((text + "\n").utf8))
    }

    /// JSON with sorted keys: a documented contract, so keys are snake_case and units are in the names.
    package static func write(json value: some Encodable) throws {
        write(try jsonText(value))
    }

    package static func jsonText(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    package static func jsonDecoder() -> JSONDecoder {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return decoder
    }
}
