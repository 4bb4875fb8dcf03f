import Synchronization
import WeirSpool
import WeirSystem

extension Shipper {
    func start() {
        start("state", .state) { [self] in try runState() }
        start("writer", .writer) { [self] in try runWriter() }
        let lanes = lanes.withLock { $0 }
        for sink in lanes.sinks { start(sink) }
        for source in lanes.sources { start(source) }
        progress.begun()
    }

    func start(_ lane: SinkLane) {
        lane.state.begin()
        start(lane.name, .sinks) { [progress, clock] in
            Self.run(lane, progress, clock)
        } ended: {
            lane.state.ended()
        }
    }

    func start(_ lane: SourceLane) {
        lane.state.begin()
        start(lane.name, .sources) { [progress, clock] in
            Self.run(lane, progress, clock)
        } ended: {
            lane.state.ended()
        }
    }

    /// A thread that can't be had ends the shipper.
    private func start(
        _ name: String, _ part: ShipperProgress.Part, _ body: @escaping @Sendable () throws -> Void,
        ended: @escaping @Sendable () -> Void = {}
    ) {
        progress.begin(part)
        do throws(SystemError) {
            _ = try WorkerThread(name: name) { [progress] in
                do { try body() } catch { progress.fail(ShippingFailure(stage: name, message: "\(error)")) }
                ended()
                progress.ended(part)
            }
        } catch {
            ended()
            progress.ended(part)
            progress.fail(ShippingFailure(stage: name, message: "\(error)"))
        }
    }

    private static func run(_ lane: SourceLane, _ progress: ShipperProgress, _ clock: any SystemClock) {
        while !progress.mustEnd(.sources), !lane.state.isToEnd() {
            switch lane.pulse.during(clock, { lane.stage.step() }) {
            case .worked: continue
            case .idle(let time): lane.state.pause(atMost: time)
            case .finished: return lane.stage.finish()
            }
        }
        lane.stage.finish()
    }

    private func runWriter() throws {
        while !progress.mustEnd(.writer) {
            switch try writerPulse.during(clock, { () throws(SpoolError) in try writer.step() }) {
            case .worked: continue
            case .idle(let time): progress.pause(.writer, atMost: time)
            case .finished: return
            }
        }
        try writer.finish()
    }

    private static func run(_ lane: SinkLane, _ progress: ShipperProgress, _ clock: any SystemClock) {
        while !progress.mustEnd(.sinks), !lane.state.isToEnd() {
            switch lane.pulse.during(clock, { lane.stage.step() }) {
            case .worked: continue
            case .idle(let time): lane.stage.pause(time)
            case .finished: return
            }
        }
    }

    private func runState() throws {
        while !progress.mustEnd(.state) {
            switch try statePulse.during(clock, { () throws(StateError) in try state.step() }) {
            case .worked, .finished: continue
            case .idle(let time): progress.pause(.state, atMost: time)
            }
        }
        try state.finish()
    }
}
