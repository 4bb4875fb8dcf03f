import NIOCore
import TestSupport
import Testing
import WeirSystem

@testable import WeirReceiver

@Suite struct MemoryBudgetTests {
    private static let long = ByteBuffer(repeating: 65, count: 100_000)

    @Test("bodies and beginnings of syslog messages share one bound, and each gives its part back")
    func sharedBound() throws {
        let budget = MemoryBudget(256 << 10)
        var body: BodyReader? = try BodyReader(encoding: nil, budget: budget)
        let part = [UInt8](repeating: 65, count: 150_000)
        try part.withUnsafeBytes { try body?.append($0) }
        var message = UnfinishedMessage(of: budget)
        var isTaken = message.append(Self.long.readableBytesView)
        #expect(!isTaken, "192 KiB of 256 are the body's")
        #expect(message.count == 0)
        body = nil
        isTaken = message.append(Self.long.readableBytesView)
        #expect(isTaken)
        #expect(throws: BodyRefusal.tooManyBodies) {
            var late = try BodyReader(encoding: nil, budget: budget)
            try part.withUnsafeBytes { try late.append($0) }
        }
        message.removeAll()
        #expect(budget.take(256 << 10), "nothing is charged any more")
    }

    @Test("a short message needs no room of the budget")
    func shortMessage() {
        var message = UnfinishedMessage(of: MemoryBudget(0))
        let isTaken = message.append(ByteBuffer(repeating: 65, count: UnfinishedMessage.ownBytes).readableBytesView)
        let isMoreTaken = message.append(ByteBuffer(repeating: 65, count: UnfinishedMessage.ownBytes).readableBytesView)
        #expect(isTaken && !isMoreTaken)
        #expect(message.withUnsafeBytes { $0.count } == UnfinishedMessage.ownBytes)
    }

    @Test("a connection without room is not read on, and all of it arrives once there is room", .timeLimit(.minutes(1)))
    func waits() async throws {
        let budget = MemoryBudget(8 << 20)
        #expect(budget.take(8 << 20))
        let report = try await run(budget, patience: .seconds(600)) { intake, port in
            async let sent: Void = SocketClient.send(Self.messages, port: port)
            try await poll { intake.report.wireBytes > 0 }
            #expect(intake.report.records == 0)
            budget.give(8 << 20)
            try await sent
        }
        #expect(report.records == 3 && report.torn == 0)
        #expect(budget.take(8 << 20))
    }

    @Test("a connection that waited for room too long is closed, and counts as torn", .timeLimit(.minutes(1)))
    func givesUp() async throws {
        let report = try await run(MemoryBudget(0), patience: .zero) { intake, port in
            // Closed with bytes unread, it may be reset.
            try? await SocketClient.send(Self.messages, port: port)
            try await poll { intake.report.torn == 1 }
        }
        #expect(report.records == 0)
    }

    /// More than a connection holds that nobody reads: a sender that had closed would be read to its end, and torn.
    private static let messages = (0..<3).flatMap { _ in Array("4000000 ".utf8) + [UInt8](repeating: 65, count: 4_000_000) }

    /// A server on a free port, until all was sent and its connection is at its end.
    private func run(
        _ budget: MemoryBudget, patience: Duration, _ send: @escaping @Sendable (Intake, Int) async throws -> Void
    ) async throws -> ReceiverReport.Input {
        let intake = Intake(name: "syslog", expected: nil, faults: FaultPlan(.init(), seed: 1), clock: HostClock(), output: nil)
        let (ports, continuation) = AsyncStream.makeStream(of: Int.self)
        let input = SyslogInput(intake: intake, budget: budget, patience: patience)
        let server = Task { try await input.run(on: ReceiverAddress(host: "127.0.0.1", port: 0)) { continuation.yield($0.port) } }
        for await port in ports {
            try await send(intake, port)
            break
        }
        server.cancel()
        _ = try? await server.value
        return intake.report
    }
}
