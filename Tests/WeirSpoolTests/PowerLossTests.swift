import TestSupport
import Testing
import WeirRecords
import WeirSystem

@testable import WeirSpool

/// A spool at work with one sink, stopped at each of its disk's changes in turn, and found as the disk happens to hold it.
///
/// Everything behind the last mark that was handed out must be there, every position must be exactly the end of what is
/// there, and the ledger must add up. The state is in another place and survives, as SQLite's own guarantees say.
@Suite("Losing the power")
struct PowerLossTests {
    @Test("at each step of the work", arguments: 0..<3)
    func everyStep(seed: Int) throws {
        let undisturbed = try Run(seed: UInt64(seed), crashAt: nil)
        let changes = undisturbed.disk.changes
        #expect(changes > 100)
        for crashAt in 1...changes {
            let run = try Run(seed: UInt64(seed), crashAt: crashAt)
            #expect(run.disk.hasCrashed)
            try run.check("seed \(seed), crash at \(crashAt)", kill: false)
        }
    }

    @Test("a kill at each step keeps even what was not synced", arguments: 100..<101)
    func kill(seed: Int) throws {
        let changes = try Run(seed: UInt64(seed), crashAt: nil).disk.changes
        for crashAt in 1...changes {
            try Run(seed: UInt64(seed), crashAt: crashAt).check("seed \(seed), kill at \(crashAt)", kill: true)
        }
    }

    @Test("again and again, going on each time with what is left", arguments: 200..<210)
    func again(seed: Int) throws {
        var random = SeededRandom(seed: UInt64(seed))
        var run = try Run(seed: UInt64(seed), crashAt: random.number(in: 1..<150))
        for round in 0..<12 {
            run = try run.check("seed \(seed), round \(round)", kill: random.chance(0.2), crashAt: random.number(in: 1..<150))
        }
    }

    /// One life of a spool.
    private struct Run {
        let seed: UInt64
        let disk: MemoryFileSystem
        let state: StateStore
        private(set) var workload: Workload
        /// The highest mark that anyone was told.
        private(set) var mark = RecordNumber.first

        init(seed: UInt64, crashAt: Int?) throws {
            try self.init(
                seed: seed, disk: MemoryFileSystem(), state: StateStore.inMemory(random: SeededRandom(seed: seed)),
                workload: Workload(seed: seed, payloadBytes: 1..<400), crashAt: crashAt)
        }

        private init(seed: UInt64, disk: MemoryFileSystem, state: StateStore, workload: Workload, crashAt: Int?) throws {
            self.seed = seed
            self.disk = disk
            self.state = state
            self.workload = workload
            disk.arrange(seed: seed) { $0.crashAt = crashAt }
            do {
                try live()
            } catch let error as SpoolError where disk.hasCrashed {
                _ = error
            }
        }

        private mutating func live() throws {
            var spool = try TestSpool(disk, state: state, capacity: .kibibytes(96), segmentBytes: .kibibytes(6), seed: seed)
            workload.rewind(to: spool.spool.mark.value)
            mark = spool.spool.mark.value
            let starts = try state.configure(sinks: ["sink"], oldest: spool.spool.oldest)
            var keeper = try StateKeeper(store: state, spool: spool.spool)
            var sink = TestSink(name: "sink", reader: spool.spool.reader(from: starts[0].cursor))
            for _ in 0..<50 {
                if workload.random.chance(0.1) { arrangeFailure() }
                try append(to: &spool)
                if workload.random.chance(0.5) { try attempt { _ = try spool.writer.synchronize() } }
                mark = max(mark, spool.spool.mark.value)
                if workload.random.chance(0.4) {
                    for receipt in sink.deliver(upTo: workload.random.number(in: 1..<40)) {
                        #expect(keeper.accept(receipt, now: 0) == .ready)
                    }
                    try keeper.flush(now: 0)
                }
                if workload.random.chance(0.3) { try attempt { try spool.writer.release(before: spool.spool.settled.value) } }
            }
        }

        /// A call that fails is made again later; only the end of everything is passed on.
        private func attempt(_ call: () throws -> Void) throws {
            do {
                try call()
            } catch let error as SpoolError where !disk.hasCrashed {
                _ = error
            }
        }

        private mutating func append(to spool: inout TestSpool) throws {
            let before = workload
            let slab = workload.slab(records: workload.random.number(in: 0..<8))
            var isTaken = false
            if !slab.streams.isEmpty { try attempt { if case .written = try spool.writer.append(slab) { isTaken = true } } }
            guard !isTaken else { return }
            workload.records = before.records
            workload.offsets = before.offsets
        }

        /// A disk that fails once: survived without anyone being told.
        private mutating func arrangeFailure() {
            let operation: MemoryFaults.Operation = workload.random.chance(0.5) ? .synchronize : .write
            disk.arrange { if !$0.hasFailures { $0.fail(operation, code: SystemError.inputOutput) } }
        }

        /// Opens what is left, checks it, and lives on there.
        @discardableResult
        func check(_ what: Comment, kill: Bool, crashAt: Int? = nil) throws -> Run {
            let left = kill ? disk.afterKill() : disk.afterPowerLoss(seed: seed &+ UInt64(disk.changes))
            let copy = left.afterKill()
            try checkContent(of: copy, what)
            return try Run(seed: seed &+ 1000, disk: left, state: state, workload: workload, crashAt: crashAt)
        }

        private func checkContent(of disk: MemoryFileSystem, _ what: Comment) throws {
            let spool = try TestSpool(disk, state: state, capacity: .kibibytes(96), segmentBytes: .kibibytes(6), seed: seed)
            let next = spool.spool.mark.value
            #expect(next >= mark, what)
            #expect(Int(next.value) <= workload.records.count, what)
            #expect(spool.spool.recovery.quarantined.isEmpty, what)
            #expect(spool.spool.recovery.raisedFrom == nil, what)
            #expect(spool.spool.streams == workload.states(after: next), what)

            let oldest = try state.cursors()["sink"] ?? .first
            var reader = spool.spool.reader(from: oldest)
            let all = reader.readAll()
            #expect(all.quarantined.isEmpty, what)
            for number in oldest.value..<next.value {
                #expect(all.records[RecordNumber(number)] == workload.records[Int(number)].bytes, what)
            }
            for sink in try state.conservation() { #expect(sink.isConserved, what) }
        }
    }
}
