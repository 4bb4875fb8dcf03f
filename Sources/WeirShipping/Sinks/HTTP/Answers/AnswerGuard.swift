import NIOCore
import NIOHTTP1

/// Stands between a connection's parser and the client library, and lets through only what ``AnswerOrder`` allows.
final class AnswerGuard: ChannelDuplexHandler {
    typealias InboundIn = HTTPClientResponsePart
    typealias InboundOut = HTTPClientResponsePart
    typealias OutboundIn = HTTPClientRequestPart
    typealias OutboundOut = HTTPClientRequestPart

    private var order = AnswerOrder()

    /// Puts a guard behind the parser of a connection that has just been made.
    static func add(to channel: any Channel) -> EventLoopFuture<Void> {
        channel.eventLoop.makeCompletedFuture {
            let pipeline = channel.pipeline.syncOperations
            let parser = try pipeline.handler(type: ByteToMessageHandler<HTTPResponseDecoder>.self)
            try pipeline.addHandler(AnswerGuard(), position: .after(parser))
        }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let decision =
            switch unwrapInboundIn(data) {
            case .head(let head): order.head(status: Int(head.status.code))
            case .body: order.body()
            case .end: order.end()
            }
        switch decision {
        case .pass: context.fireChannelRead(data)
        case .drop: break
        case .refuse(let fault):
            context.fireErrorCaught(fault)
            context.close(promise: nil)
        }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        order.readCompleted()
        context.fireChannelReadComplete()
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .head(let head):
            order.asked(body: head.headers.first(name: "Content-Length").flatMap { Int($0) } ?? 0)
            context.write(data, promise: promise)
        case .body(let part):
            let written = promise ?? context.eventLoop.makePromise()
            let count = part.readableBytes
            written.futureResult.assumeIsolated().whenSuccess { [self] in order.sent(count) }
            context.write(data, promise: written)
        case .end: context.write(data, promise: promise)
        }
    }
}
