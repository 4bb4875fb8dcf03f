import Foundation
import Synchronization
import TestSupport
import Testing
import WeirCompression
import WeirRecords
import WeirSystem

@testable import WeirReceiver

@Suite(.serialized) struct ReceiverServiceTests {
    @Test("records sent over HTTP and syslog are all accounted for, and the run ends by itself")
    func bothInputs() async throws {
        let outcome = try await run(expected: 200) { http, syslog in
            let answer = try await SocketClient.post(try Self.gzipped(Self.body(1...200)), encoding: "gzip", port: http)
            #expect(answer.hasPrefix("HTTP/1.1 200 "))
            try await SocketClient.send(Self.stream(1...200), port: syslog)
        }
        #expect(outcome.end == .complete)
        #expect(outcome.report.shortcomings(isStrict: true).isEmpty)
        let (http, syslog) = (outcome.report.inputs[0], outcome.report.inputs[1])
        #expect(http.distinct == 200 && syslog.distinct == 200)
        #expect(http.digests == syslog.digests, "the same records weigh the same whatever way they came")
        #expect(http.wireBytes < http.payloadBytes)
        #expect(http.payloadBytes == syslog.payloadBytes)
        #expect(http.requests == 1)
    }

    @Test("a gap and a duplicate are named when the time is over")
    func gaps() async throws {
        let outcome = try await run(expected: 10, timeout: .milliseconds(1_500), hasSyslog: false) { http, _ in
            _ = try await SocketClient.post(Self.body(1...4), port: http)
            _ = try await SocketClient.post(Self.body(4...7), port: http)
        }
        #expect(outcome.end == .timeout)
        #expect(outcome.report.inputs[0].serials.gaps == [SerialSet.Gap(from: 8, to: 10)])
        #expect(outcome.report.inputs[0].duplicates == 1)
    }

    @Test("time counts from when it listens, so that the shortest run says where it listened")
    func noTime() async throws {
        let wasReady = Flag()
        let outcome = try await run(expected: 10, timeout: .zero) { _, _ in wasReady.set() }
        #expect(outcome.end == .timeout)
        #expect(wasReady.value)
    }

    @Test("a request that is refused on request stores nothing")
    func refusedRequests() async throws {
        let faults = FaultPlan.Settings(fail: .init(status: 503, share: 1))
        let outcome = try await run(expected: 10, timeout: .milliseconds(800), faults: faults, hasSyslog: false) { http, _ in
            let answer = try await SocketClient.post(Self.body(1...10), port: http)
            #expect(answer.hasPrefix("HTTP/1.1 503 "))
        }
        #expect(outcome.report.inputs[0].records == 0)
        #expect(outcome.report.inputs[0].refused == 1)
    }

    @Test("a cut connection answers nothing, and half the time its records are stored")
    func resets() async throws {
        let faults = FaultPlan.Settings(resetShare: 1)
        let outcome = try await run(expected: nil, timeout: .seconds(3), faults: faults, hasSyslog: false) { http, _ in
            for serial in 1...20 {
                let answer = try await SocketClient.post(Self.body(serial...serial), port: http)
                #expect(answer.isEmpty)
            }
        }
        let input = outcome.report.inputs[0]
        #expect(input.requests == 20)
        #expect((1...19).contains(input.records))
        #expect(input.records + input.refused == 20)
    }

    @Test("a request that is no good is refused with the right status")
    func badRequests() async throws {
        let outcome = try await run(expected: nil, timeout: .seconds(3), hasSyslog: false) { http, _ in
            let codings: [(String, [UInt8], String)] = [
                ("br", Self.body(1...1), "415"), ("gzip", Self.body(1...1), "400"),
                ("gzip", Array(try Self.gzipped(Self.body(1...9)).dropLast(4)), "400"),
            ]
            for (coding, body, status) in codings {
                let answer = try await SocketClient.post(body, encoding: coding, port: http)
                #expect(answer.hasPrefix("HTTP/1.1 \(status) "), "\(coding)")
            }
        }
        #expect(outcome.report.inputs[0].records == 0)
        #expect(outcome.report.inputs[0].refused == 3)
    }

    @Test("a connection that ends in the middle of a message is torn, and the message is no record")
    func tornMessage() async throws {
        let outcome = try await run(expected: 3, timeout: .milliseconds(1_500), hasHTTP: false) { _, syslog in
            let stream = Self.stream(1...3)
            try await SocketClient.send(Array(stream.dropLast(1)), port: syslog)
        }
        let input = outcome.report.inputs[0]
        #expect(input.records == 2)
        #expect(input.torn == 1)
        #expect(input.serials.gaps == [SerialSet.Gap(from: 3, to: 3)])
    }

    @Test("a stop writes the report of what came")
    func stop() async throws {
        let outcome = try await run(expected: 5, stopsAfter: true, hasSyslog: false) { http, _ in
            _ = try await SocketClient.post(Self.body(1...2), port: http)
        }
        #expect(outcome.end == .stopped)
        #expect(outcome.report.inputs[0].records == 2)
    }

    @Test("a stop waits for no answer that is to be delayed, and what was not answered is not taken", .timeLimit(.minutes(1)))
    func stopWhileDelayed() async throws {
        let outcome = try await run(expected: 5, faults: .init(delay: .seconds(600)), stopsAfter: true, hasSyslog: false) { http, _ in
            try await SocketClient.beginPost(Self.body(1...2), port: http)
            // Came later and is answered: by now the other one waits.
            #expect(try await SocketClient.get(port: http).hasPrefix("HTTP/1.1 405 "))
        }
        #expect(outcome.end == .stopped && outcome.report.inputs[0].records == 0)
    }

    @Test("a stop in the middle of connecting senders ends the run and nothing else")
    func stopWhileConnecting() async throws {
        for _ in 0..<10 {
            let outcome = try await run(expected: 1_000, stopsAfter: true) { http, syslog in
                for serial in 1...8 {
                    Task {
                        // Whether these still get through is up to chance.
                        _ = try? await SocketClient.post(Self.body(serial...serial), port: http)
                        try? await SocketClient.send(Self.stream(serial...serial), port: syslog)
                    }
                }
            }
            #expect(outcome.end == .stopped)
            #expect(outcome.report.inputs.allSatisfy { $0.distinct <= 8 && $0.duplicates == 0 })
        }
    }

    @Test("an address that is taken is an error, and the other input is let go")
    func takenAddress() async throws {
        _ = try await run(expected: nil, timeout: .seconds(5), hasSyslog: false) { http, _ in
            let taken = ReceiverAddress(host: "127.0.0.1", port: http)
            let service = ReceiverService(
                .init(http: taken, syslog: ReceiverAddress(host: "127.0.0.1", port: 0)), fileSystem: HostFileSystem(), clock: HostClock())
            await #expect { try await service.run(.init(ready: { _ in })) } throws: { ($0 as? ReceiverError)?.address == taken }
        }
    }

    @Test("records are written as they were at their source")
    func output() async throws {
        let directory = try TemporaryDirectory()
        let path = "\(directory.path)/records"
        _ = try await run(expected: 6, output: path, hasSyslog: false) { http, _ in
            _ = try await SocketClient.post(Self.body(1...6), port: http)
        }
        let text = try String(contentsOfFile: path, encoding: .utf8)
        #expect(text == (1...6).map { Self.line($0) + "\n" }.joined())
    }
}

// MARK: - What is sent

extension ReceiverServiceTests {
    /// A third of the records are lines of text with a quote and a backslash.
    private static func line(_ serial: Int) -> String {
        guard serial % 3 > 0 else {
            return #"2026-11-21 00:0\#(serial % 10):01,324 [INFO] client_api_server: said "hö\" weir_serial=\#(serial)"#
        }
        return #"{"asctime": "2026-11-21 00:00:01,324", "name": "client_api_server", "levelname": "INFO", "#
            + #""message": "m \u00e9 \#(serial)", "weir_serial": \#(serial), "timestamp": "2026-11-21T00:0\#(serial % 10):01.324000+00:00"}"#
    }

    private static func id(_ serial: Int) -> Digest128 { Digest128(low: UInt64(serial), high: 99) }

    static func body(_ serials: ClosedRange<Int>) -> [UInt8] {
        serials.flatMap { serial in
            let meta = #"{"_weir":{"id":"\#(id(serial))","host":"web-app-1","source":"kasm"},"#
            let line = line(serial)
            guard serial % 3 == 0 else { return Array((meta + line.dropFirst() + "\n").utf8) }
            let escaped = line.replacing("\\", with: #"\\"#).replacing("\"", with: #"\""#)
            return Array((meta + #""message":"\#(escaped)"}"# + "\n").utf8)
        }
    }

    static func stream(_ serials: ClosedRange<Int>) -> [UInt8] {
        serials.flatMap { serial in
            let message = Array(
                #"<134>1 2026-11-21T00:00:01.324000Z web-app-1 client_api_server - - [weir@32473 id="\#(id(serial))"] \#(line(serial))"#
                    .utf8)
            return Array("\(message.count) ".utf8) + message
        }
    }

    static func gzipped(_ body: [UInt8]) throws -> [UInt8] {
        var encoder = try GzipEncoder(level: 1)
        var wire: [UInt8] = []
        try body.withUnsafeBytes { try encoder.compress($0, into: &wire) }
        return wire
    }
}

// MARK: - The run

extension ReceiverServiceTests {
    /// Starts a receiver on free ports, sends, and waits for its end; without an expectation it is stopped once all was sent.
    private func run(
        expected: UInt64?, timeout: Duration? = nil, faults: FaultPlan.Settings = .init(), stopsAfter: Bool = false, output: String? = nil,
        hasHTTP: Bool = true,
        hasSyslog: Bool = true, send: @escaping @Sendable (_ http: Int, _ syslog: Int) async throws -> Void
    ) async throws -> ReceiverService.Outcome {
        let address = ReceiverAddress(host: "127.0.0.1", port: 0)
        let service = ReceiverService(
            .init(
                http: hasHTTP ? address : nil, syslog: hasSyslog ? address : nil, expected: expected, timeout: timeout, faults: faults,
                output: output),
            fileSystem: HostFileSystem(), clock: HostClock())
        let isStopRequested = Flag()
        let (addresses, continuation) = AsyncStream.makeStream(of: ReceiverService.Addresses.self)
        async let outcome = {
            defer { continuation.finish() }
            return try await service.run(.init(ready: { continuation.yield($0) }, isStopRequested: { isStopRequested.value }))
        }()
        for await address in addresses {
            try await send(address.http?.port ?? 0, address.syslog?.port ?? 0)
            break
        }
        if expected == nil || stopsAfter { isStopRequested.set() }
        return try await outcome
    }
}

private final class Flag: Sendable {
    private let state = Atomic(false)
    var value: Bool { state.load(ordering: .acquiring) }
    func set() { state.store(true, ordering: .releasing) }
}
