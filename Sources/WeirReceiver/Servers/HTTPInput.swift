import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import WeirRecords
import WeirSystem

/// NDJSON by POST to any path. A request is taken as a whole or not at all, and answered once it is taken: what is in it is counted
/// while its sender goes on.
struct HTTPInput: Sendable {
    private let intake: Intake
    private let lane: CountingLane<BodyBytes>
    private let budget: MemoryBudget

    init(intake: Intake, budget: MemoryBudget) throws(SystemError) {
        (self.intake, self.budget) = (intake, budget)
        lane = try CountingLane { body in body.withMutableBytes { intake.addLines(of: $0) } }
    }

    /// Listens until it is cancelled; everything that was taken is counted then.
    func run(on address: ReceiverAddress, ready: @escaping @Sendable (ReceiverAddress) -> Void) async throws {
        defer { lane.finish() }
        let channels = OpenChannels()
        let application = application(on: address, channels, ready)
        // A task of its own is not cancelled with this one: see OpenChannels.
        let server = Task { try await application.run() }
        try await withTaskCancellationHandler {
            do { try await server.value } catch  where channels.isClosed {
                // The end of a service is an error to the service group, which expects services to run for ever.
            }
        } onCancel: {
            channels.close()
        }
    }

    private func application(
        on address: ReceiverAddress, _ channels: OpenChannels, _ ready: @escaping @Sendable (ReceiverAddress) -> Void
    ) -> some ApplicationProtocol {
        let silence = Logger(label: "weir.receive.http") { _ in SwiftLogNoOpLogHandler() }
        return Application(
            responder: CallbackResponder { (request: Request, context: ChannelContext) in
                try await respond(to: request, on: context.channel, channels)
            },
            server: HTTPServerBuilder { responder in
                KnownHTTPChannel(
                    base: HTTP1Channel(responder: responder, configuration: .init(idleTimeout: .seconds(ReceiverLimits.idleSeconds))),
                    channels: channels)
            },
            configuration: .init(
                address: .hostname(address.host, port: address.port), serverName: "weir",
                availableConnectionsDelegate: MaximumAvailableConnections(ReceiverLimits.connections, logger: silence)),
            onServerRunning: { channel in
                channels.listen(on: channel)
                ready(ReceiverAddress(host: address.host, port: channel.localAddress?.port ?? address.port))
            }, eventLoopGroupProvider: .shared(EventLoopGroupProvider.singleton.eventLoopGroup.next()), logger: silence)
    }

    private func respond(to request: Request, on channel: any Channel, _ channels: OpenChannels) async throws -> Response {
        guard request.method == .post || request.method == .put else { return answer(405, "this receiver takes POST") }
        let fault = intake.nextRequestFault()
        do {
            let body = try await read(request)
            try await delay(unless: channels)
            return try await finish(body, fault, channel)
        } catch let refusal as BodyRefusal {
            intake.addRequest(isRefused: true)
            return answer(refusal.status, refusal.message)
        }
    }

    private func read(_ request: Request) async throws -> BodyReader {
        var reader = try BodyReader(encoding: request.headers[.contentEncoding], budget: budget)
        for try await part in request.body {
            intake.addWire(part.readableBytes)
            try part.withUnsafeReadableBytes { bytes throws(BodyRefusal) in try reader.append(bytes) }
        }
        try reader.finish()
        return reader
    }

    /// Waits as long as was asked for; a request that still waits at the end is not taken.
    private func delay(unless channels: OpenChannels) async throws {
        var rest = intake.answerDelay
        while rest > .zero {
            if channels.isClosed { throw CancellationError() }
            try await Task.sleep(for: min(rest, ReceiverLimits.tick))
            rest -= ReceiverLimits.tick
        }
    }

    private func finish(_ reader: BodyReader, _ fault: FaultPlan.Fault, _ channel: any Channel) async throws -> Response {
        switch fault {
        case .answer(let status):
            intake.addRequest(isRefused: true)
            return answer(status, "refused on request")
        case .resetBeforeStoring:
            intake.addRequest(isRefused: true)
            return try await cut(channel)
        case .resetAfterStoring:
            _ = await store(reader)
            return try await cut(channel)
        case .none:
            return answer(200, nil, records: await store(reader))
        }
    }

    private func store(_ reader: BodyReader) async -> Int {
        let records = reader.bytes.withMutableBytes { Lines.count(in: UnsafeRawBufferPointer($0)) }
        await lane.add(reader.bytes)
        intake.addRequest(isRefused: false)
        return records
    }

    /// The connection is closed before any byte of an answer; what is returned goes nowhere.
    private func cut(_ channel: any Channel) async throws -> Response {
        try? await channel.close(mode: .all)
        return answer(500, "the connection is cut on request")
    }

    private func answer(_ status: Int, _ error: String?, records: Int = 0) -> Response {
        let text = error.map { #"{"error":"\#($0)"}"# } ?? #"{"records":\#(records)}"#
        return Response(
            status: .init(code: status), headers: [.contentType: "application/json"],
            body: .init(byteBuffer: ByteBuffer(string: text + "\n")))
    }
}

/// What a request is answered on, so that a fault can cut it.
private struct ChannelContext: InitializableFromSource {
    let channel: any Channel

    init(source: ApplicationRequestContextSource) { channel = source.channel }
}

/// An HTTP/1 connection that is known to ``OpenChannels``.
private struct KnownHTTPChannel: ServerChildChannel {
    typealias Value = HTTP1Channel.Value

    let base: HTTP1Channel
    let channels: OpenChannels

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        channels.add(channel)
        let allocator = FixedSizeRecvByteBufferAllocator(capacity: ReceiverLimits.requestReadBytes)
        return channel.setOption(.recvAllocator, value: allocator).flatMap { base.setup(channel: channel, logger: logger) }
    }

    func handle(value: Value, logger: Logger) async { await base.handle(value: value, logger: logger) }
}
