import Foundation
import TestSupport
import Testing
import WeirRecords
import WeirSystem

@testable import WeirSpool

/// States as earlier versions wrote them, kept so that every later version shows that it takes them over.
@Suite("States of each version")
struct StateFixtureTests {
    /// A copy of a version's. Of version 1: sink "lake" with 30 records, of which 5 were refused.
    private static func copy(version: Int = 1) throws -> TemporaryDirectory {
        let directory = try TemporaryDirectory()
        try FileManager.default.copyItem(
            atPath: Repository.path("Tests/WeirSpoolTests/Fixtures/state-v\(version).sqlite"), toPath: directory.path + "/state.sqlite")
        return directory
    }

    private static func open(_ directory: TemporaryDirectory) throws -> StateStore {
        try StateStore.open(
            directory: directory.path, fileSystem: HostFileSystem(), clock: ManualClock(), random: SeededRandom(seed: 1))
    }

    @Test("version 1 is taken over with its id, its books and its letters")
    func versionOne() throws {
        let directory = try Self.copy()
        let state = try Self.open(directory)
        #expect(state.replaced == nil)
        #expect(try state.installation().description == "503fac8249d5f61654efdda166e44493")
        let line = try #require(try state.conservation().first)
        #expect(line.isConserved)
        #expect([line.committed, line.delivered, line.deadLettered, line.waiting] == [30, 25, 5, 0])
        let letters = try state.letters(limit: 10)
        #expect(letters.map(\.letter.record.value) == [16, 19, 21, 22, 28])
        #expect(letters.allSatisfy { $0.letter.envelope.isEmpty && $0.replayAsked == nil && $0.letter.reason == "HTTP 400" })
        #expect(letters[0].letter.bytes.count == 98)
        #expect(try StateInspection.check(state, oldest: .first, end: RecordNumber(30)).isEmpty)
        #expect(try Self.open(directory).conservation() == [line])
    }

    /// It has 12 records in two minutes, of which 4 hold a token and 4 a token and a password.
    @Test("version 4 is taken over with what redaction changed, which then is summed too")
    func versionFour() throws {
        let directory = try Self.copy(version: 4)
        let state = try Self.open(directory)
        #expect(try state.conservation().map(\.redacted) == [["password": 4, "token": 8]])
        #expect(try state.redactions().map(\.row.records) == [2, 2, 2, 2])
        #expect(try Self.open(directory).conservation().map(\.redacted) == [["password": 4, "token": 8]])
    }

    @Test("letters of version 1 can be dropped, and the books balance, key by key")
    func dropped() throws {
        let directory = try Self.copy()
        let state = try Self.open(directory)
        #expect(try state.dropLetters(.all, by: 0, at: Timestamp(microseconds: 1)).letters == 5)
        let line = try #require(try state.conservation().first)
        #expect(line.isConserved)
        #expect([line.deadLettered, line.dropped] == [0, 5])
        for counts in try state.ledger().values {
            #expect(counts.deadLettered.records == 0)
            #expect(counts.committed.records == counts.delivered(atLeast: .sent).records + counts.dropped.records)
        }
    }

    @Test("a command that only looks, or that a shipper may run beside, does not take it over")
    func lookedAt() throws {
        let directory = try Self.copy()
        let inspecting = #expect(throws: StateError.self) {
            _ = try StateStore.inspect(directory: directory.path, fileSystem: HostFileSystem())
        }
        #expect(inspecting?.code == .olderVersion)
        let beside = #expect(throws: StateError.self) {
            _ = try StateStore.beside(directory: directory.path, fileSystem: HostFileSystem())
        }
        #expect(beside?.code == .olderVersion)
    }
}
