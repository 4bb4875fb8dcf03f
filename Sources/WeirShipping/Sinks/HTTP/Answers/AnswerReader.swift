import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import Synchronization

/// Keeps an answer's status, a few headers and the beginning of its body. The status is the answer: what the body lacks in the
/// end changes nothing of it, and a body is not waited for beyond ``bodyPatience`` or ``longestBody``.
final class AnswerReader: HTTPClientResponseDelegate {
    /// From the head of an answer to the end of its body.
    static let bodyPatience = TimeAmount.seconds(2)
    /// Bytes of a body that are read so that the connection can be used again.
    static let longestBody = 1 << 20

    private struct BodyLeft: Error {}

    private struct State {
        var head: HTTPResponseHead?
        var body: [UInt8] = []
        var received = 0
        var patience: Scheduled<Void>?
    }

    private let state = Mutex(State())

    /// Nil where not even a head came.
    var answer: HTTPAnswer? {
        state.withLock { state in state.head.map { HTTPAnswer($0, body: state.body) } }
    }

    func didReceiveHead(task: HTTPClient.Task<HTTPAnswer>, _ head: HTTPResponseHead) -> EventLoopFuture<Void> {
        let patience = task.eventLoop.scheduleTask(in: Self.bodyPatience) { task.fail(reason: BodyLeft()) }
        state.withLock { ($0.head, $0.patience) = (head, patience) }
        return task.eventLoop.makeSucceededVoidFuture()
    }

    func didReceiveBodyPart(task: HTTPClient.Task<HTTPAnswer>, _ buffer: ByteBuffer) -> EventLoopFuture<Void> {
        let isEnough = state.withLock { state in
            state.received += buffer.readableBytes
            let room = HTTPAnswer.keptBody - state.body.count
            if room > 0 { state.body += buffer.readableBytesView.prefix(room) }
            return state.received > Self.longestBody
        }
        if isEnough { task.fail(reason: BodyLeft()) }
        return task.eventLoop.makeSucceededVoidFuture()
    }

    func didFinishRequest(task: HTTPClient.Task<HTTPAnswer>) throws -> HTTPAnswer {
        guard let answer else { throw HTTPClientError.remoteConnectionClosed }
        return answer
    }

    /// Nothing more is waited for.
    func end() { state.withLock { $0.patience }?.cancel() }
}

extension HTTPAnswer {
    fileprivate init(_ head: HTTPResponseHead, body: [UInt8]) {
        self.init(
            status: Int(head.status.code), retryAfter: head.headers.first(name: "Retry-After"), date: head.headers.first(name: "Date"),
            location: head.headers.first(name: "Location"))
        let encoding = head.headers.first(name: "Content-Encoding")
        if (200...299).contains(status) {
            isPage = AnswerBody.isPage(body, type: head.headers.first(name: "Content-Type"), encoding: encoding)
        } else {
            // Only what is shown to people is read further.
            self.body = AnswerBody.text(body, encoding: encoding)
        }
    }
}
