import HTTPTypes
import Hummingbird
import NIOCore

/// Between Hummingbird's requests and the console's own.
struct ConsoleResponder: HTTPResponder {
    typealias Context = ConsoleContext

    /// Ends a connection whose peer has more to say than is read here.
    private struct Closing: Error {}

    let channels: ConsoleChannels
    let answer: @Sendable (ConsoleRequest) -> ConsoleAnswer

    func respond(to request: Request, context: Context) async throws -> Response {
        channels.asked(context.channel)
        let answer = answer(ConsoleRequest(request))
        var headers: HTTPFields = [.cacheControl: "no-store", .xContentTypeOptions: "nosniff"]
        if let type = answer.contentType { headers[.contentType] = type }
        for (name, value) in answer.headers {
            guard let name = HTTPField.Name(name) else { continue }
            headers[name] = value
        }
        if answer.closes { headers[.connection] = "close" }
        let body = ByteBuffer(string: request.method == .head ? "" : answer.body)
        return Response(status: .init(code: answer.status), headers: headers, body: Self.body(body, closes: answer.closes))
    }

    private static func body(_ bytes: ByteBuffer, closes: Bool) -> ResponseBody {
        guard closes else { return ResponseBody(byteBuffer: bytes) }
        return ResponseBody(contentLength: bytes.readableBytes) { writer in
            try await writer.write(bytes)
            try await writer.finish(nil)
            throw Closing()
        }
    }
}

/// The connection that a request came on.
struct ConsoleContext: InitializableFromSource {
    let channel: any Channel

    init(source: ApplicationRequestContextSource) { channel = source.channel }
}

extension ConsoleRequest {
    fileprivate init(_ request: Request) {
        method = request.method.rawValue
        path = request.uri.path
        host = request.head.authority
        // The first Host is the authority; others stay among the headers. A target that names a host comes to the same.
        let hosts = [request.head.authority, request.uri.host].compactMap(\.self) + request.headers.compactMap { Self.host(in: $0) }
        isAmbiguous = Self.isAmbiguous(hosts)
        authorization = request.headers[.authorization]
        hasBody = request.headers[.transferEncoding] != nil || (request.headers[.contentLength] ?? "0") != "0"
    }

    private static func host(in field: HTTPField) -> String? { field.name.canonicalName == "host" ? field.value : nil }

    /// More than one name, or one that is none (RFC 9112, 3.2). An empty one is that of a request without.
    private static func isAmbiguous(_ hosts: [String]) -> Bool {
        hosts.count > 1 || hosts.contains { !$0.isEmpty && HostName(authority: $0) == nil }
    }
}
