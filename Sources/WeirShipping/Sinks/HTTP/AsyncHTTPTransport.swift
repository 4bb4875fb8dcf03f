internal import AsyncHTTPClient
internal import NIOCore
internal import NIOHTTP1
internal import NIOSSL
import Synchronization
import WeirSystem

/// HTTP on AsyncHTTPClient, driven from a sink's own thread. Names are looked up for each new connection, since the library
/// keeps none, and every address of a name is tried.
///
/// Certificates are verified unless that is switched off by name, redirects are not followed, and what fails is told at once: when to try again is decided by
/// ``Delivery`` alone.
package final class AsyncHTTPTransport: HTTPTransport, Sendable {
    /// From the first packet to an open connection, its TLS handshake included.
    private static let connectTimeout = TimeAmount.seconds(10)
    /// How long after its deadline a request may still end by itself.
    private static let grace = Duration.seconds(1)

    /// Chains that are looked at for one request: behind one name there may be machines with certificates of their own.
    private static let maximumLooks = 4

    private let client: HTTPClient
    private let loop: any EventLoop
    private let tls: TLSConfiguration
    private let check: PeerCheck
    private let now: @Sendable () -> Moment
    private let running = Mutex(RunningRequests())

    /// - Parameter connections: kept open for the endpoint; more requests wait for one of them.
    package init(tls: TLSSettings = TLSSettings(), connections: Int = 1, now: @escaping @Sendable () -> Moment) throws(TLSError) {
        self.tls = try tls.configuration()
        let check = PeerCheck(self.tls)
        self.check = check
        var configuration = HTTPClient.Configuration(tlsConfiguration: self.tls)
        configuration.redirectConfiguration = .disallow
        configuration.timeout.connect = Self.connectTimeout
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = max(1, connections)
        configuration.httpVersion = .http1Only
        configuration.http1_1ConnectionDebugInitializer = { channel in check.check(channel).flatMap { AnswerGuard.add(to: channel) } }
        // Of several event loops the library gives requests and connections different ones, whose threads then wake each other several
        // times for each request.
        loop = HTTPClient.defaultEventLoopGroup.next()
        client = HTTPClient(eventLoopGroupProvider: .shared(loop), configuration: configuration)
        self.now = now
    }

    deinit { client.shutdown { _ in } }

    package func send(_ request: OutgoingRequest, by deadline: Moment) -> HTTPOutcome {
        let outcome = Monitor<HTTPOutcome?>(nil)
        begin(request, by: deadline) { came in outcome.change { $0 = came } }
        return outcome.wait(atMost: deadline.elapsed(since: now()) + Self.grace) { $0 } ?? .failed(.timeout)
    }

    package func begin(_ request: OutgoingRequest, by deadline: Moment, _ done: @escaping @Sendable (HTTPOutcome) -> Void) {
        let prepared: HTTPClient.Request
        do {
            let headers = HTTPHeaders(request.headers.map { ($0.name, $0.value) })
            prepared = try HTTPClient.Request(url: request.url, method: .POST, headers: headers, body: .bytes(request.body))
        } catch { return done(.failed(HTTPFailure(error))) }
        execute(prepared, by: deadline, of: running.withLock { $0.epoch }, looks: Self.maximumLooks, done)
    }

    /// - Parameter looks: how often a certificate's chain may be looked at before the request.
    private func execute(
        _ request: HTTPClient.Request, by deadline: Moment, of epoch: Int, looks: Int, _ done: @escaping @Sendable (HTTPOutcome) -> Void
    ) {
        let peer = TLSPeer(host: request.host, port: request.port)
        check.expect(peer, usesTLS: request.useTLS)
        execute(request, by: deadline, of: epoch) { [weak self] result, answer in
            let outcome = HTTPOutcome(result, answer)
            guard let self else { return done(outcome) }
            let left = deadline.elapsed(since: now())
            if case .failure(let unproven as UnprovenPeer) = result, looks > 0 {
                look(of: epoch) { [loop, tls] ended in
                    ChainCheck.run(of: peer, to: unproven.certificate, tls, on: loop, within: left) { end in
                        ended()
                        switch end {
                        case .unknown: return done(outcome)
                        case .weak(let detail): return done(.failed(.untrusted(detail)))
                        case .sound(let certificate): self.check.prove(certificate)
                        }
                        self.execute(request, by: deadline, of: epoch, looks: looks - 1, done)
                    }
                }
            } else if outcome == .failed(.untrusted(HTTPFailure.unverified)) {
                // What the library says of a certificate names no reason: it is looked at once more, by itself.
                look(of: epoch) { [loop, tls] ended in
                    TLSDiagnosis.run(of: peer, tls, on: loop, within: left) { reason in
                        ended()
                        done(.failed(.untrusted(reason)))
                    }
                }
            } else {
                done(outcome)
            }
        }
    }

    /// A look at a peer's certificates that ``abandon()`` reaches.
    ///
    /// - Parameter begin: takes what to call at its end.
    private func look(of epoch: Int, _ begin: (_ ended: @escaping @Sendable () -> Void) -> CertificateLook) {
        let number = running.withLock { $0.nextNumber() }
        let look = begin { [weak self] in self?.running.withLock { $0.remove(number) } }
        if running.withLock({ $0.add({ look.drop() }, number, of: epoch) }) { look.drop() }
        if look.isOver { running.withLock { $0.remove(number) } }
    }

    /// - Parameter done: receives the result, and the answer as far as it had arrived.
    private func execute(
        _ request: HTTPClient.Request, by deadline: Moment, of epoch: Int,
        _ done: @escaping @Sendable (Result<HTTPAnswer, any Error>, HTTPAnswer?) -> Void
    ) {
        let reader = AnswerReader()
        let task = client.execute(request: request, delegate: reader, deadline: .now() + TimeAmount(deadline.elapsed(since: now())))
        let number = running.withLock { $0.nextNumber() }
        let isLate = running.withLock { $0.add({ task.cancel() }, number, of: epoch) }
        task.futureResult.whenComplete { [weak self] result in
            reader.end()
            self?.running.withLock { $0.remove(number) }
            done(result, reader.answer)
        }
        if isLate { task.cancel() }
    }

    /// May be called from any thread: what is under way fails at once.
    package func abandon() { for drop in running.withLock({ $0.abandon() }) { drop() } }
}

/// Requests that are under way, and looks at certificates for them, by what ends each at once.
private struct RunningRequests {
    private var drops: [Int: @Sendable () -> Void] = [:]
    private var number = 0
    /// Counts how often everything was dropped: a request that began before is dropped too, also where it is added after.
    private(set) var epoch = 0

    mutating func nextNumber() -> Int {
        number += 1
        return number
    }

    /// - Returns: whether everything was dropped since it began.
    mutating func add(_ drop: @escaping @Sendable () -> Void, _ number: Int, of epoch: Int) -> Bool {
        drops[number] = drop
        return epoch != self.epoch
    }

    mutating func remove(_ number: Int) { drops[number] = nil }

    mutating func abandon() -> [@Sendable () -> Void] {
        epoch += 1
        return Array(drops.values)
    }
}

extension HTTPOutcome {
    /// - Parameter answer: what came of one, also where the request failed after it.
    fileprivate init(_ result: Result<HTTPAnswer, any Error>, _ answer: HTTPAnswer?) {
        switch result {
        case .success(let answer): self = .answered(answer)
        case .failure(AnswerFault.status(let status)): self = .answered(HTTPAnswer(status: status))
        case .failure(let error): self = answer.map { .answered($0) } ?? .failed(HTTPFailure(error))
        }
    }
}
