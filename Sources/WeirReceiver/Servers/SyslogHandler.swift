import NIOCore

/// One connection: keeps the bytes that are not a whole message yet.
final class SyslogHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

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
        if pending.readableBytes > 0 {
            pending.writeBuffer(&buffer)
            swap(&pending, &buffer)
            pending = ByteBuffer()
        }
        take(&buffer, received: received, context)
        if let left = life.map({ $0 - received }) {
            life = left
            if left <= 0 { abandon(context) }
        }
    }

    private func take(_ buffer: inout ByteBuffer, received: Int, _ context: ChannelHandlerContext) {
        let consumed = buffer.withUnsafeReadableBytes { intake.addMessages(in: $0, &framer, received: received) }
        guard let consumed else { return abandon(context) }
        buffer.moveReaderIndex(forwardBy: consumed)
        guard buffer.readableBytes > 0 else { return }
        pending = buffer
        pending.discardReadBytes()
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
