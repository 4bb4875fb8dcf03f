import Foundation
import TestSupport
import Testing

/// `weir spool check|list|show` on spools that the real binary made.
@Suite("weir spool", .serialized)
struct SpoolCommandTests {
    private static let records = 300

    private struct Shown: Decodable {
        struct Record: Decodable {
            var record: Int
            var eventId: String
            var host: String
            var application: String
            var level: String
            var text: String?
        }
        var records: [Record]
        var next: Int?
    }

    private struct Report: Decodable {
        struct Finding: Decodable {
            var code: String
            var severity: String
            var wayOut: String
            var lostRecords: Int
        }
        var verdict: String
        var findings: [Finding]
        var actions: [String]
        var soundRecords: Int
    }

    /// A spool that holds everything, since its sink's peer is away.
    private func waiting() throws -> SpoolYard {
        let yard = try SpoolYard(records: Self.records)
        let port = try FreePort.find()
        try yard.configure(url: "http://127.0.0.1:\(port)/")
        let shipped = try WeirBinary.run("ship", yard.configuration, "--once", "--drain", "1s")
        #expect(shipped.status == 1, "\(shipped.errors)")
        return yard
    }

    private func check(_ arguments: String...) throws -> (status: Int32, report: Report, errors: String) {
        let result = try WeirBinary.run(arguments: ["spool", "check"] + arguments + ["--format", "json"])
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return (result.status, try decoder.decode(Report.self, from: Data(result.output.utf8)), result.errors)
    }

    @Test("what waits is listed with who waits for it and where the source stands, and shown record by record as it was written")
    func listAndShow() throws {
        let yard = try waiting()
        let listing = try yard.listing()
        #expect(listing.end == Self.records)
        #expect(listing.segments.map(\.waitingSinks) == [["lake"]])
        let sink = try #require(listing.sinks.first)
        #expect((sink.cursor, sink.waitingRecords) == (0, Self.records))
        #expect(sink.waitingBytes == yard.lines.reduce(0) { $0 + $1.utf8.count })
        #expect(sink.oldest?.host == "web-1" && sink.oldest?.application == "web")
        #expect(listing.streams.map(\.offset) == [yard.lines.reduce(0) { $0 + $1.utf8.count + 1 }])

        let raw = try WeirBinary.run("spool", "show", yard.spool, "--records", "1000", "--format", "raw")
        #expect(raw.output == yard.lines.joined(separator: "\n") + "\n")
        let shown: Shown = try yard.json("spool", "show", yard.configuration, "--sink", "lake", "--from", "10", "--records", "5")
        #expect(shown.records.map(\.record) == [10, 11, 12, 13, 14] && shown.next == 15)
        #expect(shown.records.map(\.text) == yard.lines[10..<15].map { $0 })
        let nobody: Shown = try yard.json("spool", "show", yard.spool, "--host", "other")
        #expect(nobody.records.isEmpty && nobody.next == nil)
        let table = try WeirBinary.run("spool", "show", yard.spool, "--records", "2")
        #expect(table.output.contains(shown.records[0].eventId) == false && table.output.contains("record 1"))
        #expect(try WeirBinary.run("spool", "show", yard.spool, "--sink", "nobody").status == 64)
    }

    @Test("control characters of a record are made visible in the table, and left alone in raw")
    func controlCharacters() throws {
        let yard = try SpoolYard(records: 1)
        let line = "bell \u{07} and \u{1B}[31mred\u{1B}[0m"
        try (line + "\n").write(toFile: yard.directory.path + "/b.log", atomically: true, encoding: .utf8)
        let port = try FreePort.find()
        try yard.configure(url: "http://127.0.0.1:\(port)/")
        _ = try WeirBinary.run("ship", yard.configuration, "--once", "--drain", "1s")
        let table = try WeirBinary.run("spool", "show", yard.spool)
        #expect(table.output.contains(#"bell \u{7} and \e[31mred\e[0m"#), "\(table.output)")
        #expect(!table.output.utf8.contains { $0 < 0x20 && $0 != 0x0A })
        let raw = try WeirBinary.run("spool", "show", yard.spool, "--format", "raw")
        #expect(raw.output.contains(line))
    }

    @Test("a sound spool is sound; a flipped bit, a file that is not its own and a torn end are told, and repaired without losing more")
    func check() throws {
        let yard = try waiting()
        let sound = try check(yard.configuration)
        #expect(sound.status == 0 && sound.report.verdict == "sound" && sound.report.soundRecords == Self.records)

        let segments = yard.spool + "/segments/"
        let name = try #require(try FileManager.default.contentsOfDirectory(atPath: segments).first)
        var content = try Data(contentsOf: URL(filePath: segments + name))
        content[content.count / 2] ^= 4
        try content.write(to: URL(filePath: segments + name))
        try "notes".write(toFile: segments + "notes.txt", atomically: true, encoding: .utf8)
        let found = try check(yard.spool)
        #expect(found.status == 1 && found.report.verdict == "findings")
        #expect(Set(found.report.findings.map(\.code)) == ["segment_damaged", "file_foreign"])
        #expect(found.report.findings.allSatisfy { !$0.wayOut.isEmpty })
        #expect(found.report.findings.reduce(0) { $0 + $1.lostRecords } == Self.records - found.report.soundRecords)

        let lost = Self.records - found.report.soundRecords
        let row = try WeirBinary.run("spool", "check", yard.spool).output.split(separator: "\n").first { $0.hasPrefix("segment_damaged") }
        #expect(row?.split(separator: " ").filter { $0 == "\(lost)" }.count == 2, "lost, and not settled: \(row ?? "")")

        let repaired = try check(yard.spool, "--repair")
        #expect(repaired.report.actions.count == 2, "\(repaired.report.actions)")
        #expect(repaired.report.soundRecords == found.report.soundRecords)
        #expect(Set(repaired.report.findings.map(\.code)).isSubset(of: ["records_missing"]))
        #expect(try FileManager.default.contentsOfDirectory(atPath: yard.spool + "/quarantine").count == 2)
    }

    @Test("a state that is no database any more is told, set aside by --repair, and the next start delivers everything")
    func brokenState() throws {
        let yard = try waiting()
        for suffix in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: yard.spool + "/state.sqlite" + suffix) }
        try Data(repeating: 7, count: 9_000).write(to: URL(filePath: yard.spool + "/state.sqlite"))
        let found = try check(yard.spool)
        #expect(found.status == 1 && found.report.findings.map(\.code) == ["state_no_database"])
        let repaired = try check(yard.spool, "--repair")
        #expect(repaired.status == 0 && repaired.report.findings.map(\.severity) == ["note"], "\(repaired.report)")
        let receiver = try yard.receiver(expecting: Self.records)
        let shipped = try WeirBinary.run("ship", yard.configuration, "--once", "--drain", "30s")
        #expect(shipped.status == 0, "\(shipped.errors)")
        #expect(try yard.distinct(at: receiver) == Self.records)
    }

    @Test("beside a running shipper it is checked, listed and shown; repairing waits until the shipper is stopped")
    func besideShipper() throws {
        let yard = try waiting()
        let shipper = try WeirBinary.start("ship", yard.configuration)
        let isUp = shipper.wait(within: 60) { shipper.errors.contains("shipping") }
        #expect(isUp, "\(shipper.errors)")
        let checked = try check(yard.spool)
        #expect(checked.status == 0, "\(checked)")
        #expect(try yard.listing().sinks.map(\.waitingRecords) == [Self.records])
        let repair = try WeirBinary.run("spool", "check", yard.spool, "--repair")
        #expect(repair.status == 69 && repair.errors.contains("in use"), "\(repair.errors)")
        #expect(shipper.isRunning)
        shipper.kill()
        shipper.wait()
    }

    @Test("what is no spool is not taken for an empty one, and a wrong configuration says so")
    func noSpool() throws {
        let directory = try TemporaryDirectory()
        for verb in ["check", "list", "show"] {
            let result = try WeirBinary.run("spool", verb, directory.path)
            #expect(result.status == 2 && result.errors.contains("no spool"), "\(verb): \(result.errors)")
        }
        try "spool: {directory: x, sizes: 1}".write(toFile: directory.path + "/weir.yaml", atomically: true, encoding: .utf8)
        #expect(try WeirBinary.run("spool", "list", directory.path + "/weir.yaml").status == 78)
        #expect(try WeirBinary.run("spool", "list", directory.path + "/missing").status == 78)
    }

    @Test("a token in a file's name is not shown")
    func namesWithTokens() throws {
        let yard = try SpoolYard(records: 2)
        let token = "gl" + "pat-" + "Ab3dEf6hIj" + "Ab3dEf6hIj"
        try "hello\n".write(toFile: yard.directory.path + "/run-\(token).log", atomically: true, encoding: .utf8)
        _ = try WeirBinary.run("ship", yard.configuration, "--once", "--drain", "1s")
        for words in [["list"], ["list", "--format", "json"], ["show", "--format", "json"]] {
            let result = try WeirBinary.run(arguments: ["spool", words[0], yard.spool] + words.dropFirst())
            #expect(result.status == 0 && result.output.contains("run-") && !result.output.contains(token), "\(result)")
        }
    }
}
