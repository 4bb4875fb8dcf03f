import TestSupport
import Testing
import WeirRecords
import WeirRedaction
import WeirShipping
import WeirSystem

@Suite("a files source behind its redaction")
struct RedactingSourceTests {
    @Test("what came and went just before the end is lost with a name, and not without one")
    func finish() throws {
        let (files, watch) = (MemoryFiles(), TestWatch())
        files.makeDirectory("/log")
        let settings = FilesSettings(name: "kasm", host: "web-1", include: [try Glob("/log/*.log")], exclude: [], format: .plain)
        var source = RedactingSource(
            FilesSource(settings, fileSystem: files, resume: [], random: SeededRandom(seed: 1), watch: watch.make),
            try RedactionRules([]))
        let now = Timestamp(microseconds: 1_700_000_000_000_000)
        _ = source.step(into: Slab(capacity: 4096), now: now)
        watch.appear("gone.log")
        // It was moved: the other end of the move would come with the next events, of which there are none.
        watch.leave("gone.log", move: 7)
        source.finish(now: now)
        #expect(source.takeLosses().map(\.cause) == [.unopened])
        #expect(source.takeNotices().contains { $0.details["path"] == "/log/gone.log" })
    }

    private static let glob = try? Glob("/log/*.log")
    private static let settings = FilesSettings(
        name: "kasm", host: "web-1", include: [glob].compactMap { $0 }, exclude: [], format: .plain)
    private static let body = (0..<12).map { line in
        String((0..<64).map { Array("MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSj")[($0 * 7 + line * 11) % 40] })
    }
    private static func dashes(_ word: String) -> String { "-----\(word) PRIVATE" + " KEY-----" }

    /// Reads all there is, as a run of `--once` does.
    private func run(_ files: MemoryFiles, _ live: inout [Digest128: StreamState]) throws -> [String] {
        var source = RedactingSource(
            FilesSource(
                Self.settings, fileSystem: files, resume: Array(live.values), random: SeededRandom(seed: UInt64(live.count)), once: true),
            try RedactionRules(RedactionRule.standard))
        var texts: [String] = []
        for second in 0..<100 {
            let slab = Slab(capacity: 64 << 10)
            let now = Timestamp(microseconds: 1_700_000_000_000_000 + Int64(second) * 1_000_000)
            let step = source.step(into: slab, now: now)
            for stream in slab.streams { live[stream.descriptor.generation] = stream }
            texts += slab.entries.map { String(decoding: slab.bytes(of: $0), as: UTF8.self) }
            if step == .exhausted { break }
        }
        return texts
    }

    @Test("a private key is masked to its end where its log is rotated while no shipper runs", arguments: ["rename", "copy"])
    func keyOverRotationAndRestart(way: String) throws {
        let files = MemoryFiles()
        files.makeDirectory("/log")
        let lines = [Self.dashes("BEGIN")] + Self.body + [Self.dashes("END"), "after"]
        let (first, second) = (lines[..<7].map { $0 + "\n" }.joined(), lines[7...].map { $0 + "\n" }.joined())
        files.append("before\n" + first, to: "/log/a.log")
        var live: [Digest128: StreamState] = [:]
        let early = try run(files, &live)
        if way == "rename" {
            files.move("/log/a.log", "/log/a.log.1")
        } else {
            files.copy("/log/a.log", "/log/a.log.1")
            files.overwrite("/log/a.log", with: "")
        }
        files.append(second, to: "/log/a.log")
        let late = try run(files, &live)
        #expect(early.first == "before" && late.last == "after")
        let masked = (early + late).filter { $0 == "***" }
        #expect(masked.count == Self.body.count, "\(early + late)")
    }

    @Test("a rule that takes too many steps is told of by its name: at once, then once a minute, and at the end")
    func costlyRule() throws {
        let files = MemoryFiles()
        files.makeDirectory("/log")
        let rules = try RedactionRules([RedactionRule(name: "slow", pattern: "^(a|aa)+$")])
        var source = RedactingSource(FilesSource(Self.settings, fileSystem: files, resume: [], random: SeededRandom(seed: 1)), rules)
        func told(after seconds: Int64, lines: Int) -> [String] {
            for _ in 0..<lines { files.append(String(repeating: "a", count: 4_000) + "b\n", to: "/log/a.log") }
            _ = source.step(into: Slab(capacity: 64 << 10), now: Timestamp(microseconds: 1_700_000_000_000_000 + seconds * 1_000_000))
            return counts()
        }
        func counts() -> [String] { source.takeNotices().filter { $0.details["rule"] == "slow" }.compactMap { $0.details["records"] } }
        #expect(told(after: 0, lines: 2) == ["2"])
        #expect(told(after: 10, lines: 3) == [])
        #expect(told(after: 70, lines: 1) == ["4"])
        #expect(told(after: 80, lines: 5) == [])
        source.finish(now: Timestamp(microseconds: 1_700_000_081_000_000))
        #expect(counts() == ["5"])
    }
}
