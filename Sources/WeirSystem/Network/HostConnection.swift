internal import CWeirSystem
import Glibc
import Synchronization

/// A connected TCP or Unix socket; the descriptor never blocks, the calls do, with their limits.
final class HostConnection: StreamConnection {
    /// Linux's `UIO_MAXIOV`.
    private static let maximumBuffers = 1024
    private static let discardBytes = 16 << 10

    private let descriptor: Atomic<Int32>
    private let subject: String

    init(descriptor: Int32, subject: String) {
        self.descriptor = Atomic(descriptor)
        self.subject = subject
    }

    deinit { close() }

    var number: Int32 { descriptor.load(ordering: .relaxed) }

    func writeAll(_ buffers: [UnsafeRawBufferPointer], timeout: Duration) throws(SystemError) {
        let deadline = Deadline(after: timeout)
        var vectors = buffers.filter { !$0.isEmpty }.map {
            iovec(iov_base: UnsafeMutableRawPointer(mutating: $0.baseAddress), iov_len: $0.count)
        }
        var first = 0
        while first < vectors.count {
            if let written = try writeOnce(&vectors, from: first) {
                IOVectors.advance(&vectors, from: &first, by: written)
            } else if try !poll(POLLOUT, "write to", before: deadline) {
                throw SystemError("write to", subject, code: ETIMEDOUT)
            }
        }
    }

    /// `nil` where the socket has no room now. `sendmsg`, since `writev` would raise SIGPIPE on a closed connection.
    private func writeOnce(_ vectors: inout [iovec], from first: Int) throws(SystemError) -> Int? {
        let count = min(vectors.count - first, Self.maximumBuffers)
        let written = vectors.withUnsafeMutableBufferPointer { buffer -> Int in
            var message = msghdr()
            message.msg_iov = buffer.baseAddress.map { $0 + first }
            message.msg_iovlen = count
            return sendmsg(number, &message, Int32(MSG_NOSIGNAL))
        }
        if written >= 0 { return written }
        if errno == EAGAIN || errno == EINTR { return nil }
        throw lastError("write to", subject)
    }

    func unsentBytes() throws(SystemError) -> Int {
        Int(try uninterrupted("look at", subject) { weir_unsent_bytes(number) })
    }

    func peerClosed() throws(SystemError) -> Bool {
        try uninterrupted("look at", subject) { weir_peer_closed(number) } == 1
    }

    func read(into buffer: UnsafeMutableRawBufferPointer, timeout: Duration) throws(SystemError) -> Int? {
        try read(into: buffer, before: Deadline(after: timeout))
    }

    private func read(into buffer: UnsafeMutableRawBufferPointer, before deadline: Deadline) throws(SystemError) -> Int? {
        while true {
            let count = recv(number, buffer.baseAddress, buffer.count, 0)
            if count >= 0 { return count }
            guard errno == EAGAIN || errno == EINTR else { throw lastError("read from", subject) }
            guard try poll(POLLIN, "read from", before: deadline) else { return nil }
        }
    }

    func shutdownWrite() throws(SystemError) {
        _ = try uninterrupted("close", subject) { shutdown(number, Int32(SHUT_WR)) }
    }

    func readToEnd(within limit: Duration) throws(SystemError) -> Bool {
        let deadline = Deadline(after: limit)
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.discardBytes, alignment: 8)
        defer { buffer.deallocate() }
        while true {
            guard let count = try read(into: buffer, before: deadline) else { return false }
            if count == 0 { return true }
        }
    }

    func close() {
        let number = descriptor.exchange(-1, ordering: .relaxed)
        if number >= 0 { Glibc.close(number) }
    }

    /// Waits for the event, or for an error, which the next call on the socket will name. False where neither came.
    func poll(_ event: Int32, _ operation: String, before deadline: Deadline) throws(SystemError) -> Bool {
        while true {
            var asked = pollfd(fd: number, events: Int16(event), revents: 0)
            let found = Glibc.poll(&asked, 1, deadline.remaining.pollMilliseconds)
            if found > 0 { return true }
            if found == 0 { return false }
            if errno != EINTR { throw lastError(operation, subject) }
        }
    }

    func connect(to address: LocalAddress) throws(SystemError) {
        _ = try uninterrupted("connect", subject) { address.with { Glibc.connect(number, $0, $1) } }
    }

    /// What became of a connection attempt: 0, or its error.
    func pendingError() throws(SystemError) -> Int32 {
        var code: Int32 = 0
        var size = socklen_t(MemoryLayout<Int32>.size)
        _ = try uninterrupted("connect", subject) { getsockopt(number, SOL_SOCKET, SO_ERROR, &code, &size) }
        return code
    }
}
