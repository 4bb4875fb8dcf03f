import Foundation
import Testing
import WeirSystem

@Suite("TCP connections")
struct HostTransportTests {
    private static let patience: Duration = .seconds(30)

    @Test("buffers arrive one after another, whole, however large, and the peer's end is seen")
    func writeAll() throws {
        let server = try LoopbackServer()
        let connection = try HostTransport().connect(to: server.peer, timeout: Self.patience)
        let peer = try server.accept()
        let parts = [[UInt8](repeating: 1, count: 3 << 20), [], [UInt8]("end".utf8)]
        let received = try ReadingThread(peer)
        try parts[0].withUnsafeBytes { first in
            try parts[2].withUnsafeBytes { last in
                try connection.writeAll([first, UnsafeRawBufferPointer(start: nil, count: 0), last], timeout: Self.patience)
            }
        }
        try connection.shutdownWrite()
        #expect(received.bytes() == parts.flatMap { $0 })
        while try connection.unsentBytes() > 0 { sched_yield() }
        #expect(try !connection.peerClosed())
        close(peer)
        #expect(try connection.readToEnd(within: Self.patience))
        #expect(try connection.peerClosed())
        connection.close()
    }

    @Test("a peer that takes nothing makes a write run out of time, and what it has not acknowledged is counted")
    func stuckPeer() throws {
        let server = try LoopbackServer()
        let connection = try HostTransport().connect(to: server.peer, timeout: Self.patience)
        let peer = try server.accept()
        defer { close(peer) }
        let bytes = [UInt8](repeating: 1, count: 64 << 20)
        let error = #expect(throws: SystemError.self) {
            try bytes.withUnsafeBytes { try connection.writeAll([$0], timeout: .milliseconds(20)) }
        }
        #expect(error?.isTimeout == true)
        #expect(try connection.unsentBytes() > 0)
        #expect(try !connection.readToEnd(within: .milliseconds(1)))
    }

    @Test("what the peer says is read in parts, and nothing is nil once the time is over")
    func read() throws {
        let server = try LoopbackServer()
        let connection = try HostTransport().connect(to: server.peer, timeout: Self.patience)
        let peer = try server.accept()
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 16, alignment: 1)
        defer { buffer.deallocate() }
        #expect(try connection.read(into: buffer, timeout: .zero) == nil)
        #expect(write(peer, "hello", 5) == 5)
        #expect(try connection.read(into: buffer, timeout: Self.patience) == 5)
        close(peer)
        #expect(try connection.read(into: buffer, timeout: Self.patience) == 0)
    }

    @Test("a connection that broke is an error of the write, not a signal that ends the process")
    func brokenConnection() throws {
        let server = try LoopbackServer()
        let connection = try HostTransport().connect(to: server.peer, timeout: Self.patience)
        try server.reset(server.accept())
        while try !connection.peerClosed() { sched_yield() }
        #expect(throws: SystemError.self) {
            for _ in 0..<2 { try [UInt8]("x".utf8).withUnsafeBytes { try connection.writeAll([$0], timeout: Self.patience) } }
        }
    }

    @Test("where nobody listens, and where a name is not known, the error says so and what to look at")
    func noPeer() throws {
        let port = try LoopbackServer().peer.port
        let refused = #expect(throws: SystemError.self) {
            try HostTransport().connect(to: StreamPeer(host: "127.0.0.1", port: port), timeout: Self.patience)
        }
        #expect(refused?.subject == "127.0.0.1:\(port)")
        #expect(refused?.description.contains("nothing listens there") == true)
        let unknown = #expect(throws: SystemError.self) {
            try HostTransport().connect(to: StreamPeer(host: "nobody.invalid", port: 1), timeout: Self.patience)
        }
        #expect(unknown?.operation == "resolve")
        #expect(unknown?.wayOut?.contains("resolver") == true)
        #expect(StreamPeer(host: "::1", port: 6514).description == "[::1]:6514")
    }
}

/// A listener on a free port of this machine, accepting by hand.
private final class LoopbackServer {
    private let listener: Int32
    let peer: StreamPeer

    init() throws {
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let listener = listener
        let status = withUnsafeMutablePointer(to: &address) { address in
            address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(listener, address, size) | listen(listener, 4) | getsockname(listener, address, &size)
            }
        }
        guard status == 0 else { throw SystemError("listen", "127.0.0.1", code: errno) }
        peer = StreamPeer(host: "127.0.0.1", port: UInt16(bigEndian: address.sin_port))
    }

    deinit { close(listener) }

    func accept() throws -> Int32 {
        let descriptor = Foundation.accept(listener, nil, nil)
        guard descriptor >= 0 else { throw SystemError("accept", "127.0.0.1", code: errno) }
        return descriptor
    }

    /// Closes with a reset instead of an end.
    func reset(_ descriptor: Int32) throws {
        var option = linger(l_onoff: 1, l_linger: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
        close(descriptor)
    }
}

/// Reads to the end beside the test.
private final class ReadingThread: Sendable {
    private let result = Monitor<[UInt8]?>(nil)
    private let thread: WorkerThread

    init(_ descriptor: Int32) throws {
        let result = result
        thread = try WorkerThread(name: "reading") {
            var bytes: [UInt8] = []
            var part = [UInt8](repeating: 0, count: 1 << 16)
            while true {
                let count = Foundation.read(descriptor, &part, part.count)
                guard count > 0 else { break }
                bytes += part[..<count]
            }
            result.change { $0 = bytes }
        }
    }

    func bytes() -> [UInt8]? {
        thread.join()
        return result.read { $0 }
    }
}
