package import Foundation
import Glibc

/// A client of a shipper's control socket, as a script would be one.
package final class ControlClient {
    private static let patience = timeval(tv_sec: 30, tv_usec: 0)

    private let descriptor: Int32
    private var buffer = Data()

    package init(_ path: String) throws {
        descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8).prefix(107)) }
        let size = socklen_t(MemoryLayout<sockaddr_un>.size)
        let status = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, size) }
        }
        guard status == 0 else {
            let reason = errno
            close(descriptor)
            throw SupportFailure("no connection to \(path): \(reason)")
        }
        var patience = Self.patience
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    }

    deinit { close(descriptor) }

    /// Sends a line and reads one.
    package func ask(_ line: String) throws -> [String: Any] {
        let bytes = Array((line + "\n").utf8)
        guard send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count else {
            throw SupportFailure("not sent: \(errno)")
        }
        return try JSONSerialization.jsonObject(with: try nextLine()) as? [String: Any] ?? [:]
    }

    package func nextLine() throws -> Data {
        while true {
            if let end = buffer.firstIndex(of: 0x0A) {
                defer { buffer = Data(buffer[(end + 1)...]) }
                return buffer[..<end]
            }
            var part = [UInt8](repeating: 0, count: 1 << 16)
            let count = recv(descriptor, &part, part.count, 0)
            guard count > 0 else { throw SupportFailure("no answer on the control socket: \(errno)") }
            buffer += part.prefix(count)
        }
    }
}
