import WeirSystem

/// Sends bytes to a port of the loopback and gives back what is answered until the peer closes.
enum SocketClient {
    private static let patience = Duration.seconds(20)

    static func post(_ body: [UInt8], encoding: String? = nil, port: Int) async throws -> String {
        String(decoding: try await exchange(request(body, encoding), port: port), as: UTF8.self)
    }

    static func get(port: Int) async throws -> String {
        let request = "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
        return String(decoding: try await exchange(Array(request.utf8), port: port), as: UTF8.self)
    }

    /// Sends it all, and lets the connection be closed by the peer alone: a thread of its own waits for that.
    static func beginPost(_ body: [UInt8], port: Int) async throws {
        let (sent, continuation) = AsyncStream.makeStream(of: Void.self)
        let request = request(body, nil)
        _ = try WorkerThread(name: "client") {
            defer { continuation.finish() }
            guard let connection = try? HostTransport().connect(to: StreamPeer(host: "127.0.0.1", port: UInt16(port)), timeout: patience)
            else { return }
            defer { connection.close() }
            try? write(request, to: connection)
            continuation.finish()
            _ = answer(of: connection)
        }
        for await _ in sent {}
    }

    private static func request(_ body: [UInt8], _ encoding: String?) -> [UInt8] {
        let coding = encoding.map { "Content-Encoding: \($0)\r\n" } ?? ""
        let head = "POST /logs HTTP/1.1\r\nHost: localhost\r\n\(coding)Content-Length: \(body.count)\r\nConnection: close\r\n\r\n"
        return Array(head.utf8) + body
    }

    /// Says at once that nothing follows, so that the peer sees the end right behind the last byte.
    static func send(_ bytes: [UInt8], port: Int) async throws {
        _ = try await onThread { () throws(SystemError) in
            let connection = try HostTransport().connect(to: StreamPeer(host: "127.0.0.1", port: UInt16(port)), timeout: patience)
            defer { connection.close() }
            try write(bytes, to: connection)
            try connection.shutdownWrite()
            _ = try connection.readToEnd(within: patience)
            return []
        }
    }

    private static func exchange(_ bytes: [UInt8], port: Int) async throws -> [UInt8] {
        try await onThread { () throws(SystemError) in
            let connection = try HostTransport().connect(to: StreamPeer(host: "127.0.0.1", port: UInt16(port)), timeout: patience)
            defer { connection.close() }
            // A peer may cut the connection while bytes still go out: what it answered by then is what counts.
            try? write(bytes, to: connection)
            return answer(of: connection)
        }
    }

    private static func write(_ bytes: [UInt8], to connection: any StreamConnection) throws(SystemError) {
        try bytes.withUnsafeBufferPointer { bytes throws(SystemError) in
            try connection.writeAll([UnsafeRawBufferPointer(bytes)], timeout: patience)
        }
    }

    private static func answer(of connection: any StreamConnection) -> [UInt8] {
        var answer: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4_096)
        while let count = buffer.withUnsafeMutableBytes({ try? connection.read(into: $0, timeout: patience) }), count > 0 {
            answer += buffer[..<count]
        }
        return answer
    }

    private static func onThread(_ body: @escaping @Sendable () throws(SystemError) -> [UInt8]) async throws -> [UInt8] {
        try await withCheckedThrowingContinuation { continuation in
            do {
                _ = try WorkerThread(name: "client") {
                    do { continuation.resume(returning: try body()) } catch { continuation.resume(throwing: error) }
                }
            } catch { continuation.resume(throwing: error) }
        }
    }
}
