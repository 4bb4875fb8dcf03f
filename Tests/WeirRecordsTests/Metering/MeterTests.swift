import Testing
import WeirRecords

@Suite("meters")
struct MeterTests {
    private func key(_ application: String, level: Level = .info) -> MeterKey {
        MeterKey(source: "s", host: "h", application: application, level: level, category: .infrastructure)
    }

    @Test("a block's keys are bounded: the rest is counted as other of its level")
    func boundedKeys() {
        var index = MeterIndex()
        var block = MeterBlock()
        for number in 0..<MeterIndex.maximumKeys { #expect(index.key(key("a\(number)"), in: &block) == UInt16(number)) }
        let beyond = index.key(key("new"), in: &block)
        #expect(block.keys[Int(beyond)] == key("new").other)
        #expect(index.key(key("newer"), in: &block) == beyond)
        #expect(index.key(key("newer", level: .debug), in: &block) != beyond)
        #expect(index.key(key("a5"), in: &block) == 5)
        for number in 0..<10_000 {
            let many = MeterKey(source: "s\(number)", host: "h", application: "a", level: .info, category: .session)
            #expect(Int(index.key(many, in: &block)) < block.keys.count)
        }
        #expect(block.keys.count <= Int(UInt16.max))
    }

    @Test("an index learns a block that someone else changed")
    func catchesUp() {
        var index = MeterIndex()
        var block = MeterBlock(keys: [key("a"), key("b")], rows: [MeterBlock.Row(key: 1, minute: 7, count: .zero)])
        #expect(index.key(key("b"), in: &block) == 1)
        #expect(index.row(of: 1, minute: 7, in: &block) == 0)
        block.removeAll()
        #expect(index.key(key("b"), in: &block) == 0)
        #expect(index.row(of: 0, minute: 7, in: &block) == 0)
        #expect(block.rows.count == 1)
    }

    private func randomMeter(seed: UInt64) -> Meter {
        var generator = SeededGenerator(seed: seed)
        var meter = Meter(span: .hour)
        for _ in 0..<200 {
            let time = Timestamp(microseconds: Int64.random(in: -40_000_000_000...40_000_000_000, using: &generator))
            let name = "a\(Int.random(in: 0..<5, using: &generator))"
            let weight = MeterWeight(records: 1, lineBytes: .random(in: 1...900, using: &generator), messageBytes: 3)
            meter.add(weight, of: key(name, level: generator.pick(Level.allCases)), at: time...time)
        }
        return meter
    }

    @Test("meters merge in any order and grouping to the same")
    func merging() {
        let meters = (1...3).map { randomMeter(seed: $0) }
        func merged(_ left: Meter, _ right: Meter) -> Meter {
            var sum = left
            sum.merge(right)
            return sum
        }
        let left = merged(merged(meters[0], meters[1]), meters[2])
        let right = merged(meters[0], merged(meters[1], meters[2]))
        let reversed = merged(meters[2], merged(meters[1], meters[0]))
        for other in [right, reversed] {
            #expect(left.cells == other.cells)
            #expect(left.total == other.total && left.period == other.period && left.beyond == other.beyond)
        }
        #expect(left.total.records == 600)
        #expect(left.totals { $0.key.retentionClass }.values.reduce(0) { $0 + $1.records } == 600)
    }

    @Test("a meter's keys are bounded and its sums stay exact")
    func boundedMeter() {
        var meter = Meter(span: .minute)
        let time = Timestamp(microseconds: 0)
        for number in 0..<(Meter.maximumKeys + 100) {
            meter.add(MeterWeight(records: 1, lineBytes: 10, messageBytes: 1), of: key("a\(number)"), at: time...time)
        }
        #expect(meter.cells.count == Meter.maximumKeys + 1)
        #expect(meter.cells[MeterCell(key: key("x").other, span: 0)]?.records == 100)
        #expect(meter.total.lineBytes == UInt64(10 * (Meter.maximumKeys + 100)))
    }

    @Test("measuring agrees with indexing", arguments: 1...4 as ClosedRange<UInt64>)
    func measuring(seed: UInt64) throws {
        var maker = LogMaker(seed: seed)
        let text = maker.log(lines: 300)
        let arrival = Timestamp(microseconds: 90_000_000)
        let slab = Slab(text: text)
        var indexer = RecordIndexer(source: "s", host: "h", format: .kasmText)
        _ = indexer.appendLines(in: 0..<text.count, streamOffset: 0, stream: 0, arrival: arrival, to: slab)
        var reader = MeasureReader(source: "s", host: "h", format: .kasmText, span: .minute, firstTime: arrival)
        let consumed = text.withUnsafeBytes { reader.measureLines(in: $0, reference: arrival) }
        #expect(consumed == text.count)
        let (meter, shapes) = reader.finish()
        let counts = slab.meter.counts
        #expect(meter.cells.count == counts.count)
        for (counted, count) in counts {
            let weight = try #require(meter.cells[MeterCell(key: counted.key, span: counted.minute)])
            #expect(weight.lineBytes == count.bytes)
        }
        // Lines before the first head are one row.
        let heads = slab.entries.enumerated().filter { $0.offset == 0 || !$0.element.flags.contains(.continuation) }.count
        #expect(meter.total.records == UInt64(heads))
        #expect(meter.period?.lowerBound == slab.entries.map(\.eventTime).min())
        #expect(meter.period?.upperBound == slab.entries.map(\.eventTime).max())
        #expect(shapes.heaviest(.max).reduce(0) { $0 + $1.weight.lineBytes } == meter.total.lineBytes)
        #expect(reader.finish().meter.total == .zero)
    }
}
