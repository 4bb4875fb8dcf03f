import Foundation
import TestSupport
import Testing
import WeirRecords
import WeirSystem

@testable import WeirCommands

@Suite("weir measure on a file in parts")
struct FilesMeasurerTests {
    /// Lines of several lengths, an empty one, one with CR LF, and a last one without an end.
    private static let text =
        (0..<40).map { number in
            let message = String(repeating: "word ", count: number % 7)
            let line = #"{"name": "app\#(number % 3)", "levelname": "INFO", "message": "\#(message)\#(number)", "#
            return line + #""timestamp": "2024-10-29 23:35:\#(10 + number)"}"# + (number % 5 == 0 ? "\r\n\n" : "\n")
        }.joined() + "{\"name\": \"last\"}"

    private func measure(_ path: String, text: String, partBytes: UInt64) throws -> WeirCommands.Measurement {
        let file = LogFile(
            path: path, name: LogFileName(path: path), size: UInt64(text.utf8.count),
            modified: Timestamp(microseconds: 1_750_000_000_000_000))
        return try FilesMeasurer([file], fileSystem: HostFileSystem(), partBytes: partBytes).run { _ in }
    }

    /// Not the examples, any of which will do.
    private func weights(_ measurement: WeirCommands.Measurement) -> [String: MeterWeight] {
        Dictionary(uniqueKeysWithValues: measurement.shapes.heaviest(.max).map { ($0.shape, $0.weight) })
    }

    /// Heads with stack traces behind them, after a banner.
    private static let traces =
        "a banner\n"
        + (0..<40).map { number in
            let trace = number % 3 == 0 ? "Traceback (most recent call last):\n  File \"db.py\", line \(number)\nValueError: x\n" : ""
            return "2024-10-29 23:35:\(10 + number),000 [ERROR] app: query \(number) failed\n" + trace
        }.joined()

    @Test("wherever it is cut, the same is measured", arguments: [text, traces])
    func cuts(text: String) throws {
        let directory = try TemporaryDirectory()
        let path = directory.path + "/api_server_json.log"
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        let whole = try measure(path, text: text, partBytes: .max)
        #expect(whole.total.records == 41 && whole.files == 1)
        for partBytes in [1, 2, 3, 7, 50, 99, 100, 101, 1_000, 4_096] as [UInt64] {
            let parts = try measure(path, text: text, partBytes: partBytes)
            #expect(parts.meter == whole.meter && parts.files == 1, "\(partBytes)")
            #expect(parts.logs.mapValues(\.timeline) == whole.logs.mapValues(\.timeline), "\(partBytes)")
            #expect(weights(parts) == weights(whole))
            #expect(parts.lengths == whole.lengths && parts.rowsWithoutTime == whole.rowsWithoutTime)
        }
    }
}
