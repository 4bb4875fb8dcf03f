import Foundation
import TestSupport

/// A real shipper at work on a log that the test writes.
final class RunningShipper {
    let directory: TemporaryDirectory
    let process: ChildProcess
    private let log: FileHandle
    private(set) var written = 0

    /// - Parameter sinks: lines of the configuration's `sinks`, as flow mappings.
    init(sinks: [String], in directory: TemporaryDirectory) throws {
        self.directory = directory
        try FileManager.default.createDirectory(atPath: directory.path + "/logs", withIntermediateDirectories: true)
        _ = FileManager.default.createFile(atPath: directory.path + "/logs/a.log", contents: nil)
        guard let log = FileHandle(forWritingAtPath: directory.path + "/logs/a.log") else { throw SupportFailure("no log file") }
        self.log = log
        try Self.configuration(sinks, directory).write(toFile: directory.path + "/weir.yaml", atomically: true, encoding: .utf8)
        process = try WeirBinary.start("ship", directory.path + "/weir.yaml", "--drain", "30s")
        let socket = directory.path + "/spool/control.sock"
        guard process.wait(within: 60, until: { FileManager.default.fileExists(atPath: socket) }) else {
            throw SupportFailure("the shipper did not start: \(process.errors)")
        }
    }

    var configuration: String { directory.path + "/weir.yaml" }
    var socket: String { directory.path + "/spool/control.sock" }

    /// Appends records with the next serials; the receiver counts those.
    func write(_ count: Int, level: String = "INFO") throws {
        let lines = (written + 1...written + count).map { serial in
            #"{"asctime": "2026-11-21 08:00:00,000", "name": "app", "levelname": "\#(level)", "message": "record \#(serial)", "weir_serial": \#(serial)}"#
        }
        written += count
        try log.write(contentsOf: Data((lines.joined(separator: "\n") + "\n").utf8))
    }

    func configure(sinks: [String]) throws {
        try Self.configuration(sinks, directory).write(toFile: configuration, atomically: true, encoding: .utf8)
    }

    func status() throws -> [String: Any] { try ControlClient(socket).ask(#"{"request":"status"}"#) }

    func reload() throws -> [String: Any] {
        try ControlClient(socket).ask(#"{"request":"reload"}"#)["reload"] as? [String: Any] ?? [:]
    }

    /// Waits until a sink has settled everything that was written.
    func waitForDelivery(at sink: String) throws {
        let isDone = process.wait(within: 60) {
            guard let sinks = (try? self.status())?["sinks"] as? [[String: Any]] else { return false }
            return sinks.contains { $0["name"] as? String == sink && $0["cursor"] as? Int == self.written }
        }
        guard isDone else { throw SupportFailure("\(sink) did not get everything: \(process.errors)") }
    }

    func end() -> ChildProcess.Result {
        process.terminate()
        return process.wait(within: 60)
    }

    private static func configuration(_ sinks: [String], _ directory: TemporaryDirectory) -> String {
        """
        spool: {directory: \(directory.path)/spool, size: 64MiB}
        sources:
          - {name: app, kind: files, host: web-1, include: ["\(directory.path)/logs/*.log"]}
        sinks:
        \(sinks.map { "  - {\($0)}" }.joined(separator: "\n"))

        """
    }
}
