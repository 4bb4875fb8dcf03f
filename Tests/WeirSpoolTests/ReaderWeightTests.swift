import TestSupport
import Testing
import WeirRecords
import WeirSystem

@testable import WeirSpool

@Suite("what records weigh, read again")
struct ReaderWeightTests {
    private struct Place: Hashable {
        var key: MeterKey
        var minute: Int64
    }

    /// Sums over records, whatever they were read as.
    private struct Weight: Equatable {
        var counts: [Place: MeterCount] = [:]
        var redacted: [RedactionRow.Place: RedactionRow] = [:]
        var lost: UInt64 = 0

        mutating func add(_ meter: MeterBlock, _ redactions: [RedactionRow]) {
            for row in meter.rows { counts[Place(key: meter.keys[Int(row.key)], minute: row.minute), default: .zero].add(row.count) }
            for row in redactions {
                redacted[row.place, default: RedactionRow(row.place, records: 0, shift: .zero)].add(records: row.records, shift: row.shift)
            }
        }
    }

    /// In steps of at most so many records.
    private static func weigh(_ range: Range<UInt64>, steps: UInt64 = .max, in spool: Spool) -> Weight {
        var (reader, weight) = (spool.reader(from: RecordNumber(range.lowerBound)), Weight())
        var next = range.lowerBound
        while next < range.upperBound {
            let end = RecordNumber(min(range.upperBound, next.addingReportingOverflow(steps).overflow ? .max : next + steps))
            switch reader.weigh(until: end, at: 0) {
            case .weight(let meter, let redactions, let records):
                #expect(records.lowerBound.value == next && records.upperBound <= end && !records.isEmpty)
                weight.add(meter, redactions)
                next = records.upperBound.value
            case .quarantined(let range):
                #expect(range.records.lowerBound.value == next && range.records.upperBound <= end && !range.records.isEmpty)
                weight.lost += range.records.recordCount
                next = range.records.upperBound.value
            case .caughtUp, nil:
                Issue.record("nothing at \(next)")
                return weight
            }
        }
        return weight
    }

    /// By the records themselves.
    private static func oracle(_ range: Range<UInt64>, in spool: Spool) -> Weight {
        var (reader, weight) = (spool.reader(from: RecordNumber(range.lowerBound)), Weight())
        var next = range.lowerBound
        while next < range.upperBound, case .frame(let frame) = reader.next() {
            for index in frame.index(of: RecordNumber(next))..<frame.index(of: RecordNumber(range.upperBound)) {
                weight.add(frame.meter(of: index..<(index + 1)), frame.redactions(of: index..<(index + 1)))
            }
            next = frame.records.upperBound.value
        }
        return weight
    }

    private static func spool(frames: Int, redacted: Bool = true) throws -> TestSpool {
        var spool = try TestSpool(segmentBytes: .kibibytes(4))
        var workload = Workload(seed: 12)
        for frame in 0..<frames {
            let slab = workload.slab(records: 10)
            if redacted, frame % 3 == 0 {
                let changed = [2, 3, 8].map { entry in
                    RedactedRecord(entry: entry, rules: entry < 4 ? 1 : 3, digest: Digest128(low: 5, high: UInt64(entry)))
                }
                slab.redactions = Redactions(rules: ["jwt", "token"], records: changed)
            }
            try spool.writeDurably(slab)
        }
        return spool
    }

    @Test("from any record to any other it is the sum over the records, with what was redacted, in steps of any size")
    func ranges() throws {
        let spool = try Self.spool(frames: 30)
        var random = SeededRandom(seed: 4)
        #expect(Self.weigh(0..<300, in: spool.spool).redacted.values.reduce(0) { $0 + $1.records } == 30)
        for _ in 0..<200 {
            let ends = [random.number(in: 0..<300), random.number(in: 0..<301)].map(UInt64.init).sorted()
            let range = ends[0]..<ends[1]
            let expected = Self.oracle(range, in: spool.spool)
            #expect(Self.weigh(range, in: spool.spool) == expected)
            #expect(Self.weigh(range, steps: UInt64(random.number(in: 1..<40)), in: spool.spool) == expected)
        }
    }

    @Test("a whole frame's records are not read again: it is weighed though they are damaged, and lost once its meter is, too")
    func damaged() throws {
        let spool = try Self.spool(frames: 3, redacted: false)
        let expected = Self.oracle(0..<30, in: spool.spool)
        let path = try #require(spool.segmentPaths.first)
        var file = SegmentFile(try spool.fileSystem.open(path, .read), path: path)
        // The segment's first frame is its checkpoint.
        let checkpoint = try #require(try? file.header(at: 0).get())
        let start = UInt64(checkpoint.frameBytes)
        let header = try #require(try? file.header(at: start).get())
        #expect(header.kind == .data && header.firstRecord == .first)
        spool.fileSystem.corrupt(path) { $0[Int(start) + header.payloadRange.lowerBound] ^= 1 }
        #expect(Self.weigh(0..<30, in: spool.spool) == expected)
        #expect(Self.weigh(0..<5, in: spool.spool).lost == 5)
        spool.fileSystem.corrupt(path) { $0[Int(start) + header.meterRange.lowerBound] ^= 1 }
        #expect(Self.weigh(0..<30, in: spool.spool).lost == 10)
    }

    @Test("what was dropped is told as dropped, as far as it was asked for")
    func dropped() throws {
        var spool = try Self.spool(frames: 30)
        let dropped = try #require(try spool.writer.dropOldest(cursors: [.first])).upperBound.value
        let through = Self.weigh(3..<300, in: spool.spool)
        #expect(through.lost == dropped - 3)
        #expect(Self.weigh(3..<(dropped - 2), in: spool.spool).lost == dropped - 5)
        #expect(through.counts == Self.oracle(dropped..<300, in: spool.spool).counts)
    }
}
