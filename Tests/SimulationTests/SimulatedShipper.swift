import TestSupport
import WeirRecords
import WeirRedaction
import WeirShipping
import WeirSpool
import WeirSystem

/// The shipper's own stages on a disk in memory, stepped one at a time in an order that the seed decides.
final class SimulatedShipper {
    enum Stage: Int { case source, writer, state, sink }

    /// Made once: many lives are led in a test.
    private static let redaction = Result { try RedactionRules(RedactionRule.standard) }

    let spool: Spool
    let store: StateStore
    let sources: [SourceStage]
    let writer: WriterStage
    let sinks: [SinkStage]
    let state: StateStage
    let flow: SlabFlow

    init(_ world: World) throws {
        let clock = world.clock
        let heard = world.heard
        let tell: NoticeHandler = { heard.hear("\($0)") }
        let sizes = world.sizes
        store = try StateStore.open(
            directory: world.spoolDirectory, fileSystem: world.disk, clock: clock, random: SeededRandom(seed: world.random.next()))
        var settings = SpoolSettings(
            directory: world.spoolDirectory, capacity: sizes.capacity, segmentBytes: sizes.segment,
            synchronization: sizes.synchronization, unsynchronizedBytes: sizes.unsynchronized)
        settings.whenFull = sizes.whenFull
        spool = try Spool.open(
            settings, fileSystem: world.disk, clock: clock, random: SeededRandom(seed: world.random.next()), state: store)
        flow = SlabFlow(slabs: 6, capacity: sizes.slab)
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
        let (spool, flow) = (spool, flow)
        let losses = LossDesk()
        let redaction = try Self.redaction.get()
        sources = try world.filesSettings().map { settings in
            let source = FilesSource(
                settings, fileSystem: world.application.files, resume: spool.streams, random: SeededRandom(seed: world.random.next()))
            return SourceStage(RedactingSource(source, redaction), flow: flow, losses: losses, clock: clock, patience: .zero, tell: tell)
        }
        writer = WriterStage(spool, flow: flow, pressure: pressure, clock: clock, patience: .zero, tell: tell)
        state = StateStage(
            try StateKeeper(store: store, spool: spool), receipts: queues, losses: losses, pressure: pressure, clock: clock, tell: tell)
    }

    /// Records that are durable.
    var mark: Int { Int(spool.mark.value.value) }

    var stages: Int { 2 + sources.count + sinks.count }

    /// One step of one stage, and what came of it.
    func step(_ stage: Int) throws -> (stage: Stage, step: StageStep) {
        switch stage {
        case 0: (.writer, try writer.step())
        case 1: (.state, try state.step())
        case ..<(2 + sources.count): (.source, sources[stage - 2].step())
        default: (.sink, sinks[stage - 2 - sources.count].step())
        }
    }
}
