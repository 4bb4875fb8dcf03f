import NIOCore
import NIOHTTP1

/// A request whose target is a whole address (RFC 9112, 3.2.2) names its host there, and the library drops it: it is kept as one more
/// Host, unless it says the same as the one that came. Two that differ are refused, as two Hosts are.
final class AbsoluteTarget: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart

    /// Behind the parser of a connection that has just been made.
    static func add(to channel: any Channel) throws {
        let pipeline = channel.pipeline.syncOperations
        let parser = try pipeline.handler(type: ByteToMessageHandler<HTTPRequestDecoder>.self)
        try pipeline.addHandler(AbsoluteTarget(), position: .after(parser))
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard case .head(var head) = unwrapInboundIn(data), let host = Self.host(in: head.uri),
            head.headers.first(name: "Host")?.lowercased() != host.lowercased()
        else { return context.fireChannelRead(data) }
        head.headers.add(name: "Host", value: host)
        context.fireChannelRead(wrapInboundOut(.head(head)))
    }

    /// Nil for a path and for `*`; empty where an address names no host.
    private static func host(in target: String) -> String? {
        guard target != "*", !target.hasPrefix("/") else { return nil }
        guard let slashes = target.firstRange(of: "://") else { return "" }
        return String(target[slashes.upperBound...].prefix { !"/?#".contains($0) })
    }
}
