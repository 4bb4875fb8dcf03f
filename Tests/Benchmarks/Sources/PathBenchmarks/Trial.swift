import Foundation

/// One contender's way through the file once.
struct Trial {
    private static let patience = "600s"

    private struct Report: Decodable {
        struct Serials: Decodable {
            var missing: Int
        }
        struct Input: Decodable {
            var records: Int
            var duplicates: Int
            var lastArrival: String?
            var serials: Serials
        }
        var inputs: [Input]
    }

    private struct Addresses: Decodable {
        var http: String?
        var syslog: String?
    }

    /// From the contender's start to the last byte at the receiver, in seconds.
    var seconds: Double
    var costs: Child.End
    /// Seconds of the processor that the receiver took: on two cores they limit everyone.
    var receiver: Double
    /// Records that came more than once.
    var duplicates: Int
    var bytes: Int

    var megabytesPerSecond: Double { Double(bytes) / seconds / 1e6 }
    /// Of the processor, for 10⁹ bytes of lines.
    var secondsPerGigabyte: Double { (costs.user + costs.system) / Double(bytes) * 1e9 }

    var text: String {
        String(
            format: "%6.1f MB/s, %5.2f CPU s/GB (%.2f user, %.2f system), %4d MB; receiver %.2f CPU s/GB%@", megabytesPerSecond,
            secondsPerGigabyte, costs.user / Double(bytes) * 1e9, costs.system / Double(bytes) * 1e9, costs.peakBytes / 1_000_000,
            receiver / Double(bytes) * 1e9, duplicates > 0 ? ", \(duplicates) duplicates" : "")
    }

    static func run(_ contender: Contender, _ log: LogFile, _ options: Options, in folder: String) throws -> Trial {
        let own = folder + "/trial"
        try FileManager.default.createDirectory(atPath: own, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: own) }
        let input = contender.path == .http ? "--http" : "--syslog"
        let receiver = try Child(
            Command(
                executable: options.weir,
                arguments: [
                    "receive", input, "127.0.0.1:0", "--report", own + "/report.json", "--ready-file", own + "/ready.json", "--expect",
                    "\(log.records)", "--timeout", patience,
                ]), log: own + "/receiver.log")
        let address = try address(own + "/ready.json", of: receiver)
        let command = try contender.command(Contender.Site(folder: own, log: log, address: address))
        sync()
        let start = Date()
        let child = try Child(command, log: own + "/contender.log")
        let received = receiver.wait()
        if !command.endsByItself { child.terminate() }
        let costs = child.wait()
        guard received.status == 0, costs.status == 0 || !command.endsByItself else {
            throw BenchmarkFailure("\(contender.name): \(said(in: own))")
        }
        let report = try decode(Report.self, own + "/report.json").inputs.first
        let moment = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
        guard let report, let last = report.lastArrival.flatMap({ try? moment.parse($0) }) else {
            throw BenchmarkFailure("\(contender.name): nothing came")
        }
        return Trial(
            seconds: last.timeIntervalSince(start), costs: costs, receiver: received.user + received.system,
            duplicates: report.duplicates, bytes: log.bytes)
    }

    private static func address(_ path: String, of receiver: Child) throws -> String {
        while receiver.isRunning {
            if let found = try? decode(Addresses.self, path), let address = found.http ?? found.syslog { return address }
            usleep(20_000)
        }
        throw BenchmarkFailure("the receiver did not start")
    }

    private static func decode<Value: Decodable>(_ type: Value.Type, _ path: String) throws -> Value {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try decoder.decode(type, from: Data(contentsOf: URL(filePath: path)))
    }

    private static func said(in folder: String) -> String {
        ["contender", "receiver"].compactMap { try? String(contentsOfFile: "\(folder)/\($0).log", encoding: .utf8) }.joined(separator: "\n")
    }
}
