import Synchronization
import WeirSystem

extension Shipper {
    func start() {
        start("state", .state) { [state, progress] in try Self.run(state, progress) }
        start("writer", .writer) { [writer, progress] in try Self.run(writer, progress) }
        let lanes = lanes.withLock { $0 }
        for sink in lanes.sinks { start(sink) }
        for source in lanes.sources { start(source) }
        progress.begun()
    }

    func start(_ lane: SinkLane) {
        lane.state.begin()
        start(lane.name, .sinks) { [progress] in
            Self.run(lane, progress)
        } ended: {
            lane.state.ended()
        }
    }

    func start(_ lane: SourceLane) {
        lane.state.begin()
        start(lane.name, .sources) { [progress] in
            Self.run(lane, progress)
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

    private static func run(_ lane: SourceLane, _ progress: ShipperProgress) {
        while !progress.mustEnd(.sources), !lane.state.isToEnd() {
            switch lane.stage.step() {
            case .worked: continue
            case .idle(let time): lane.state.pause(atMost: time)
            case .finished: return lane.stage.finish()
            }
        }
        lane.stage.finish()
    }

    private static func run(_ writer: WriterStage, _ progress: ShipperProgress) throws {
        while !progress.mustEnd(.writer) {
            switch try writer.step() {
            case .worked: continue
            case .idle(let time): progress.pause(.writer, atMost: time)
            case .finished: return
            }
        }
        try writer.finish()
    }

    private static func run(_ lane: SinkLane, _ progress: ShipperProgress) {
        while !progress.mustEnd(.sinks), !lane.state.isToEnd() {
            switch lane.stage.step() {
            case .worked: continue
            case .idle(let time): lane.stage.pause(time)
            case .finished: return
            }
        }
    }

    private static func run(_ state: StateStage, _ progress: ShipperProgress) throws {
        while !progress.mustEnd(.state) {
            switch try state.step() {
            case .worked, .finished: continue
            case .idle(let time): progress.pause(.state, atMost: time)
            }
        }
        try state.finish()
    }
}
