import NIOCore

/// One connection: keeps the bytes that are not a whole message yet, and is not read on while there is no room for them.
final class SyslogHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private enum Progress {
        case done
        /// The rest of what came waits for room.
        case noRoom
        /// The stream can't be followed any more.
        case lost
    }

    private let intake: Intake
    private let channels: OpenChannels
    private let patience: TimeAmount
    private var framer = SyslogFramer()
    private var pending: UnfinishedMessage
    /// What came and was not taken, for want of room, and when this is given up.
    private var waiting: (buffer: ByteBuffer, until: NIODeadline)?
    private var isRetryPlanned = false
    /// Bytes until this connection is cut on request.
    private var life: Int?
    /// The stream was given up by this side: what is left of it says nothing of the sender.
    private var isAbandoned = false

    init(intake: Intake, channels: OpenChannels, budget: MemoryBudget, patience: TimeAmount) {
        self.intake = intake
        self.channels = channels
        self.patience = patience
        pending = UnfinishedMessage(of: budget)
    }

    func channelActive(context: ChannelHandlerContext) {
        life = intake.nextConnectionLife()
        if channels.add(context.channel) > ReceiverLimits.connections { abandon(context) }
        context.fireChannelActive()
    }

    func channelInactive(context: ChannelHandlerContext) {
        if !isAbandoned, !channels.isClosed, pending.count > 0 || waiting != nil { intake.addTorn() }
        (isAbandoned, waiting) = (true, nil)
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isAbandoned else { return }
        let buffer = unwrapInboundIn(data)
        let received = buffer.readableBytes
        intake.addWire(received)
        // Once its peer has closed, a connection is read to its end at once: then it can't wait any longer.
        if let waiting { accept(waiting.buffer, until: .now(), context) }
        guard !isAbandoned else { return }
        accept(buffer, until: .now() + patience, context)
        guard !isAbandoned, let left = life.map({ $0 - received }) else { return }
        life = left
        if left <= 0 { abandon(context) }
    }

    // MARK: - What comes

    private func accept(_ buffer: ByteBuffer, until end: NIODeadline, _ context: ChannelHandlerContext) {
        var rest = buffer
        switch consume(&rest) {
        case .done:
            guard waiting != nil else { return }
            waiting = nil
            setAutoRead(true, context)
        case .noRoom: wait(with: rest, until: end, context)
        case .lost: abandon(context)
        }
    }

    private func consume(_ buffer: inout ByteBuffer) -> Progress {
        while pending.count > 0, buffer.readableBytes > 0 {
            let progress = finishPending(with: &buffer)
            guard case .done = progress else { return progress }
        }
        guard buffer.readableBytes > 0 else { return .done }
        let consumed = buffer.withUnsafeReadableBytes { intake.addMessages(in: $0, &framer) }
        guard let consumed else { return .lost }
        buffer.moveReaderIndex(forwardBy: consumed)
        return pending.append(buffer.readableBytesView) ? .done : .noRoom
    }

    /// Takes as much of what came as completes the message that was cut, so that no more of it is copied.
    private func finishPending(with buffer: inout ByteBuffer) -> Progress {
        let cut = pending.count
        let taken = min(buffer.readableBytes, max(cut, UnfinishedMessage.ownBytes))
        guard pending.append(buffer.readableBytesView.prefix(taken)) else { return .noRoom }
        buffer.moveReaderIndex(forwardBy: taken)
        let consumed = pending.withUnsafeBytes { intake.addMessages(in: $0, &framer) }
        guard let consumed else { return .lost }
        // A message that was cut ends behind the cut, or not yet.
        guard consumed > cut else { return .done }
        buffer.moveReaderIndex(to: buffer.readerIndex - (pending.count - consumed))
        pending.removeAll()
        return .done
    }

    // MARK: - No room

    private func wait(with rest: ByteBuffer, until end: NIODeadline, _ context: ChannelHandlerContext) {
        guard .now() < end else {
            intake.addTorn()
            return abandon(context)
        }
        if waiting == nil { setAutoRead(false, context) }
        waiting = (rest, end)
        guard !isRetryPlanned else { return }
        isRetryPlanned = true
        context.eventLoop.assumeIsolated().scheduleTask(in: TimeAmount(ReceiverLimits.tick)) { [self] in
            isRetryPlanned = false
            if let waiting { accept(waiting.buffer, until: waiting.until, context) }
        }
    }

    private func setAutoRead(_ isOn: Bool, _ context: ChannelHandlerContext) {
        try? context.channel.syncOptions?.setOption(.autoRead, value: isOn)
    }

    // MARK: - The end

    private func abandon(_ context: ChannelHandlerContext) {
        isAbandoned = true
        waiting = nil
        pending.removeAll()
        context.close(promise: nil)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event is IdleStateHandler.IdleStateEvent { context.close(promise: nil) }
        context.fireUserInboundEventTriggered(event)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
