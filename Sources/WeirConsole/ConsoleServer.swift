import Dispatch
import Hummingbird
import HummingbirdCore
import HummingbirdTLS
import Logging
import NIOCore
import NIOSSL
import Synchronization
import WeirSystem

/// The console over HTTP, `/healthz`, `/livez`, `/readyz` and `/metrics`; or, as another server, what an orchestrator asks.
///
/// It is started and stopped from ordinary threads. Its work runs on a queue of its own, so waiting for it is no deadlock on
/// any thread. Limits: ``maximumConnections``, ``maximumConnectionsOfPeer``, ``idleTimeout``, ``maximumHeaderBytes``, no request bodies.
package final class ConsoleServer: Sendable {
    /// A connection beyond these takes the place of the one that asked for nothing for longest.
    package static let maximumConnections = 64
    package static let maximumConnectionsOfPeer = 16
    /// Also the longest that a TLS handshake and a request's head may take to arrive.
    package static let idleTimeout = Duration.seconds(5)
    package static let maximumHeaderBytes = 16 << 10
    /// How long `stop` waits for answers that are being given.
    package static let stopTimeout = Duration.seconds(5)

    private enum State {
        case idle
        case running
        case stopped
    }

    private let settings: ConsoleSettings
    private let tls: TLSConfiguration?
    private let answer: @Sendable (ConsoleRequest) -> ConsoleAnswer
    private let channels = ConsoleChannels(maximumOfAll: maximumConnections, maximumOfPeer: maximumConnectionsOfPeer)
    private let executor = QueueExecutor("weir-console")
    private let state = Mutex(State.idle)
    private let outcome = Mutex<Result<BoundAddress, ConsoleError>?>(nil)
    private let started = DispatchSemaphore(value: 0)
    private let ended = DispatchSemaphore(value: 0)

    /// The console itself.
    ///
    /// - Parameters:
    ///   - health: looks at what the shipper needs; called for each request, and must not wait.
    ///   - metrics: the figures now; called for each request, and must not wait.
    package init(
        _ settings: ConsoleSettings, health: @escaping @Sendable () -> HealthReport, metrics: @escaping @Sendable () -> [Metric]
    ) throws(ConsoleError) {
        guard settings.isLoopback || (settings.token?.isEmpty == false && settings.identity != nil) else {
            throw ConsoleError(
                code: .unprotected, message: "the console would listen on \(settings.host) without a token, or without TLS",
                wayOut: "listen on 127.0.0.1, or give both `token_file` and `tls`")
        }
        guard settings.token != "" else {
            throw ConsoleError(code: .unprotected, message: "the console's token is empty", wayOut: "write one into its file")
        }
        self.settings = settings
        tls = try settings.identity.map { identity throws(ConsoleError) in try ConsoleTLS.configuration(identity) }
        let routes = ConsoleRoutes(
            hosts: AllowedHosts(settings), token: settings.token.map(BearerToken.init), health: health, metrics: metrics)
        answer = { routes.answer($0) }
    }

    /// What an orchestrator asks, for anyone who can reach it: codes alone.
    package init(probesAt host: String, port: Int, health: @escaping @Sendable () -> HealthReport) {
        settings = ConsoleSettings(host: host, port: port)
        tls = nil
        let routes = ProbeRoutes(health: health)
        answer = { routes.answer($0) }
    }

    deinit { channels.close() }

    /// Listens, and returns once it does.
    package func start() throws(ConsoleError) -> BoundAddress {
        try launch()
        started.wait()
        guard let outcome = outcome.withLock({ $0 }) else { throw unavailable("it ended at once") }
        return try outcome.get()
    }

    /// Ends every connection and returns once that is done; false where it took longer than ``stopTimeout``.
    @discardableResult
    package func stop() -> Bool {
        let previous = state.withLock { state in
            defer { state = .stopped }
            return state
        }
        guard previous == .running else { return true }
        channels.close()
        return ended.wait(timeout: .now() + .seconds(Int(Self.stopTimeout.components.seconds))) == .success
    }
}

extension ConsoleServer {
    private func launch() throws(ConsoleError) {
        let isFirst = state.withLock { state in
            guard state == .idle else { return false }
            state = .running
            return true
        }
        guard isFirst else { throw ConsoleError(code: .alreadyStarted, message: "the console was started before", wayOut: nil) }
        run()
    }

    /// The task does not keep the server alive, since letting go of the server ends it. It does keep what it runs on. Its end
    /// is always an error to the service group, which expects services to run for ever.
    private func run() {
        let application = application
        Task(executorPreference: executor) { [weak self, executor, started, ended] in
            defer { withExtendedLifetime(executor) {} }
            do {
                try await application.run()
            } catch {
                self?.fail(error)
            }
            started.signal()
            ended.signal()
        }
    }

    private func fail(_ error: any Error) { settle(.failure(unavailable(Self.reason(of: error)))) }

    /// The system's words alone: the library puts its call before them and the number behind.
    private static func reason(of error: any Error) -> String {
        (error as? IOError).map { SystemError("listen on", "the address", code: $0.errnoCode).reason } ?? "\(error)"
    }

    private func settle(_ result: Result<BoundAddress, ConsoleError>) {
        outcome.withLock { $0 = $0 ?? result }
    }

    private func unavailable(_ reason: String) -> ConsoleError {
        ConsoleError(
            code: .address, message: "the console cannot listen on \(settings.host):\(settings.port): \(reason)",
            wayOut: "choose another address or port")
    }

    private var application: Application<ConsoleResponder> {
        Application(
            responder: ConsoleResponder(channels: channels, answer: answer), server: server,
            configuration: ApplicationConfiguration(address: .hostname(settings.host, port: settings.port)),
            onServerRunning: { [weak self, channels] channel in
                channels.listen(on: channel)
                self?.isRunning(at: channel.localAddress)
            },
            eventLoopGroupProvider: .shared(EventLoopGroupProvider.singleton.eventLoopGroup.next()), logger: Self.silence)
    }

    private var server: HTTPServerBuilder {
        HTTPServerBuilder { [channels, tls] responder in
            let plain = HTTP1Channel(responder: responder, configuration: Self.channel)
            guard let tls else { return KnownHTTPChannel(base: plain, channels: channels) }
            return KnownHTTPChannel(base: try TLSChannel(plain, tlsConfiguration: tls), channels: channels)
        }
    }

    private func isRunning(at address: SocketAddress?) {
        if let address, let host = address.ipAddress, let port = address.port {
            settle(.success(BoundAddress(host: host, port: port)))
        }
        started.signal()
    }

    private static var channel: HTTP1Channel.Configuration {
        HTTP1Channel.Configuration(
            idleTimeout: .seconds(idleTimeout.components.seconds),
            httpDecoderConfiguration: .init(maxHeaderFieldSize: maximumHeaderBytes, maxHeaderListSize: maximumHeaderBytes))
    }

    /// Requests are no events of the shipper: what matters is counted, not logged.
    private static var silence: Logger { Logger(label: "weir.console") { _ in SwiftLogNoOpLogHandler() } }
}
