import Foundation
import TestSupport
import Testing

@testable import WeirSystem

@Suite("Several addresses of one name")
struct ConnectionRaceTests {
    private static let limit = Duration.seconds(4)

    /// A listener whose queue is full: what connects to it gets no answer at all.
    private final class BlackHole {
        let port: UInt16
        private let listener: Int32
        private var waiting: [Int32] = []

        init() throws {
            listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_addr.s_addr = inet_addr("127.0.0.2")
            var size = socklen_t(MemoryLayout<sockaddr_in>.size)
            let descriptor = listener
            let status = withUnsafeMutablePointer(to: &address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    bind(descriptor, $0, size) | listen(descriptor, 0) | getsockname(descriptor, $0, &size)
                }
            }
            guard status == 0 else { throw SystemError("listen", "127.0.0.2", code: errno) }
            port = UInt16(bigEndian: address.sin_port)
            waiting = [begin(address)]
            let patience = Deadline(after: .seconds(30))
            while !isFull {
                guard patience.remaining > .zero else { throw SystemError("fill the queue of", "127.0.0.2", code: ETIMEDOUT) }
                _ = poll(nil, 0, 1)
            }
        }

        /// What comes then is dropped. A connection counts only once the listener has seen its last segment.
        private var isFull: Bool {
            var info = tcp_info()
            var size = socklen_t(MemoryLayout<tcp_info>.size)
            return getsockopt(listener, Int32(IPPROTO_TCP), TCP_INFO, &info, &size) == 0 && info.tcpi_unacked > info.tcpi_sacked
        }

        private func begin(_ address: sockaddr_in) -> Int32 {
            let client = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue), 0)
            withUnsafePointer(to: address) { pointer in
                _ = pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    connect(client, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
                }
            }
            return client
        }

        deinit { for descriptor in waiting + [listener] { close(descriptor) } }
    }

    private func addresses(_ peers: [StreamPeer]) throws -> [PeerAddress] { try peers.flatMap { try AddressList.resolve($0) } }

    @Test("one that answers nothing does not use up the time of the next")
    func blackHole() throws {
        let hole = try BlackHole()
        let peer = try HostilePeer { $0.stall() }
        let dead = StreamPeer(host: "127.0.0.2", port: hole.port)
        let good = StreamPeer(host: "127.0.0.1", port: peer.port)
        let clock = ContinuousClock()
        let begun = clock.now
        var race = ConnectionRace(try addresses([dead, dead, good]), of: good, within: Self.limit)
        let connection = try race.run()
        #expect(clock.now - begun < Self.limit / 2)
        connection.close()
        withExtendedLifetime(hole) {}
    }

    @Test("one that refuses is followed by the next at once, and where all refuse the reason is theirs")
    func refused() throws {
        let peer = try HostilePeer { $0.stall() }
        let closed = StreamPeer(host: "127.0.0.1", port: UInt16(try FreePort.find()))
        var race = ConnectionRace(
            try addresses([closed, closed, closed, StreamPeer(host: "127.0.0.1", port: peer.port)]), of: closed, within: .milliseconds(500))
        try race.run().close()
        var lost = ConnectionRace(try addresses([closed, closed]), of: closed, within: Self.limit)
        let error = #expect(throws: SystemError.self) { try lost.run() }
        #expect(error?.isRefused == true)
    }

    @Test("where none answers it ends with the time")
    func late() throws {
        let hole = try BlackHole()
        let dead = StreamPeer(host: "127.0.0.2", port: hole.port)
        var race = ConnectionRace(try addresses([dead, dead]), of: dead, within: .milliseconds(200))
        let clock = ContinuousClock()
        let begun = clock.now
        let error = #expect(throws: SystemError.self) { try race.run() }
        #expect(error?.isTimeout == true && clock.now - begun < .seconds(2))
        withExtendedLifetime(hole) {}
    }

    @Test("the two families take turns")
    func turns() throws {
        let (six, four) = (StreamPeer(host: "::1", port: 1), StreamPeer(host: "127.0.0.1", port: 1))
        let mixed = AddressList.takingTurns(try addresses([six, six, six, four]))
        #expect(mixed.map(\.family) == [AF_INET6, AF_INET, AF_INET6, AF_INET6])
        #expect(AddressList.takingTurns([]).isEmpty)
    }
}
