import Synchronization
import WeirRecords
import WeirSpool
import WeirSystem

// MARK: - Another configuration while the shipper runs

extension Shipper {
    /// How long a sink that is to stop may take to have its answer; then its batch goes again by the one in its place.
    static let stopTime = Duration.seconds(10)
    /// How long a source may take to end its step, and the writer to have written what was read.
    private static let sourceTime = Duration.seconds(5)
    /// How long a state that can't be written is waited for; then everything goes on as it was.
    static let stateTime = Duration.seconds(10)
    /// Between two looks at whether the shipper is to end.
    private static let changeLook = Duration.milliseconds(100)

    /// Exchanges sources and sinks: all that is asked for, or nothing. What is kept is not touched. Blocks; from any one thread at a time.
    ///
    /// A sink ends at a boundary between its batches, and the one in its place goes on at its durable cursor. A source ends at a slab's
    /// boundary; the one in its place goes on at the spool's positions once everything that was read is durable there. A sink that
    /// is new begins at the oldest record kept, one that came back at its cursor. Sources begin only once every sink is in place.
    ///
    /// - Throws: where nothing was changed, and why.
    package func apply(_ change: ShipperChange) throws(ShippingFailure) {
        guard !settings.once else { throw Self.refusal("a run of --once is not reloaded", "start it again with the new configuration") }
        guard progress.beginChange() else {
            throw Self.refusal("the shipper is starting or ending, or another reload is under way", "wait for it, then reload again")
        }
        defer { progress.endChange() }
        let before = lanes.withLock { $0 }
        let leaving = before.sources.filter { !change.keptSources.contains($0.name) }
        let positions = try takePositions(from: leaving, for: change)
        let starts: [(SinkStart, ReceiptQueue)]
        switch exchangeSinks(before.sinks, change) {
        case .done(let places): starts = places
        case .ending: throw Self.refusal("the shipper is ending", "its next start takes the new configuration")
        case .stuck:
            for lane in leaving where !lane.state.goOn() { start(lane) }
            throw Self.refusal(
                "the state could not be written, so that sinks can't be exchanged: everything goes on as it was",
                "see the log for the reason, and reload again once it can be written")
        }
        let after = Lanes(sources: sources(before.sources, change, positions), sinks: sinks(before.sinks, change, starts))
        lanes.withLock { $0 = after }
        for lane in after.sinks where !before.sinks.contains(where: { $0.state === lane.state }) { start(lane) }
        for lane in after.sources where !before.sources.contains(where: { $0.state === lane.state }) { start(lane) }
        for lane in leaving { lane.stage.discard() }
    }

    private static func refusal(_ message: String, _ wayOut: String) -> ShippingFailure {
        ShippingFailure(stage: "reload", message: message, wayOut: wayOut)
    }

    // MARK: - Sources

    /// Parks the sources that leave and asks where every stream stands. Where that can't be had, they run again.
    private func takePositions(
        from leaving: [SourceLane], for change: ShipperChange
    ) throws(ShippingFailure) -> [StreamState] {
        guard !leaving.isEmpty || !change.madeSources.isEmpty else { return [] }
        for lane in leaving { lane.state.end() }
        let areParked = leaving.filter { !$0.state.waitForEnd(atMost: Self.sourceTime) }.isEmpty
        let isSucceeded = leaving.contains { change.madeSources.contains($0.name) }
        if areParked, let positions = ask(writer.positions.ask(includesSlabs: isSucceeded)) { return positions }
        for lane in leaving where !lane.state.goOn() { start(lane) }
        throw Self.refusal(
            pressure.isFull
                ? "the spool is full, so that a source can't be exchanged: what it read is not durable"
                : "what the sources read did not become durable in time",
            "change the sinks first, or wait until they have taken some records, then reload again")
    }

    private func ask(_ inquiry: PositionDesk.Inquiry) -> [StreamState]? {
        let end = now + Self.sourceTime
        while !progress.mustEnd {
            if let streams = inquiry.wait(atMost: Self.changeLook) { return streams }
            if now >= end { return nil }
        }
        return nil
    }

    private func sources(_ before: [SourceLane], _ change: ShipperChange, _ positions: [StreamState]) -> [SourceLane] {
        change.sources.compactMap { order in
            switch order {
            case .keep(let name): before.first { $0.name == name }
            case .make(_, let make): sourceLane(make(positions))
            }
        }
    }

    // MARK: - Sinks

    private enum SinkExchange {
        case done([(SinkStart, ReceiptQueue)])
        /// The shipper was to end before that.
        case ending
        /// The state did not take it in time: the sinks that were to leave run again.
        case stuck
    }

    /// Stops the sinks that leave and tells the state of the new set.
    private func exchangeSinks(_ before: [SinkLane], _ change: ShipperChange) -> SinkExchange {
        let leaving = before.filter { !change.keptSinks.contains($0.name) }
        let gone = abandoned()
        stop(leaving)
        let kept = Dictionary(uniqueKeysWithValues: before.filter { change.keptSinks.contains($0.name) }.map { ($0.name, $0.receipts) })
        let queues = change.sinkNames.map { kept[$0] ?? ReceiptQueue() }
        let anew = Set(change.sinkNames.filter { kept[$0] == nil })
        let order = SinkChange(sinks: change.sinkNames, anew: anew, receipts: queues, spool: context)
        state.order(order)
        let end = now + Self.stateTime
        var outcome = order.wait(atMost: .zero)
        while outcome == nil {
            outcome = order.wait(atMost: Self.changeLook) ?? (progress.mustEnd || now >= end ? order.cancel() : nil)
        }
        if case .done(let starts) = outcome {
            for lane in leaving { lane.receipts.abandon() }
            tellAbandoned(since: gone)
            return .done(Array(zip(starts, queues)))
        }
        guard !progress.mustEnd else { return .ending }
        for lane in leaving { resume(lane) }
        return .stuck
    }

    /// One that still waits for an answer ends later, and is told of: it can't run twice.
    private func resume(_ lane: SinkLane) {
        guard lane.state.waitForEnd(atMost: Self.grace) else {
            return tell(Notice(.alert, "a sink did not end and can't go on: restart the shipper", ["sink": lane.name]))
        }
        lane.stage.resume()
        start(lane)
    }

    /// A sink whose answer does not come in time is left to itself: its receipts count no more.
    private func stop(_ leaving: [SinkLane]) {
        guard !leaving.isEmpty else { return }
        let end = now + Self.stopTime
        for lane in leaving { lane.stage.control.order(.stop(by: end)) }
        spool.mark.wake()
        for lane in leaving where !lane.state.waitForEnd(atMost: end.elapsed(since: now)) {
            lane.state.end()
            let message = "a sink was still waiting for an answer when it was exchanged: that batch may arrive twice"
            tell(Notice(.warning, message, ["sink": lane.name]))
        }
    }

    /// What waits of a source that is retired goes on to be for the sink.
    private func routed(_ assembly: SinkAssembly, _ change: ShipperChange) -> SinkAssembly {
        do throws(StateError) { return try assembly.routed(by: store, configured: change.sourceNames) } catch {
            tell(
                Notice(
                    .alert, "what a sink takes could not be kept: records of sources that were retired are not sent to it",
                    ["sink": assembly.delivery.sink, "error": "\(error)"]))
            return assembly
        }
    }

    private func sinks(_ before: [SinkLane], _ change: ShipperChange, _ starts: [(SinkStart, ReceiptQueue)]) -> [SinkLane] {
        zip(change.sinks, starts).compactMap { order, start in
            switch order {
            case .keep(let name): before.first { $0.name == name }
            case .make(let assembly): sinkLane(routed(assembly, change), from: start.0, receipts: start.1)
            }
        }
    }
}
