import Foundation

/// What a record costs that waits in the spool, behind few others and behind a hundred times as many: the sink was down until the whole
/// file was read, then takes all of it.
struct Backlog: Encodable {
    static let growth = 100
    /// A small backlog costs milliseconds, so it is delivered more often.
    private static let smallRounds = 25

    struct Row: Encodable {
        var records: Int
        var bytes: Int
        /// Of the processor for 10⁹ bytes of lines, without what a start and an end take by themselves.
        var secondsPerGigabyte: Double
        var peakBytes: Int
    }

    private struct Run {
        var cpu: Double
        var peakBytes: Int
    }

    var small: Row
    var large: Row
    /// How much dearer a record of the large backlog is, in percent.
    var dearerPercent: Double { (large.secondsPerGigabyte / small.secondsPerGigabyte - 1) * 100 }

    static func run(_ log: LogFile, _ options: Options, in folder: String) throws -> Backlog {
        let few = try LogFile.write(to: folder + "/few.log", records: max(1, log.records / growth))
        let one = try LogFile.write(to: folder + "/one.log", records: 1)
        var (small, start, large) = ([Run](), [Run](), [Run]())
        for round in 0..<max(smallRounds, options.rounds) {
            start.append(try deliver(one, options, in: folder))
            small.append(try deliver(few, options, in: folder))
            if round < options.rounds { large.append(try deliver(log, options, in: folder)) }
        }
        let base = Summary.median(start.map(\.cpu))
        return Backlog(small: row(few, small, without: base), large: row(log, large, without: base))
    }

    private static func row(_ log: LogFile, _ runs: [Run], without base: Double) -> Row {
        let seconds = Summary.median(runs.map(\.cpu)) - base
        return Row(
            records: log.records, bytes: log.bytes, secondsPerGigabyte: seconds / Double(log.bytes) * 1e9,
            peakBytes: runs.map(\.peakBytes).max() ?? 0)
    }

    /// Costs of the second of two runs: the first finds nobody at the sink's address.
    private static func deliver(_ log: LogFile, _ options: Options, in folder: String) throws -> Run {
        let own = folder + "/backlog"
        try FileManager.default.createDirectory(atPath: own, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: own) }
        let port = try freePort()
        let site = Contender.Site(folder: own, log: log, address: "127.0.0.1:\(port)")
        let file = try site.writeShipper(reading: log.path, sink: #"{name: siem, kind: syslog, url: "tcp://\#(site.address)"}"#)
        let first = Command(executable: options.weir, arguments: ["ship", file, "--once", "--drain", "2s"])
        guard try Child(first, log: own + "/contender.log").wait().status == 1 else {
            throw BenchmarkFailure("backlog: \(Trial.said(in: own))")
        }
        let receiver = try Receiver(.syslog, port: port, expecting: log.records, options, in: own)
        let second = try Child(Command(executable: options.weir, arguments: ["ship", file, "--once"]), log: own + "/contender.log")
        let (received, end) = (receiver.child.wait(), second.wait())
        guard received.status == 0, end.status == 0 else { throw BenchmarkFailure("backlog: \(Trial.said(in: own))") }
        return Run(cpu: end.user + end.system, peakBytes: end.peakBytes)
    }

    /// One that was free a moment ago.
    private static func freePort() throws -> Int {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(INADDR_LOOPBACK).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isFound = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, size) == 0 && getsockname(descriptor, $0, &size) == 0
            }
        }
        guard isFound else { throw BenchmarkFailure("no free port") }
        return Int(UInt16(bigEndian: address.sin_port))
    }

    var text: String {
        [small, large].map {
            String(
                format: "backlog of %9d records: %.3f CPU s/GB to deliver, %.1f MB", $0.records, $0.secondsPerGigabyte,
                Double($0.peakBytes) / 1e6)
        }.joined(separator: "\n") + String(format: "\n%d times the backlog: %+.1f %% a record", Self.growth, dearerPercent)
    }
}
