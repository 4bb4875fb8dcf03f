package import Foundation
import WeirSystem

/// The one renderer: data on standard output; logs, progress and errors on standard error. What is for people is made plain here.
package enum Output {
    /// For people: lines of text.
    ///
    /// - Throws: where it can't be written, and ``OutputClosed`` where nobody reads it any more.
    package static func write(_ text: String) throws {
        try send(Paint.host.restored(in: PlainText.lines(text)) + "\n")
    }

    /// Bytes as they are, without a line end: for programs, never for a terminal.
    static func write(raw bytes: [UInt8]) throws { try send(bytes) }

    /// A terminal that is drawn on: the moves are the program's own, the lines are made plain.
    static func draw(_ lines: [String], begin: String, lineEnd: String, end: String) throws {
        let plain = lines.map { Paint.host.restored(in: PlainText.of($0)) }
        try send(begin + plain.joined(separator: lineEnd + "\n") + lineEnd + "\n" + end)
    }

    /// How long the last words of a process wait for someone who reads a full pipe.
    static let patienceWithReader = Duration.seconds(2)

    /// False where standard output is a full pipe that nobody reads.
    static var canWrite: Bool { StandardStream.output.canWrite(within: patienceWithReader) }

    /// Whoever can't read errors has no other place to be told, and must not keep the process from ending.
    package static func writeError(_ text: String) {
        guard StandardStream.error.canWrite(within: patienceWithReader) else { return }
        try? send(PlainText.lines(text) + "\n", to: .error)
    }

    /// One line on standard error that is written over.
    static func drawError(_ line: String, begin: String) { try? send(begin + PlainText.of(line), to: .error) }

    /// JSON with sorted keys: a documented contract, so keys are snake_case and units are in the names.
    package static func write(json value: some Encodable) throws { try write(json: try jsonText(value)) }

    /// JSON that is text already.
    static func write(json text: String) throws { try send(PlainText.json(text) + "\n") }

    package static func jsonText(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return PlainText.json(String(decoding: try encoder.encode(value), as: UTF8.self))
    }

    package static func jsonDecoder() -> JSONDecoder {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return decoder
    }

    private static func send(_ text: String, to stream: StandardStream = .output) throws { try send(Array(text.utf8), to: stream) }

    private static func send(_ bytes: [UInt8], to stream: StandardStream = .output) throws {
        let result = bytes.withUnsafeBytes { bytes in Result { () throws(SystemError) in try stream.write(bytes) } }
        do throws(SystemError) { try result.get() } catch {
            guard !error.isGoneReader else { throw OutputClosed() }
            throw CommandFailure(.inputOutput, "\(error.subject) can't be written: \(error.reason)")
        }
    }
}

/// Nobody reads standard output any more, as after `weir … | head`: that is no mistake, and there is nobody to tell.
struct OutputClosed: Error {}
