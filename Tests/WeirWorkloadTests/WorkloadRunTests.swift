import Foundation
import Synchronization
import TestSupport
import Testing
import WeirRecords
import WeirSystem

@testable import WeirWorkload

@Suite struct WorkloadRunTests {
    private static let start = Timestamp(microseconds: 1_795_219_200_000_000)

    @Test("the manifest says what the files hold")
    func manifest() throws {
        let fileSystem = MemoryFileSystem()
        let manifest = try run(records: 5_000, on: fileSystem)
        var tally = ContentTally()
        var serials: [UInt64] = []
        for file in manifest.files {
            let lines = try lines(of: "/w/\(file.path)", on: fileSystem)
            #expect(UInt64(lines.count) == file.records)
            #expect(UInt64(lines.reduce(0) { $0 + $1.count }) == file.bytes)
            for line in lines {
                line.withUnsafeBytes { line in Array(file.host.utf8).withUnsafeBytes { tally.add(line, host: $0) } }
                serials.append(try #require(serial(of: line)))
            }
        }
        #expect(serials.sorted() == Array(1...5_000))
        #expect(tally.rows == manifest.digests)
        #expect(manifest.records == 5_000)
        #expect(manifest.bytes == manifest.files.reduce(0) { $0 + $1.bytes })
        #expect(manifest.rotatedAway == 0)
    }

    @Test("the same settings give the same files")
    func deterministic() throws {
        let (first, second) = (MemoryFileSystem(), MemoryFileSystem())
        #expect(try run(records: 2_000, on: first) == run(records: 2_000, on: second))
        let paths = first.paths(below: "/w")
        #expect(paths == second.paths(below: "/w"))
        for path in paths { #expect(first.content(of: path) == second.content(of: path)) }
    }

    @Test("files are renamed before they reach their size, and what falls off the end is counted")
    func rotation() throws {
        let fileSystem = MemoryFileSystem()
        let manifest = try run(plan: .small(rotateBytes: 20_000, kept: 3), records: 5_000, on: fileSystem)
        var left: UInt64 = 0
        for path in fileSystem.paths(below: "/w") where path.contains(".log") {
            let lines = try lines(of: path, on: fileSystem)
            left += UInt64(lines.count)
            let isDated = path.contains("postgresql-") || path.contains("kasmguac-")
            #expect(isDated || (fileSystem.content(of: path)?.count ?? 0) < 20_000)
            #expect(!isDated || path.hasSuffix(".log"), "a file named by its date is not renamed")
            #expect(!path.hasSuffix(".4"))
        }
        #expect(manifest.rotatedAway > 0)
        #expect(left + manifest.rotatedAway == 5_000)
        #expect(manifest.files.contains { $0.rotations > 3 })
    }

    @Test("at a rate, records are timed by it, and lines are written in parts but end whole")
    func paced() throws {
        let fileSystem = MemoryFileSystem()
        let clock = ManualClock()
        let halves = Mutex(0)
        let run = WorkloadRun(
            plan: .small(), settings: .init(directory: "/w", seed: 1, records: 2_000, rate: 1_000), fileSystem: fileSystem, clock: clock
        ) { wait in
            let ends = fileSystem.paths(below: "/w").compactMap { fileSystem.content(of: $0)?.last }
            if ends.contains(where: { $0 != UInt8(ascii: "\n") }) { halves.withLock { $0 += 1 } }
            clock.advance(by: wait)
            return false
        }
        let manifest = try run.run()
        #expect(halves.withLock { $0 } > 0)
        #expect(manifest.start == Timestamp(microseconds: ManualClock.start).description)
        #expect(manifest.end == Timestamp(microseconds: ManualClock.start + 1_999_000).description)
        #expect((1_980_000_000...2_040_000_000).contains(clock.monotonicNanoseconds()))
        for path in fileSystem.paths(below: "/w") where path.hasSuffix(".log") { _ = try lines(of: path, on: fileSystem) }
    }

    @Test("at full speed without a start, the last record is of about now")
    func startsInThePast() throws {
        let run = WorkloadRun(
            plan: .small(), settings: .init(directory: "/w", seed: 1, records: 5_000), fileSystem: MemoryFileSystem(), clock: ManualClock()
        ) { _ in false }
        let manifest = try run.run()
        let (start, end) = (try microseconds(manifest.start), try microseconds(manifest.end))
        #expect(abs(end - ManualClock.start) < (end - start) / 2)
    }

    private func microseconds(_ text: String) throws -> Int64 {
        try #require(Array(text.utf8).withUnsafeBytes { Timestamp.parseISO8601($0) }).microseconds
    }

    @Test("a run that is stopped leaves a manifest of what was written")
    func stopped() throws {
        let clock = ManualClock()
        let run = WorkloadRun(
            plan: .small(), settings: .init(directory: "/w", seed: 1, records: 2_000, rate: 1_000), fileSystem: MemoryFileSystem(),
            clock: clock
        ) { wait in
            clock.advance(by: wait)
            return clock.monotonicNanoseconds() > 500_000_000
        }
        let manifest = try run.run()
        #expect((400...600).contains(manifest.records))
        #expect(manifest.digests.reduce(0) { $0 + $1.records } == manifest.records)
    }

    @Test("a directory that holds a workload is left alone")
    func notEmpty() throws {
        let fileSystem = MemoryFileSystem()
        _ = try run(records: 10, on: fileSystem)
        #expect { try run(records: 10, on: fileSystem) } throws: { ($0 as? WorkloadError)?.code == .notEmpty }
    }

    @Test("a full disk is an error that names the file")
    func fullDisk() throws {
        let fileSystem = MemoryFileSystem()
        fileSystem.setCapacity(100_000)
        #expect { try run(records: 5_000, on: fileSystem) } throws: { ($0 as? SystemError)?.isOutOfSpace ?? false }
    }

    @discardableResult
    private func run(plan: WorkloadPlan = .small(), records: UInt64, on fileSystem: MemoryFileSystem) throws -> WorkloadManifest {
        try WorkloadRun(
            plan: plan, settings: .init(directory: "/w", seed: 9, records: records, start: Self.start), fileSystem: fileSystem,
            clock: ManualClock()
        ) { _ in false }.run()
    }

    private func lines(of path: String, on fileSystem: MemoryFileSystem) throws -> [[UInt8]] {
        let content = try #require(fileSystem.content(of: path), "\(path)")
        #expect(content.last == UInt8(ascii: "\n"), "\(path)")
        return content.split(separator: UInt8(ascii: "\n")).map(Array.init)
    }

    private func serial(of line: [UInt8]) -> UInt64? {
        let text = String(decoding: line, as: UTF8.self)
        return text.components(separatedBy: "weir_serial").last.flatMap { rest in
            UInt64(rest.drop { !$0.isNumber }.prefix { $0.isNumber })
        }
    }
}
