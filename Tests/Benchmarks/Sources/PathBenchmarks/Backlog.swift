import Foundation

/// What a record costs that waits in the spool, behind few others and behind ten and a hundred times as many: the sink was down until the
/// whole file was read, then takes all of it.
struct Backlog: Encodable {
    /// Shares of the whole log; a small backlog costs milliseconds, so it is delivered more often.
    private static let kinds = [(share: 100, times: 8), (share: 10, times: 2), (share: 1, times: 1)]
    /// Far fewer than are read in a second: what is left over when the first run gives up would be read by the second.
    private static let recordsReadPerSecond = 100_000

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
    var middle: Row
    var large: Row

    static func run(_ logs: LogSet, _ options: Options, in folder: String) throws -> Backlog {
        let one = try LogSet.write(.uniform, to: folder + "/one", records: 1)
        let parts = try kinds.map { kind in
            try LogSet.write(logs.corpus, to: "\(folder)/backlog-\(kind.share)", records: max(1, logs.records / kind.share))
        }
        var (starts, runs) = ([Run](), parts.map { _ in [Run]() })
        for _ in 0..<options.rounds {
            for (index, kind) in kinds.enumerated() {
                for _ in 0..<kind.times {
                    starts.append(try deliver(one, options, in: folder))
                    runs[index].append(try deliver(parts[index], options, in: folder))
                }
            }
        }
        let base = Summary.median(starts.map(\.cpu))
        let rows = zip(parts, runs).map { row($0, $1, without: base) }
        return Backlog(small: rows[0], middle: rows[1], large: rows[2])
    }

    private static func row(_ logs: LogSet, _ runs: [Run], without base: Double) -> Row {
        let seconds = Summary.median(runs.map(\.cpu)) - base
        return Row(
            records: logs.records, bytes: logs.bytes, secondsPerGigabyte: seconds / Double(logs.bytes) * 1e9,
            peakBytes: runs.map(\.peakBytes).max() ?? 0)
    }

    /// Costs of the second of two runs: the first finds nobody at the sink's address.
    private static func deliver(_ logs: LogSet, _ options: Options, in folder: String) throws -> Run {
        let own = folder + "/backlog"
        try FileManager.default.createDirectory(atPath: own, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: own) }
        let port = try freePort()
        let site = Contender.Site(folder: own, logs: logs, address: "127.0.0.1:\(port)")
        let file = try site.writeShipper(reading: logs, sink: #"{name: siem, kind: syslog, url: "tcp://\#(site.address)"}"#)
        let patience = "\(500 + logs.records * 1_000 / recordsReadPerSecond)ms"
        let first = Command(executable: options.weir, arguments: ["ship", file, "--once", "--drain", patience])
        guard try Child(first, log: own + "/contender.log").wait().status == 1 else {
            throw BenchmarkFailure("backlog: \(Trial.said(in: own))")
        }
        let receiver = try Receiver(.syslog, port: port, expecting: logs.records, options, in: own)
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
        let lines = [small, middle, large].map {
            String(
                format: "backlog of %9d records: %.3f CPU s/GB to deliver, %.1f MB", $0.records, $0.secondsPerGigabyte,
                Double($0.peakBytes) / 1e6)
        }
        let dearer = (large.secondsPerGigabyte / small.secondsPerGigabyte - 1) * 100
        let growth = String(format: "%d times the backlog: %+.1f %% a record", large.records / small.records, dearer)
        return (lines + [growth]).joined(separator: "\n")
    }
}
