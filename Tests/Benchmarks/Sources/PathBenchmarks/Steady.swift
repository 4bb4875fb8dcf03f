import Corpus
import Foundation

/// A shipper beside a program that writes at a steady pace, as beside one role of a deployment.
struct Steady: Encodable {
    private static let recordsPerSecond = 10_000
    private static let seconds = 30

    /// Of one core, from the shipper's start to its end.
    var corePercent: Double
    /// Resident, at most.
    var peakBytes: Int
    var recordsPerSecond = Self.recordsPerSecond
    var seconds = Self.seconds

    static func run(_ options: Options, in folder: String) throws -> Steady {
        let own = folder + "/steady"
        try FileManager.default.createDirectory(atPath: own, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: own) }
        let records = recordsPerSecond * seconds
        let receiver = try Receiver(.syslog, expecting: records, options, in: own)
        var writer = try PacedWriter(folder: own)
        let site = Contender.Site(folder: own, logs: writer.logs, address: receiver.address)
        let file = try site.writeShipper(reading: site.logs, sink: #"{name: siem, kind: syslog, url: "tcp://\#(receiver.address)"}"#)
        let start = ContinuousClock.now
        let shipper = try Child(Command(executable: options.weir, arguments: ["ship", file, "--drain", "1s"]), log: own + "/contender.log")
        writer.write(records, perSecond: recordsPerSecond)
        let received = receiver.child.wait()
        // Not what the kernel tells at the end: that counts this process as well, whose memory the shipper's start shared.
        let peak = shipper.peakBytesSoFar
        let lasted = (ContinuousClock.now - start) / .seconds(1)
        shipper.terminate()
        let end = shipper.wait()
        guard received.status == 0, end.status == 0 else { throw BenchmarkFailure("steady: \(Trial.said(in: own))") }
        return Steady(corePercent: (end.user + end.system) / lasted * 100, peakBytes: peak)
    }

    var text: String {
        String(
            format: "steady %d records/s for %d s: %.2f %% of one core, %.1f MB", recordsPerSecond, seconds, corePercent,
            Double(peakBytes) / 1e6)
    }
}

/// Appends lines to a host's logs by the clock, in many small writes.
private struct PacedWriter {
    /// Between two writes.
    private static let pause: UInt32 = 10_000

    let logs: LogSet
    private let files: [LogKind: FileHandle]
    private var lines = HostLines(seed: 42)

    init(folder: String) throws {
        let paths = LogKind.allCases.map { "\(folder)/\($0.fileName)" }
        let files = try paths.map { path in
            guard FileManager.default.createFile(atPath: path, contents: nil), let file = FileHandle(forWritingAtPath: path) else {
                throw BenchmarkFailure("\(path) can't be written")
            }
            return file
        }
        self.files = Dictionary(uniqueKeysWithValues: zip(LogKind.allCases, files))
        logs = LogSet(corpus: .mixed, files: paths.map { LogFile(path: $0, records: 0, bytes: 0) })
    }

    mutating func write(_ records: Int, perSecond: Int) {
        let start = ContinuousClock.now
        var written = 0
        while written < records {
            let due = min(records, Int((ContinuousClock.now - start) / .seconds(1) * Double(perSecond)))
            if due > written { write(written + 1...due) }
            written = max(written, due)
            usleep(Self.pause)
        }
    }

    private mutating func write(_ serials: ClosedRange<Int>) {
        var texts: [LogKind: Data] = [:]
        for serial in serials {
            let (kind, line) = lines.next()
            texts[kind, default: Data()].append(contentsOf: HostLines.line(line, serial: serial, of: kind))
        }
        for (kind, text) in texts { files[kind]?.write(text) }
    }
}
