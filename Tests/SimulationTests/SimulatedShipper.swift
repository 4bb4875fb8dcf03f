import TestSupport
import WeirRecords
import WeirShipping
import WeirSpool
import WeirSystem

/// The shipper's own stages on a disk in memory, stepped one at a time in an order that the seed decides.
final class SimulatedShipper {
    static let slabBytes = 16 << 10

    let spool: Spool
    let store: StateStore
    let sources: [SourceStage]
    let writer: WriterStage
    let sinks: [SinkStage]
    let state: StateStage
    let flow: SlabFlow
    private(set) var notices = NoticeCollector()

    init(_ world: World) throws {
        let clock = world.clock
        let collector = notices
        let tell: NoticeHandler = { collector.add($0) }
        store = try StateStore.open(
            directory: world.stateDirectory.path, fileSystem: HostFileSystem(), clock: clock,
            random: SeededRandom(seed: world.random.next()))
        let settings = SpoolSettings(
            directory: "/spool", capacity: .kibibytes(512), segmentBytes: .kibibytes(64), synchronization: world.synchronization,
            unsynchronizedBytes: .kibibytes(32))
        spool = try Spool.open(
            settings, fileSystem: world.disk, clock: clock, random: SeededRandom(seed: world.random.next()), state: store)
        flow = SlabFlow(slabs: 6, capacity: Self.slabBytes)
        let pressure = SpoolPressure()
        let context = SpoolContext(spool, pressure: pressure, clock: clock)
        let assemblies = try world.sinks()
        let starts = try store.configure(sinks: assemblies.map(\.delivery.sink), oldest: spool.oldest)
        var stages: [SinkStage] = []
        var queues: [ReceiptQueue] = []
        for (assembly, start) in zip(assemblies, starts) {
            queues.append(ReceiptQueue())
            stages.append(
                SinkStage(
                    Delivery(assembly.delivery, from: start.cursor), sink: assembly.sink, settings: assembly.stage, spool: context,
                    receipts: queues[queues.count - 1],
                    random: SeededRandom(seed: world.random.next()), tell: tell))
        }
        sinks = stages
        let source = FilesSource(
            try world.filesSettings(), fileSystem: world.application.files, resume: spool.streams,
            random: SeededRandom(seed: world.random.next()))
        sources = [SourceStage(source, flow: flow, clock: clock, patience: .zero, tell: tell)]
        writer = WriterStage(spool, flow: flow, pressure: pressure, clock: clock, patience: .zero, tell: tell)
        state = StateStage(try StateKeeper(store: store, spool: spool), receipts: queues, clock: clock, tell: tell)
    }

    /// One step of one stage; whether it did something.
    func step(_ random: inout SeededRandom) throws -> Bool {
        let stage = random.number(in: 0..<(3 + sinks.count))
        switch stage {
        case 0: return sources[0].step() == .worked
        case 1: return try writer.step() == .worked
        case 2: return try state.step() == .worked
        default: return sinks[stage - 3].step() == .worked
        }
    }
}

final class NoticeCollector: @unchecked Sendable {
    private(set) var notices: [Notice] = []
    func add(_ notice: Notice) { notices.append(notice) }
}
