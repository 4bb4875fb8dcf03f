import HTTPTypes
import Hummingbird
import NIOCore

/// Between Hummingbird's requests and the console's own.
struct ConsoleResponder: HTTPResponder {
    typealias Context = BasicRequestContext

    /// Ends a connection whose peer has more to say than is read here.
    private struct Closing: Error {}

    let routes: ConsoleRoutes

    func respond(to request: Request, context: Context) async throws -> Response {
        let answer = routes.answer(ConsoleRequest(request))
        var headers: HTTPFields = [.contentType: answer.contentType, .cacheControl: "no-store", .xContentTypeOptions: "nosniff"]
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

extension ConsoleRequest {
    fileprivate init(_ request: Request) {
        method = request.method.rawValue
        path = request.uri.path
        authorization = request.headers[.authorization]
        hasBody = request.headers[.transferEncoding] != nil || (request.headers[.contentLength] ?? "0") != "0"
    }
}
