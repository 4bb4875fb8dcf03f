import NIOCore
import NIOPosix

/// Syslog over TCP: a listener whose connections feed the intake from their event loops.
struct SyslogInput: Sendable {
    private let intake: Intake

    init(intake: Intake) { self.intake = intake }

    /// Listens until it is cancelled.
    func run(on address: ReceiverAddress, ready: @Sendable (ReceiverAddress) -> Void) async throws {
        let (intake, channels) = (intake, OpenChannels())
        let server = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton.next())
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.recvAllocator, value: FixedSizeRecvByteBufferAllocator(capacity: ReceiverLimits.readBytes))
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandlers([
                        IdleStateHandler(readTimeout: .seconds(ReceiverLimits.idleSeconds)),
                        SyslogHandler(intake: intake, channels: channels),
                    ])
                }
            }
            .bind(host: address.host, port: address.port).get()
        channels.listen(on: server)
        ready(ReceiverAddress(host: address.host, port: server.localAddress?.port ?? address.port))
        try await withTaskCancellationHandler {
            try await server.closeFuture.get()
        } onCancel: {
            channels.close()
        }
    }
}
