import Foundation
import Testing
import WeirConsole

@Suite("Console lifetime")
struct ConsoleLifetimeTests {
    private func server(port: Int = 0) throws -> ConsoleServer {
        try ConsoleServer(ConsoleSettings(port: port), health: { ConsoleServerTests.healthy }, metrics: { [] })
    }

    @Test("waiting for it on every thread of the shared pool at once is no deadlock")
    func noDeadlock() async throws {
        let tasks = ProcessInfo.processInfo.activeProcessorCount * 4
        let served = try await withThrowingTaskGroup(of: Bool.self) { group in
            for _ in 0..<tasks {
                group.addTask {
                    let server = try self.server()
                    let port = try server.start().port
                    let answer = try RawAnswer(port: port, "GET /healthz HTTP/1.1")
                    return server.stop() && answer.status == 200
                }
            }
            return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(served == tasks)
    }

    @Test("an address that is taken is an error, not a wait")
    func taken() throws {
        let first = try server()
        let port = try first.start().port
        let error = #expect(throws: ConsoleError.self) { _ = try server(port: port).start() }
        #expect(error?.code == .address && error?.message.hasSuffix(":\(port): Address already in use") == true, "\(error?.message ?? "")")
        #expect(first.stop())
    }

    @Test("stopping ends idle connections and frees the port")
    func stopFrees() throws {
        let first = try server()
        let port = try first.start().port
        let idle = try RawConnection(port: port)
        let half = try RawConnection(port: port)
        half.send("GET /healthz HT")
        #expect(first.stop())
        #expect(idle.receiveAll() != nil && half.receiveAll() != nil)
        let second = try server(port: port)
        #expect(try second.start().port == port)
        #expect(second.stop())
    }

    @Test("connections that arrive while it stops do no harm", arguments: 1...40)
    func arriving(round: Int) throws {
        let server = try server()
        let port = try server.start().port
        DispatchQueue.concurrentPerform(iterations: 6) { index in
            if index == round % 6 {
                #expect(server.stop())
            } else {
                _ = try? RawConnection(port: port).send("GET /healthz HTTP/1.1\r\nHost: localhost:1\r\n\r\n")
            }
        }
    }

    @Test("it starts once, and stops as often as it is told")
    func once() throws {
        let server = try server()
        #expect(server.stop(), "stopping what never ran is done at once")
        #expect(throws: ConsoleError.self) { try server.start() }
        let other = try self.server()
        _ = try other.start()
        let error = #expect(throws: ConsoleError.self) { try other.start() }
        #expect(error?.code == .alreadyStarted)
        #expect(other.stop() && other.stop())
    }

    @Test("letting go of it closes its port")
    func letGo() throws {
        let connection: RawConnection
        do {
            let server = try server()
            connection = try RawConnection(port: server.start().port)
            withExtendedLifetime(server) {}
        }
        #expect(connection.receiveAll() != nil)
    }
}
