import Testing
import WeirRecords
import WeirSpool

@Suite("When a sync is due")
struct GroupCommitTests {
    private static func commit(_ synchronization: SpoolSettings.Synchronization) -> GroupCommit {
        GroupCommit(
            SpoolSettings(
                directory: "/spool", capacity: .gibibytes(1), synchronization: synchronization, unsynchronizedBytes: .mebibytes(32)))
    }

    @Test("nothing is due where everything is synced")
    func nothing() {
        #expect(Self.commit(.strict).decide(unsynchronizedSince: nil, bytes: .zero, now: 5) == .nothing)
        #expect(Self.commit(.group(.milliseconds(100))).decide(unsynchronizedSince: nil, bytes: .zero, now: 5) == .nothing)
    }

    @Test("strict syncs at once")
    func strict() {
        #expect(Self.commit(.strict).decide(unsynchronizedSince: 5, bytes: ByteCount(1), now: 5) == .synchronize)
    }

    @Test("a group waits for its delay and no longer")
    func group() {
        let commit = Self.commit(.group(.milliseconds(100)))
        #expect(commit.decide(unsynchronizedSince: 0, bytes: ByteCount(1), now: 30_000_000) == .wait(.milliseconds(70)))
        #expect(commit.decide(unsynchronizedSince: 0, bytes: ByteCount(1), now: 100_000_000) == .synchronize)
        #expect(commit.decide(unsynchronizedSince: 9, bytes: ByteCount(1), now: 3) == .wait(.milliseconds(100)))
    }

    @Test("a group does not wait once it holds enough")
    func bytes() {
        let commit = Self.commit(.group(.milliseconds(100)))
        #expect(commit.decide(unsynchronizedSince: 0, bytes: .mebibytes(32), now: 1) == .synchronize)
    }
}
