import Testing
import WeirSystem

@Suite("What is known of the machine and the process")
struct EnvironmentTests {
    @Test("the machine has a name and the process holds memory")
    func facts() {
        #expect(!Environment.hostname.isEmpty)
        #expect(Environment.peakResidentBytes > 1 << 20)
        #expect(Environment.variable("PATH") != nil)
        #expect(Environment.variable("WEIR_NOBODY_SETS_THIS") == nil)
    }

    @Test("an error names what was tried, the reason and the way out")
    func descriptions() {
        let full = SystemError("write", "/spool/segments/1.weir", code: SystemError.noSpace)
        #expect(full.description.hasPrefix("could not write /spool/segments/1.weir: No space left on device ("))
        #expect(full.isOutOfSpace)
        #expect(SystemError("open", "/x", code: SystemError.missing).isMissing)
    }

    @Test("durations become whole nanoseconds, and never overflow")
    func durations() {
        #expect(Duration.milliseconds(100).nanoseconds == 100_000_000)
        #expect(Duration.seconds(-1).nanoseconds == 0)
        #expect(Duration.seconds(Int64.max).nanoseconds == UInt64(Int64.max))
    }

    @Test("a seed gives the same numbers on every machine")
    func seeds() {
        var random = SeededRandom(seed: 1_234_567)
        #expect([random.next(), random.next()] == [6_457_827_717_110_365_317, 3_203_168_211_198_807_973])
    }

    @Test(
        "paths are joined and taken apart",
        arguments: [
            ("/a/b", "/a"), ("/a", "/"), ("a", "."), ("/a/b/", "/a"), ("a/b", "a"),
        ])
    func parents(path: String, parent: String) {
        #expect(FilePath.parent(of: path) == parent)
    }
}
