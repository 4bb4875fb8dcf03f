import Foundation
import TestSupport
import Testing

/// The real shipper with its spool on a real file system that others fill.
@Suite("A full disk under a running shipper", .serialized)
struct DiskFullTests {
    private static let records = 30_000

    @Test("reading stops, delivery goes on, and with room again everything arrives, once")
    func fillsAndRecovers() throws {
        let station = try Station(records: Self.records)
        try station.write(upTo: Self.records / 2)
        let shipper = try station.startShipper()
        let half = Double(Self.records / 2)
        // Nothing listens yet: what is read waits in the spool.
        try shipper.wait(until: { $0["weir_spool_mark"] == half })
        #expect(station.hasBallast)
        let segments = station.segments.count
        #expect(segments > 1)

        _ = try station.disk.fill("others")
        try shipper.wait(until: { $0["weir_spool_hindered{reason=\"disk full\"}"] == 1 })
        #expect(!station.hasBallast)
        try station.write(upTo: Self.records)
        try shipper.wait(until: { ($0["weir_source_unread_bytes"] ?? 0) > 0 })
        _ = try station.disk.fill("more-of-others")

        let receiver = try station.startReceiver()
        try shipper.wait(until: { ($0["weir_sink_waiting_records{sink=\"lake\"}"] ?? half) == 0 || station.segments.count < segments })
        try shipper.wait(until: { ($0["weir_sink_delivered_records_total{sink=\"lake\",grade=\"accepted\"}"] ?? 0) >= half })
        #expect(shipper.process.errors.contains("the spool's disk is full"))

        try station.disk.remove("others")
        try station.disk.remove("more-of-others")
        try expectAll(of: receiver, shipper, station)
        #expect(shipper.process.errors.components(separatedBy: "the spool's disk is full").count == 2, "\(shipper.process.errors)")
        try station.expectBooks(of: Self.records)
    }

    @Test("a shipper that starts on a full disk takes its reserve, waits, and goes on when there is room")
    func startsOnAFullDisk() throws {
        let records = 4_000
        let station = try Station(records: records)
        let receiver = try station.startReceiver()
        try station.write(upTo: records / 2)
        let first = try station.startShipper()
        try first.wait(until: { ($0["weir_sink_delivered_records_total{sink=\"lake\",grade=\"accepted\"}"] ?? 0) == Double(records / 2) })
        first.process.kill()
        first.process.wait()
        #expect(station.hasBallast)

        _ = try station.disk.fill("others")
        try station.write(upTo: records)
        let second = try station.startShipper()
        try second.wait(until: { $0["weir_spool_hindered{reason=\"disk full\"}"] == 1 })
        #expect(!station.hasBallast)
        try station.disk.remove("others")
        // The first one was killed: the receipts of its last moment were not written.
        try expectAll(of: receiver, second, station, mayRepeat: true)
    }

    @Test("a shipper whose spool can't be begun for want of room says so, and begins it by itself once there is some")
    func beginsOnAFullDisk() throws {
        let records = 100
        let station = try Station(records: records)
        let receiver = try station.startReceiver()
        try station.write(upTo: records)
        _ = try station.disk.fill("others")
        let shipper = try station.launch()
        #expect(shipper.wait(within: 30) { shipper.errors.contains("nothing can be begun there") }, "\(shipper.errors)")
        try station.disk.remove("others")
        try expectAll(of: receiver, ShipperOnSmallDisk(shipper), station)
        #expect(shipper.errors.components(separatedBy: "nothing can be begun there").count == 2)
    }

    @Test("a shipper that waits for room to begin its spool ends when it is asked to, and says what it waited for")
    func endsOnAFullDisk() throws {
        let station = try Station(records: 10)
        _ = try station.disk.fill("others")
        let shipper = try station.launch()
        #expect(shipper.wait(within: 30) { shipper.errors.contains("nothing can be begun there") }, "\(shipper.errors)")
        shipper.terminate()
        let end = shipper.wait(within: 20)
        #expect(end.status == 74 && end.errors.contains("the spool was not begun: the spool's disk is full"), "\(end)")
    }

    private func expectAll(
        of receiver: Receiver, _ shipper: ShipperOnSmallDisk, _ station: Station, mayRepeat: Bool = false
    ) throws {
        let all = Double(station.records)
        try shipper.wait(until: { $0["weir_spool_mark"] == all && $0["weir_sink_waiting_records{sink=\"lake\"}"] == 0 })
        try shipper.wait(until: { _ in station.hasBallast })
        shipper.process.terminate()
        let end = shipper.process.wait()
        #expect(end.status == 0, "\(end.errors)")
        let input = try #require(try receiver.report().inputs.first { $0.name == "http" })
        #expect(input.distinct == station.records)
        if !mayRepeat { #expect(input.records == station.records, "\(input.duplicates) came again") }
        #expect(input.serials.missing == 0, "\(input.serials.gaps)")
    }
}

/// A shipper and its metrics.
private struct ShipperOnSmallDisk {
    let process: ChildProcess
    private let port: UInt16

    init(_ process: ChildProcess) throws {
        self.process = process
        let pattern = #/address=127.0.0.1:([0-9]+)/#
        guard process.wait(within: 60, until: { process.errors.firstMatch(of: pattern) != nil }),
            let port = process.errors.firstMatch(of: pattern).flatMap({ UInt16($0.output.1) })
        else { throw SupportFailure("the shipper did not start: \(process.errors)") }
        self.port = port
    }

    /// Every sample by its name with its labels.
    func metrics() throws -> [String: Double] {
        let answer = try PlainHTTP.get("/metrics", port: port)
        var samples: [String: Double] = [:]
        for line in answer.split(separator: "\n") where !line.hasPrefix("#") {
            guard let space = line.lastIndex(of: " ") else { continue }
            samples[String(line[..<space])] = Double(line[line.index(after: space)...])
            // A metric of one source or sink is meant without its label, too.
            if let brace = line.firstIndex(of: "{") { samples[String(line[..<brace])] = Double(line[line.index(after: space)...]) }
        }
        return samples
    }

    func wait(until condition: @escaping ([String: Double]) -> Bool) throws {
        var last: [String: Double] = [:]
        let isMet = process.wait(within: 90) {
            last = (try? metrics()) ?? [:]
            return condition(last)
        }
        guard isMet else { throw SupportFailure("it did not come to that: \(last)\n\(process.errors)") }
    }
}

/// Logs on an ordinary disk, a spool on a small one.
private final class Station {
    let records: Int
    let disk: SmallDisk
    private let directory: TemporaryDirectory
    private let port: Int
    private var written: [String: Int] = [:]

    init(records: Int) throws {
        self.records = records
        directory = try TemporaryDirectory()
        disk = try SmallDisk(mebibytes: 48)
        port = try FreePort.find()
        let generated = try WeirBinary.run(
            "generate", Repository.path("samples/deployments/small.yaml"), "--out", directory.path + "/staged", "--seed", "11", "--records",
            "\(records)")
        guard generated.status == 0 else { throw SupportFailure(generated.errors) }
        let configuration = """
            spool: {directory: \(disk.path)/spool, size: 16MiB}
            sources:
              - {name: kasm, kind: files, include: ["\(directory.path)/logs/**/*.log"]}
            sinks:
              - {name: lake, kind: http, url: "http://127.0.0.1:\(port)/"}
            console: {listen: "127.0.0.1:0"}
            """
        try configuration.write(toFile: directory.path + "/weir.yaml", atomically: true, encoding: .utf8)
    }

    var hasBallast: Bool { FileManager.default.fileExists(atPath: disk.path + "/spool/ballast") }
    var segments: [String] { (try? FileManager.default.contentsOfDirectory(atPath: disk.path + "/spool/segments")) ?? [] }

    /// Writes on, file by file, until so many records of all are there.
    func write(upTo total: Int) throws {
        let staged = URL(filePath: directory.path + "/staged")
        let names = FileManager.default.enumerator(atPath: staged.path)?.compactMap { $0 as? String }.filter { $0.contains(".log") }
            .sorted()
        var left = total - written.values.reduce(0, +)
        for name in names ?? [] where left > 0 {
            let lines = try Data(contentsOf: staged.appending(path: name)).split(separator: 0x0A)
            let start = written[name] ?? 0
            let part = lines[start...].prefix(left)
            guard !part.isEmpty else { continue }
            try append(part.reduce(into: Data()) { $0 += $1 + [0x0A] }, to: directory.path + "/logs/" + name)
            written[name] = start + part.count
            left -= part.count
        }
        guard left == 0 else { throw SupportFailure("\(left) records are missing from what was generated") }
    }

    private func append(_ data: Data, to path: String) throws {
        let folder = URL(filePath: path).deletingLastPathComponent()
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        if !FileManager.default.fileExists(atPath: path) { _ = FileManager.default.createFile(atPath: path, contents: nil) }
        let file = try FileHandle(forWritingTo: URL(filePath: path))
        try file.seekToEnd()
        try file.write(contentsOf: data)
        try file.close()
    }

    func launch() throws -> ChildProcess { try WeirBinary.start("ship", directory.path + "/weir.yaml") }

    func startShipper() throws -> ShipperOnSmallDisk { try ShipperOnSmallDisk(launch()) }

    func startReceiver() throws -> Receiver {
        try Receiver(
            expecting: records, report: directory.path + "/report.json", readyFile: directory.path + "/ready.json",
            http: "127.0.0.1:\(port)")
    }

    /// The ledger says of every record that it was committed and delivered.
    func expectBooks(of records: Int) throws {
        let result = try WeirBinary.run(
            "reconcile", directory.path + "/weir.yaml", "--manifest", directory.path + "/staged/manifest.json", "--report",
            directory.path + "/report.json")
        let grouped = records >= 1000 ? "\(records / 1000),\(String(format: "%03d", records % 1000))" : "\(records)"
        for row in ["committed to the spool", "delivered", "counted back at the receiver"] {
            let line = result.output.split(separator: "\n").first { $0.hasPrefix(row) }
            #expect(line?.hasSuffix(" " + grouped) == true, "\(row): \(result.output.prefix(2000))")
        }
        #expect(result.output.split(separator: "\n").contains { $0.hasPrefix("waiting in the spool") && $0.hasSuffix(" 0") })
    }
}
