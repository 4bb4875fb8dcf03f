import NIOCore

/// One connection: keeps the bytes that are not a whole message yet.
final class SyslogHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    /// A message is rarely longer.
    private static let smallestPiece = 4096

    private let intake: Intake
    private let channels: OpenChannels
    private var framer = SyslogFramer()
    private var pending = ByteBuffer()
    /// Bytes until this connection is cut on request.
    private var life: Int?
    /// The stream was given up by this side: what is left of it says nothing of the sender.
    private var isAbandoned = false

    init(intake: Intake, channels: OpenChannels) {
        self.intake = intake
        self.channels = channels
    }

    func channelActive(context: ChannelHandlerContext) {
        life = intake.nextConnectionLife()
        if channels.add(context.channel) > ReceiverLimits.connections { abandon(context) }
        context.fireChannelActive()
    }

    func channelInactive(context: ChannelHandlerContext) {
        if !isAbandoned, !channels.isClosed, pending.readableBytes > 0 { intake.addTorn() }
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isAbandoned else { return }
        var buffer = unwrapInboundIn(data)
        let received = buffer.readableBytes
        intake.addWire(received)
        guard finishPending(with: &buffer), take(buffer) else { return abandon(context) }
        if let left = life.map({ $0 - received }) {
            life = left
            if left <= 0 { abandon(context) }
        }
    }

    /// Takes as much of what came as completes the message that was cut, so that no more of it is copied.
    ///
    /// - Returns: false where the stream can't be followed any more.
    private func finishPending(with buffer: inout ByteBuffer) -> Bool {
        while pending.readableBytes > 0, buffer.readableBytes > 0 {
            let cut = pending.readableBytes
            let taken = min(buffer.readableBytes, max(cut, Self.smallestPiece))
            pending.writeImmutableBuffer(buffer.readSlice(length: taken) ?? ByteBuffer())
            let consumed = pending.withUnsafeReadableBytes { intake.addMessages(in: $0, &framer) }
            guard let consumed else { return false }
            if consumed < cut {
                pending.moveReaderIndex(forwardBy: consumed)
            } else {
                buffer.moveReaderIndex(to: buffer.readerIndex - (pending.readableBytes - consumed))
                pending.clear()
            }
        }
        return true
    }

    /// Takes the whole messages where they lie, and keeps the one that is cut.
    ///
    /// - Returns: false where the stream can't be followed any more.
    private func take(_ buffer: ByteBuffer) -> Bool {
        guard buffer.readableBytes > 0 else { return true }
        let consumed = buffer.withUnsafeReadableBytes { intake.addMessages(in: $0, &framer) }
        guard let consumed else { return false }
        var rest = buffer
        rest.moveReaderIndex(forwardBy: consumed)
        pending.writeBuffer(&rest)
        return true
    }

    private func abandon(_ context: ChannelHandlerContext) {
        isAbandoned = true
        pending.clear()
        context.close(promise: nil)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event is IdleStateHandler.IdleStateEvent { context.close(promise: nil) }
        context.fireUserInboundEventTriggered(event)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
