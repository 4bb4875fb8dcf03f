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
}
