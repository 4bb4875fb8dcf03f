import Synchronization
import TestSupport
import Testing
import WeirRecords
import WeirSpool
import WeirSystem

@testable import WeirShipping

/// The writer's stage on a disk in memory that fills up, fails and comes back; the clock stands still until it is told otherwise.
@Suite("The writer under a bad disk")
struct WriterStageTests {
    @Test("a disk that others filled stops the reading, gives the reserve, and goes on by itself when there is room for it twice")
    func diskFull() throws {
        let desk = try Desk()
        desk.offer(records: 50)
        #expect(desk.runUntilIdle() == nil)
        #expect(desk.hasBallast)
        desk.disk.setCapacity(desk.disk.used + 1000)
        desk.offer(records: 50)
        #expect(desk.runUntilIdle() == .diskFull)
        #expect(!desk.hasBallast)
        #expect(desk.alerts == ["the spool's disk is full: reading stops, delivery goes on"])
        let marked = desk.spool.mark.value

        // The reserve's own room is not taken for new room.
        desk.pass(.seconds(30))
        #expect(desk.runUntilIdle() == .diskFull)
        #expect(desk.spool.mark.value == marked)
        #expect(desk.alerts.count == 1)

        desk.disk.setCapacity(.max)
        desk.pass(.seconds(2))
        #expect(desk.runUntilIdle() == nil)
        #expect(desk.hasBallast)
        #expect(desk.spool.mark.value == RecordNumber(100))
        desk.pass(.seconds(11))
        _ = desk.runUntilIdle()
        #expect(desk.told.last?.message == "the spool takes records again")
        #expect(desk.told.count { $0.message == "the spool takes records again" } == 1)
    }

    @Test("a disk that is low is full before a write finds out, so that receipts have the reserve")
    func lowWater() throws {
        let desk = try Desk()
        #expect(desk.runUntilIdle() == nil)
        desk.disk.setCapacity(desk.disk.used + 100)
        desk.pass(.seconds(2))
        #expect(desk.runUntilIdle() == .diskFull)
        #expect(!desk.hasBallast)
    }

    @Test(
        "what the disk can't do is told apart, tried again, and costs nothing",
        arguments: [
            (SystemError.noSpace, SpoolHindrance.diskFull), (SystemError.quotaReached, .quotaReached), (SystemError.readOnly, .readOnly),
        ], [MemoryFaults.Operation.synchronize, .write])
    func causes(cause: (code: Int32, hindrance: SpoolHindrance), operation: MemoryFaults.Operation) throws {
        let desk = try Desk()
        desk.offer(records: 10)
        #expect(desk.runUntilIdle() == nil)
        desk.disk.arrange { $0.fail(operation, code: cause.code, times: .max) }
        desk.offer(records: 10)
        #expect(desk.runUntilIdle() == cause.hindrance)
        #expect(desk.spool.mark.value == RecordNumber(10))
        #expect(desk.alerts.contains(cause.hindrance.notice(directory: "").message))
        desk.disk.arrange { $0.clear() }
        desk.pass(.seconds(2))
        #expect(desk.runUntilIdle() == nil)
        #expect(desk.spool.mark.value == RecordNumber(20))
        #expect(desk.read() == desk.written)
    }

    @Test("where receipts can't be written the writer gives them the reserve and takes nothing")
    func stateFails() throws {
        let desk = try Desk()
        #expect(desk.runUntilIdle() == nil)
        desk.pressure.reportState(isFailing: true)
        desk.offer(records: 10)
        desk.pass(.seconds(2))
        #expect(desk.runUntilIdle() != nil)
        #expect(!desk.hasBallast)
        #expect(desk.spool.mark.value == .first)
        desk.pressure.reportState(isFailing: false)
        desk.pass(.seconds(2))
        #expect(desk.runUntilIdle() == nil)
        #expect(desk.hasBallast)
        #expect(desk.spool.mark.value == RecordNumber(10))
    }

    @Test(
        "a disk that the spool itself filled goes on once all is delivered, though its own files hold all the room", arguments: [12, 200])
    func filledByItself(records: Int) throws {
        let desk = try Desk(capacity: .kibibytes(64), segment: .kibibytes(16))
        #expect(desk.runUntilIdle() == nil)
        desk.disk.setCapacity(desk.disk.used + (records == 12 ? 20_000 : 60_000))
        while desk.runUntilIdle() == nil { desk.offer(records: records / 4) }
        #expect(desk.pressure.room.hindrance == .diskFull)
        desk.spool.settled.advance(to: desk.spool.mark.value)
        for _ in 0..<20 {
            desk.pass(.seconds(2))
            _ = desk.runUntilIdle()
        }
        #expect(desk.pressure.room.hindrance == nil)
        #expect(desk.spool.mark.value.value == UInt64(desk.written.count))
    }

    @Test("a directory that was moved away stops all writing, and all goes on where it is back", arguments: [false, true])
    func moved(isReplaced: Bool) throws {
        let desk = try Desk()
        desk.offer(records: 10)
        #expect(desk.runUntilIdle() == nil)
        desk.disk.relocate("/spool", to: "/away")
        if isReplaced {
            try desk.disk.createDirectory("/spool/segments")
            try desk.disk.open("/spool/lock", .create).close()
        }
        let before = desk.disk.contents(below: "/away")
        desk.offer(records: 10)
        #expect(desk.runUntilIdle() == .gone)
        desk.pass(.seconds(5))
        #expect(desk.runUntilIdle() == .gone)
        #expect(desk.alerts.count == 1 && desk.alerts[0].contains("directory is gone"))
        #expect(desk.disk.contents(below: "/away") == before)
        #expect(desk.disk.paths(below: "/spool") == (isReplaced ? ["/spool/lock", "/spool/segments"] : []))
        #expect(desk.spool.mark.value == RecordNumber(10))
        desk.disk.erase("/spool")
        desk.disk.relocate("/away", to: "/spool")
        desk.pass(.seconds(2))
        #expect(desk.runUntilIdle() == nil)
        #expect(desk.read() == desk.written)
    }

    @Test("a directory that was removed, or that is not back in time, ends the shipper with what happened", arguments: [false, true])
    func removed(isErased: Bool) throws {
        let desk = try Desk()
        desk.offer(records: 10)
        #expect(desk.runUntilIdle() == nil)
        if isErased { desk.disk.erase("/spool") } else { desk.disk.relocate("/spool", to: "/away") }
        if !isErased {
            #expect(desk.runUntilIdle() == .gone)
            #expect(desk.failure == nil)
            desk.pass(WriterStage.gonePatience)
        }
        _ = desk.runUntilIdle()
        #expect(desk.failure?.code == .gone)
        #expect(desk.alerts.contains { $0.contains("directory is gone") })
    }

    @Test("a segment that was removed under the writer is left: what was not synced goes to a new one, and no mark was raised for it")
    func segmentRemoved() throws {
        let desk = try Desk()
        desk.offer(records: 10)
        #expect(desk.runUntilIdle() == nil)
        let segment = try #require(desk.disk.paths(below: "/spool/segments").first)
        desk.disk.erase(segment)
        desk.offer(records: 10)
        #expect(desk.runUntilIdle() == nil)
        #expect(desk.spool.mark.value == RecordNumber(20))
        #expect(desk.alerts.contains { $0.contains("was removed") })
        #expect(desk.readAll().records == Array(desk.written[10...]))
    }

    @Test("a full spool waits by default, and says what it is that is full")
    func spoolFull() throws {
        let desk = try Desk(capacity: .kibibytes(64))
        while desk.runUntilIdle() == nil { desk.offer(records: 20) }
        #expect(desk.pressure.room.hindrance == .spoolFull)
        desk.pass(.seconds(30))
        #expect(desk.runUntilIdle() == .spoolFull)
        #expect(desk.pressure.room.dropped == 0)
        #expect(desk.alerts == ["the spool is full: reading stops, delivery goes on"])
        #expect(desk.read() == Array(desk.written.prefix(Int(desk.spool.mark.value.value))))
    }

    @Test(
        "with a policy to drop it goes on after a moment, counts what it gave up, and tells it",
        arguments: [
            SpoolSettings.WhenFull.dropOldest, .dropNewest,
        ])
    func drops(policy: SpoolSettings.WhenFull) throws {
        let desk = try Desk(capacity: .kibibytes(64), policy: policy)
        while desk.runUntilIdle() == nil { desk.offer(records: 20) }
        #expect(desk.pressure.room.dropped == 0, "dropped before it had waited")
        desk.pass(.seconds(2))
        #expect(desk.runUntilIdle() == nil)
        #expect(desk.pressure.room.dropped > 0)
        #expect(desk.alerts.contains("records were dropped: there was no room, and the policy says so"))
        desk.pass(.milliseconds(200))
        _ = desk.runUntilIdle()
        #expect(desk.spool.mark.value.value == UInt64(desk.written.count))
        let (read, lost) = desk.readAll()
        #expect(UInt64(read.count) + lost == UInt64(desk.written.count))
        #expect(lost == desk.pressure.room.dropped)
        #expect(Array(policy == .dropOldest ? desk.written.suffix(read.count) : desk.written.prefix(read.count)) == read)
    }
}

@Suite("The rate of arrivals")
struct RateWindowTests {
    @Test("it is that of the last minutes, not of all time")
    func window() {
        var window = RateWindow()
        #expect(window.perSecond == 0)
        var total: UInt64 = 0
        for second in 0..<2000 {
            window.add(total, at: Moment(nanoseconds: UInt64(second) * 1_000_000_000))
            total += second < 1000 ? 10 : 500
            if second == 999 { #expect(window.perSecond == 10) }
        }
        #expect(window.perSecond == 500)
    }

    @Test("a total that stands still comes to nothing, and one that falls is no rate")
    func still() {
        var window = RateWindow()
        for second in 0..<10 { window.add(500, at: Moment(nanoseconds: UInt64(second) * 1_000_000_000)) }
        #expect(window.perSecond == 0)
        window.add(100, at: Moment(nanoseconds: 11_000_000_000))
        #expect(window.perSecond == 0)
    }
}

/// A writer's stage with slabs to give it.
private final class Desk {
    let disk = MemoryFileSystem()
    let spool: Spool
    let pressure = SpoolPressure()
    private let clock = ManualClock()
    private let flow = SlabFlow(slabs: 4, capacity: 1 << 14)
    private let notices = Notices()
    private let stage: WriterStage
    private(set) var written: [[UInt8]] = []
    private var random = SeededRandom(seed: 3)

    private(set) var failure: SpoolError?

    init(capacity: ByteCount = .mebibytes(1), segment: ByteCount = .kibibytes(16), policy: SpoolSettings.WhenFull = .wait) throws {
        var settings = SpoolSettings(directory: "/spool", capacity: capacity, segmentBytes: segment)
        settings.whenFull = policy
        let state = try StateStore.inMemory(random: SeededRandom(seed: 1))
        spool = try Spool.open(settings, fileSystem: disk, clock: clock, random: SeededRandom(seed: 1), state: state)
        let notices = notices
        stage = WriterStage(
            spool, flow: flow, pressure: pressure, clock: clock, patience: .zero, tell: { notice in notices.add(notice) })
    }

    var told: [Notice] { notices.all }
    var alerts: [String] { told.filter { $0.severity == .alert }.map(\.message) }
    var hasBallast: Bool { disk.content(of: "/spool/ballast") != nil }

    func pass(_ time: Duration) { clock.advance(by: time) }

    /// A slab for the queue, where there is one.
    func offer(records count: Int) {
        guard let slab = flow.takeFree(within: .zero) else { return }
        let key = MeterKey(source: "files", host: "h", application: "a", level: .info, category: .session)
        slab.meter.keys = [key]
        var sum = MeterCount.zero
        for _ in 0..<count {
            let bytes = Array("\(written.count):".utf8) + random.bytes(random.number(in: 1..<40))
            slab.entries.append(
                RecordEntry(
                    streamOffset: UInt64(written.count), eventTime: Timestamp(microseconds: 0), digest: .zero,
                    payloadOffset: UInt32(slab.payloadCount), length: UInt32(bytes.count), stream: 0, meterKey: 0, flags: []))
            slab.freePayload.copyBytes(from: bytes)
            slab.payloadCount += bytes.count
            sum.add(MeterCount(records: 1, bytes: UInt64(bytes.count), digest: .zero))
            written.append(bytes)
        }
        slab.meter.rows = [MeterBlock.Row(key: 0, minute: 0, count: sum)]
        let descriptor = StreamDescriptor(kind: .file, source: "files", host: "h", origin: "/a", generation: .zero, format: .plain)
        slab.streams = [StreamState(descriptor: descriptor, position: StreamPosition(bytes: [1]))]
        _ = flow.put(slab, within: .zero)
    }

    /// Steps until there is nothing to do but wait, and lets the group's delay pass once: what keeps it from writing then.
    func runUntilIdle() -> SpoolHindrance? {
        for _ in 0..<2 {
            for _ in 0..<200 where step() == .worked {}
            clock.advance(by: .milliseconds(100))
        }
        _ = step()
        return pressure.room.hindrance
    }

    private func step() -> StageStep? {
        do throws(SpoolError) { return try stage.step() } catch {
            failure = error
            return nil
        }
    }

    func read() -> [[UInt8]] { readAll().records }

    func readAll() -> (records: [[UInt8]], dropped: UInt64) {
        var reader = spool.reader(from: .first)
        var (records, dropped) = ([[UInt8]](), UInt64(0))
        while true {
            switch reader.next() {
            case .frame(let frame): records += frame.entries.map { [UInt8](frame.bytes(of: $0)) }
            case .quarantined(let range): dropped += range.isDropped ? range.records.recordCount : 0
            case .caughtUp: return (records, dropped)
            }
        }
    }
}

private final class Notices: Sendable {
    private let notices = Mutex<[Notice]>([])

    var all: [Notice] { notices.withLock { $0 } }

    func add(_ notice: Notice) { notices.withLock { $0.append(notice) } }
}

extension MemoryFileSystem {
    fileprivate func contents(below directory: String) -> [String: [UInt8]] {
        Dictionary(uniqueKeysWithValues: paths(below: directory).map { ($0, content(of: $0) ?? []) })
    }

    /// Bytes of all files.
    fileprivate var used: Int { paths(below: "/spool").reduce(0) { $0 + (content(of: $1)?.count ?? 0) } }
}
