import TestSupport
import Testing
import WeirRecords
import WeirShipping
import WeirSpool
import WeirSystem

@Suite("Tapping what passes")
struct TapTests {
    @Test("only what every condition admits is shown, with its bytes as they were read")
    func filters() throws {
        var bench = try TapBench()
        try bench.write([("web-1", .info, "a login"), ("web-1", .error, "a logout"), ("web-2", .warning, "another login")])
        func texts(_ filter: TapFilter) -> [String] { bench.shown(filter).map { String(decoding: $0.bytes, as: UTF8.self) } }
        #expect(texts(TapFilter()) == ["a login", "a logout", "another login"])
        #expect(texts(TapFilter(host: "web-1")) == ["a login", "a logout"])
        #expect(texts(TapFilter(atLeast: .warning)) == ["a logout", "another login"])
        #expect(texts(TapFilter(contains: "login")) == ["a login", "another login"])
        #expect(texts(TapFilter(host: "web-1", atLeast: .error, contains: "out")) == ["a logout"])
        #expect(texts(TapFilter(source: "elsewhere")).isEmpty)
        #expect(texts(TapFilter(application: "app", contains: "")) == ["a login", "a logout", "another login"])
        #expect(texts(TapFilter(contains: "a login, and much more than the line")).isEmpty)
    }

    @Test("from now on nothing is shown that was there before; nothing is shown before it is durable")
    func fromNow() throws {
        var bench = try TapBench()
        try bench.write([("h", .info, "before")])
        var tap = Tap(bench.spool, filter: TapFilter(), from: .now)
        #expect(tap.step() == .caughtUp)
        try bench.write([("h", .info, "after")], isSynchronized: false)
        #expect(tap.step() == .caughtUp)
        try bench.synchronize()
        guard case .records(let records) = tap.step() else { return #expect(Bool(false), "nothing came") }
        #expect(records.map { String(decoding: $0.bytes, as: UTF8.self) } == ["after"])
        #expect(records.map(\.number) == [RecordNumber(1)])
    }

    @Test("one that is slow is moved on to what comes, and told how many it missed")
    func slow() throws {
        var bench = try TapBench()
        var tap = Tap(bench.spool, filter: TapFilter(), from: .now)
        let burst = Array(repeating: ("h", Level.info, "x"), count: 10_000)
        for _ in 0..<7 { try bench.write(burst) }
        #expect(tap.step() == .missed(70_000))
        #expect(tap.step() == .caughtUp)
        try bench.write([("h", .info, "seen")])
        guard case .records(let records) = tap.step() else { return #expect(Bool(false), "nothing came") }
        #expect(records.count == 1)
    }

    @Test("from the oldest on, what waits is shown from the first to the last, however much it is")
    func fromOldest() throws {
        var bench = try TapBench()
        for _ in 0..<7 { try bench.write(Array(repeating: ("h", .info, "x"), count: 10_000)) }
        #expect(bench.shown(TapFilter()).map(\.number.value) == Array(0..<70_000))
    }
}

/// A spool in memory and what is written to it.
private struct TapBench {
    let spool: Spool
    private var writer: SpoolWriter
    /// Of the state alone.
    private let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
        let clock = ManualClock()
        let state = try StateStore.open(
            directory: directory.path, fileSystem: HostFileSystem(), clock: clock, random: SeededRandom(seed: 1))
        let settings = SpoolSettings(directory: "/spool", capacity: .mebibytes(64))
        spool = try Spool.open(settings, fileSystem: MemoryFileSystem(), clock: clock, random: SeededRandom(seed: 1), state: state)
        writer = spool.writer
    }

    mutating func write(_ records: [(host: String, level: Level, text: String)], isSynchronized: Bool = true) throws {
        let slab = Slab()
        let descriptor = StreamDescriptor(
            kind: .file, source: "s", host: "h", origin: "/log", generation: Digest128(low: 1, high: 1), format: .plain)
        slab.streams = [StreamState(descriptor: descriptor, position: StreamPosition(bytes: [1]))]
        var block = MeterBlock()
        for record in records {
            let key = MeterKey(source: "s", host: record.host, application: "app", level: record.level, category: .session)
            let index = block.keys.firstIndex(of: key) ?? block.keys.count
            if index == block.keys.count {
                block.keys.append(key)
                block.rows.append(.init(key: UInt16(index), minute: 0, count: .zero))
            }
            let bytes = Array(record.text.utf8)
            slab.entries.append(
                RecordEntry(
                    streamOffset: 0, eventTime: Timestamp(microseconds: 0), digest: .zero, payloadOffset: UInt32(slab.payloadCount),
                    length: UInt32(bytes.count), stream: 0, meterKey: UInt16(index), flags: []))
            slab.freePayload.copyBytes(from: bytes)
            slab.payloadCount += bytes.count
            block.rows[index].count.add(MeterCount(records: 1, bytes: UInt64(bytes.count), digest: .zero))
        }
        slab.meter = block
        _ = try writer.append(slab)
        if isSynchronized { try synchronize() }
    }

    mutating func synchronize() throws { _ = try writer.synchronize() }

    /// All that a tap from the oldest on shows.
    func shown(_ filter: TapFilter) -> [TappedRecord] {
        var tap = Tap(spool, filter: filter, from: .oldest)
        var all: [TappedRecord] = []
        while true {
            switch tap.step() {
            case .records(let records): all += records
            case .missed(let count): Issue.record("\(count) were missed")
            case .caughtUp: return all
            }
        }
    }
}
