import Foundation

/// A TCP connection that says exactly what a test wants said.
final class RawConnection {
    struct Failure: Error { var operation: String }

    private let socket: Int32

    init(port: Int, receiveTimeout seconds: Int = 60) throws {
        socket = Foundation.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var timeout = timeval(tv_sec: seconds, tv_usec: 0)
        setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &timeout, socklen_t(MemoryLayout<timeval>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(port).bigEndian)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let status = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
        }
        guard status == 0 else { throw Failure(operation: "connect") }
    }

    deinit { close(socket) }

    /// False where the peer does not listen any more.
    @discardableResult
    func send(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        return Foundation.send(socket, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count
    }

    /// What comes next; empty at the end, `nil` where nothing came in time.
    func receive() -> String? {
        var bytes = [UInt8](repeating: 0, count: 64 << 10)
        let count = recv(socket, &bytes, bytes.count, 0)
        if count < 0 { return errno == EAGAIN ? nil : "" }
        return String(decoding: bytes.prefix(count), as: UTF8.self)
    }

    /// Everything up to the end of the connection; `nil` where it is not ended.
    func receiveAll() -> String? {
        var text = ""
        while let part = receive() {
            if part.isEmpty { return text }
            text += part
        }
        return nil
    }
}

/// One whole exchange.
struct RawAnswer {
    var status: Int
    var headers: [String: String]
    var body: String

    /// - Parameter request: the lines before the empty one; the connection is closed after the answer.
    init(port: Int, _ request: String...) throws {
        let connection = try RawConnection(port: port)
        connection.send((request + ["Host: localhost", "Connection: close", "", ""]).joined(separator: "\r\n"))
        guard let text = connection.receiveAll(), let answer = RawAnswer(text) else { throw RawConnection.Failure(operation: "receive") }
        self = answer
    }

    init?(_ text: String) {
        let parts = text.split(separator: "\r\n\r\n", maxSplits: 1, omittingEmptySubsequences: false)
        let lines = parts[0].split(separator: "\r\n")
        guard parts.count == 2, let status = lines.first?.split(separator: " ").dropFirst().first.flatMap({ Int($0) }) else { return nil }
        self.status = status
        body = String(parts[1])
        headers = lines.dropFirst().reduce(into: [:]) { headers, line in
            let pair = line.split(separator: ":", maxSplits: 1)
            headers[pair[0].lowercased()] = pair.count > 1 ? pair[1].trimmingCharacters(in: .whitespaces) : ""
        }
    }
}
