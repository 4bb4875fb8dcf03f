import NIOCore
import NIOHTTP1

/// Makes a request say what the library behind it doesn't ask for.
final class HeadChange: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart

    /// Behind the parser of a connection that has just been made.
    static func add(to channel: any Channel) throws {
        let pipeline = channel.pipeline.syncOperations
        let parser = try pipeline.handler(type: ByteToMessageHandler<HTTPRequestDecoder>.self)
        try pipeline.addHandler(HeadChange(), position: .after(parser))
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard case .head(var head) = unwrapInboundIn(data) else { return context.fireChannelRead(data) }
        head.nameTargetHost()
        head.closeWhereOld()
        context.fireChannelRead(wrapInboundOut(.head(head)))
    }
}

extension HTTPRequestHead {
    /// A connection of HTTP/1.0 ends with its answer (RFC 9112, 9.3): the client may know the answer's end by nothing else. So its request is
    /// taken as one that asks for that.
    fileprivate mutating func closeWhereOld() {
        guard version.major == 1, version.minor == 0 else { return }
        headers.replaceOrAdd(name: "Connection", value: "close")
    }

    /// A request whose target is a whole address (RFC 9112, 3.2.2) names its host there, and the library drops it: it is kept as one more
    /// Host, unless it says the same as the one that came. Two that differ are refused, as two Hosts are.
    fileprivate mutating func nameTargetHost() {
        guard let host = targetHost, headers.first(name: "Host")?.lowercased() != host.lowercased() else { return }
        headers.add(name: "Host", value: host)
    }

    /// Nil for a path and for `*`; empty where an address names no host.
    private var targetHost: String? {
        guard uri != "*", !uri.hasPrefix("/") else { return nil }
        guard let slashes = uri.firstRange(of: "://") else { return "" }
        return String(uri[slashes.upperBound...].prefix { !"/?#".contains($0) })
    }
}
