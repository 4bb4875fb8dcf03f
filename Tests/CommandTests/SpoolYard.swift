import Foundation
import TestSupport
import Testing

/// One machine with a log file, a shipper's configuration and its spool; the sink is called "lake".
final class SpoolYard {
    struct Listing: Decodable {
        struct Segment: Decodable {
            var first: Int
            var end: Int
            var waitingSinks: [String]
        }
        struct Oldest: Decodable {
            var host: String
            var application: String
            var time: String
        }
        struct Sink: Decodable {
            var name: String
            var cursor: Int
            var waitingRecords: Int
            var waitingBytes: Int
            var deadLetters: Int
            var oldest: Oldest?
        }
        struct Stream: Decodable {
            var origin: String
            var offset: Int?
        }
        var end: Int
        var segments: [Segment]
        var sinks: [Sink]
        var streams: [Stream]
    }

    let directory: TemporaryDirectory
    /// What the log file holds.
    let lines: [String]
    private var receivers = 0
    private(set) var distinctAtFirst = 0

    var spool: String { directory.path + "/spool" }
    var configuration: String { directory.path + "/weir.yaml" }

    /// - Parameter padding: characters that each record has more.
    init(records: Int, padding: Int = 0) throws {
        directory = try TemporaryDirectory()
        let more = String(repeating: "x", count: padding)
        lines = (0..<records).map { number in
            let time = "2026-11-21 07:\(String(format: "%02d:%02d", number / 60 % 60, number % 60)),000"
            return
                #"{"asctime": "\#(time)", "name": "web", "levelname": "INFO", "serial": \#(number + 1), "message": "record \#(number)\#(more)"}"#
        }
        try (lines.joined(separator: "\n") + "\n").write(toFile: directory.path + "/a.log", atomically: true, encoding: .utf8)
        try configure(url: "http://127.0.0.1:9/")
    }

    /// - Parameter settings: what the spool is told besides where it is.
    func configure(url: String, spool settings: String = "size: 16MiB") throws {
        try """
        spool: {directory: \(spool), \(settings)}
        sources:
          - {name: files, kind: files, host: web-1, include: ["\(directory.path)/*.log"]}
        sinks:
          - {name: lake, kind: http, url: "\(url)", batch: {records: 5}}

        """.write(toFile: configuration, atomically: true, encoding: .utf8)
    }

    /// A receiver that the configuration names from now on.
    func receiver(expecting records: Int, _ arguments: [String] = [], spool settings: String = "size: 16MiB") throws -> Receiver {
        receivers += 1
        let receiver = try Receiver(
            expecting: records, report: "\(directory.path)/report-\(receivers).json",
            readyFile: "\(directory.path)/ready-\(receivers).json", extraArguments: arguments)
        try configure(url: receiver.httpURL, spool: settings)
        return receiver
    }

    /// Ships what is there to a receiver of its own.
    func ship(to arguments: [String]) throws -> ChildProcess.Result {
        let receiver = try receiver(expecting: lines.count, arguments)
        let result = try WeirBinary.run("ship", configuration, "--once", "--drain", "30s")
        distinctAtFirst = try distinct(at: receiver)
        return result
    }

    /// Ends the receiver; records that it got by HTTP, each once.
    func distinct(at receiver: Receiver) throws -> Int {
        receiver.process.terminate()
        return try receiver.report().inputs.first { $0.name == "http" }?.distinct ?? 0
    }

    func listing() throws -> Listing { try json("spool", "list", spool) }

    /// What a command says as JSON, which must succeed.
    func json<Value: Decodable>(_ arguments: String...) throws -> Value {
        let result = try WeirBinary.run(arguments: arguments + ["--format", "json"])
        guard result.status == 0 else { throw SupportFailure("weir \(arguments): \(result.status) \(result.errors)") }
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try decoder.decode(Value.self, from: Data(result.output.utf8))
    }
}
