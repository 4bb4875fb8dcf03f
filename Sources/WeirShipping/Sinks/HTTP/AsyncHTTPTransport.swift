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

    private let client: HTTPClient
    private let now: @Sendable () -> Moment
    private let running = Mutex(RunningRequests())

    /// - Parameter connections: kept open for the endpoint; more requests wait for one of them.
    package init(tls: TLSSettings = TLSSettings(), connections: Int = 1, now: @escaping @Sendable () -> Moment) throws(TLSError) {
        var configuration = HTTPClient.Configuration(tlsConfiguration: try tls.configuration())
        configuration.redirectConfiguration = .disallow
        configuration.timeout.connect = Self.connectTimeout
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = max(1, connections)
        configuration.httpVersion = .http1Only
        // Of several event loops the library gives requests and connections different ones, whose threads then wake each other several
        // times for each request.
        let loop = HTTPClient.defaultEventLoopGroup.next()
        client = HTTPClient(eventLoopGroupProvider: .shared(loop), configuration: configuration)
        self.now = now
    }

    deinit { client.shutdown { _ in } }

    package func send(_ request: OutgoingRequest, by deadline: Moment) -> HTTPOutcome {
        let outcome = Monitor<HTTPOutcome?>(nil)
        begin(request, by: deadline) { came in outcome.change { $0 = came } }
        return outcome.wait(atMost: nil) { $0 } ?? .failed(.timeout)
    }

    package func begin(_ request: OutgoingRequest, by deadline: Moment, _ done: @escaping @Sendable (HTTPOutcome) -> Void) {
        let prepared: HTTPClient.Request
        do {
            let headers = HTTPHeaders(request.headers.map { ($0.name, $0.value) })
            prepared = try HTTPClient.Request(url: request.url, method: .POST, headers: headers, body: .bytes(request.body))
        } catch { return done(.failed(.unsendable("\(error)"))) }
        let left = TimeAmount(deadline.elapsed(since: now()))
        let task = client.execute(request: prepared, delegate: AnswerReader(), deadline: .now() + left)
        let number = running.withLock { $0.add(task) }
        task.futureResult.whenComplete { [weak self] result in
            self?.running.withLock { $0.remove(number) }
            switch result {
            case .success(let answer): done(.answered(answer))
            case .failure(let error): done(.failed(HTTPFailure(error)))
            }
        }
    }

    /// May be called from any thread: what is under way fails at once.
    package func abandon() { for task in running.withLock({ $0.tasks.values.map { $0 } }) { task.cancel() } }
}

/// Requests that are under way.
private struct RunningRequests {
    private(set) var tasks: [Int: HTTPClient.Task<HTTPAnswer>] = [:]
    private var number = 0

    mutating func add(_ task: HTTPClient.Task<HTTPAnswer>) -> Int {
        number += 1
        tasks[number] = task
        return number
    }

    mutating func remove(_ number: Int) { tasks[number] = nil }
}

extension HTTPFailure {
    /// The library's errors by what follows from them.
    init(_ error: any Error) {
        let text = "\(error)"
        if let error = error as? HTTPClientError, error.isTimeout {
            self = .timeout
        } else if text.contains("CERTIFICATE_VERIFY_FAILED") || text.contains("failedToValidateHostname") {
            self = .untrusted(text)
        } else if let error = error as? HTTPClientError, error.isUnsendable {
            self = .unsendable(text)
        } else {
            self = .connection((error as? IOError).map { SystemError("reach", "the peer", code: $0.errnoCode).description } ?? text)
        }
    }
}

extension HTTPClientError {
    fileprivate var isTimeout: Bool {
        [.connectTimeout, .readTimeout, .writeTimeout, .tlsHandshakeTimeout, .deadlineExceeded, .getConnectionFromPoolTimeout].contains(
            self)
    }

    /// The library checks a request's headers only when it is about to send it.
    fileprivate var isUnsendable: Bool { description.contains("invalidHeaderField") }
}

/// Keeps the status, two headers and the beginning of the body.
private final class AnswerReader: HTTPClientResponseDelegate {
    private let answer = Mutex(HTTPAnswer(status: 0))

    func didReceiveHead(task: HTTPClient.Task<HTTPAnswer>, _ head: HTTPResponseHead) -> EventLoopFuture<Void> {
        answer.withLock {
            $0.status = Int(head.status.code)
            $0.retryAfter = head.headers.first(name: "Retry-After")
            $0.date = head.headers.first(name: "Date")
        }
        return task.eventLoop.makeSucceededVoidFuture()
    }

    func didReceiveBodyPart(task: HTTPClient.Task<HTTPAnswer>, _ buffer: ByteBuffer) -> EventLoopFuture<Void> {
        answer.withLock {
            let room = HTTPAnswer.maximumBody - $0.body.utf8.count
            if room > 0 { $0.body += String(decoding: buffer.readableBytesView.prefix(room), as: UTF8.self) }
        }
        return task.eventLoop.makeSucceededVoidFuture()
    }

    func didFinishRequest(task: HTTPClient.Task<HTTPAnswer>) throws -> HTTPAnswer { answer.withLock { $0 } }
}
