import NIOCore
import NIOPosix

/// Syslog over TCP: a listener whose connections feed the intake from their event loops.
struct SyslogInput: Sendable {
    private let intake: Intake
    private let budget: MemoryBudget
    private let patience: Duration

    /// - Parameter patience: how long a connection waits for room in the budget.
    init(intake: Intake, budget: MemoryBudget, patience: Duration = ReceiverLimits.roomPatience) {
        (self.intake, self.budget, self.patience) = (intake, budget, patience)
    }

    /// Listens until it is cancelled.
    func run(on address: ReceiverAddress, ready: @Sendable (ReceiverAddress) -> Void) async throws {
        let (intake, budget, patience, channels) = (intake, budget, TimeAmount(patience), OpenChannels())
        let server = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton.next())
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.recvAllocator, value: FixedSizeRecvByteBufferAllocator(capacity: ReceiverLimits.readBytes))
            // A connection that waits for room has no more than this one in memory.
            .childChannelOption(.maxMessagesPerRead, value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandlers([
                        IdleStateHandler(readTimeout: .seconds(ReceiverLimits.idleSeconds)),
                        SyslogHandler(intake: intake, channels: channels, budget: budget, patience: patience),
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
