import Foundation
import Synchronization
import TestSupport
import WeirRecords
import WeirSpool
import WeirSystem

@testable import WeirShipping

/// A kind of sink as the contract sees it. A new kind is a case here and passes what all pass.
enum ContractKind: CaseIterable, Sendable {
    case http, syslog

    private static func now() -> Moment { Moment(nanoseconds: HostClock().monotonicNanoseconds()) }

    /// How long one batch may take.
    static let timeout = Duration.milliseconds(400)
    /// Made at run time, so that no text that looks like a secret is kept in the project.
    static let token = String((0..<24).map { Character(UnicodeScalar(UInt8(0x61 + $0 * 7 % 26))) })

    func sink(port: UInt16) throws -> any Sink {
        switch self {
        case .http:
            var settings = HTTPSinkSettings(url: "http://127.0.0.1:\(port)/in")
            settings.compression = .none
            settings.timeout = Self.timeout
            settings.token = BearerToken(Self.token)
            return try HTTPSink(settings, transport: try AsyncHTTPTransport(now: Self.now), now: Self.now)
        case .syslog:
            var settings = SyslogSinkSettings(peer: StreamPeer(host: "127.0.0.1", port: port))
            settings.connectTimeout = Self.timeout
            settings.writeTimeout = Self.timeout
            return SyslogSink(settings, transport: HostTransport(), now: Self.now)
        }
    }

    /// A peer of this kind that is well: it takes everything, and tells the bench what.
    func well(_ taken: Taken) -> HostilePeer.Behaviour {
        switch self {
        case .http:
            { connection in
                while let (_, body) = connection.readRequest() {
                    taken.add(body)
                    guard connection.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n") else { return }
                }
            }
        case .syslog:
            { connection in
                var line: [UInt8] = []
                while true {
                    let part = connection.read()
                    guard !part.isEmpty else { return }
                    line += part
                    taken.add(line)
                    line = Array(line.suffix(400))
                }
            }
        }
    }
}

/// Which records a peer's application has.
final class Taken: Sendable {
    private let numbers = Mutex<Set<Int>>([])

    var all: Set<Int> { numbers.withLock { $0 } }

    /// From whatever a sink sends: each record says `record 12;`.
    func add(_ bytes: [UInt8]) {
        let found = String(decoding: bytes, as: UTF8.self).matches(of: /record ([0-9]+);/).compactMap { Int($0.1) }
        numbers.withLock { $0.formUnion(found) }
    }
}

/// One sink of a kind, with a real spool, ledger and connection, before a peer that does what a test says.
final class ContractBench {
    static let records = 40

    let kind: ContractKind
    let peer: HostilePeer
    let taken = Taken()
    let notices = NoticeLog()
    private let state: StateStore
    private let spool: Spool
    private let stage: SinkStage
    private let keeper: StateStage
    private(set) var slowestStep = Duration.zero

    init(_ kind: ContractKind, _ behaviour: @escaping @Sendable (Taken) -> HostilePeer.Behaviour) throws {
        self.kind = kind
        peer = try HostilePeer(behaviour(taken))
        let clock = HostClock()
        state = try StateStore.inMemory(random: SeededRandom(seed: 5))
        spool = try Spool.open(
            SpoolSettings(directory: "/spool", capacity: .mebibytes(8)), fileSystem: MemoryFileSystem(), clock: clock,
            random: SeededRandom(seed: 5), state: state)
        let start = try state.configure(sinks: ["a"], oldest: .first)[0]
        var writer = spool.writer
        let slab = Slab(capacity: 1 << 16)
        for number in 0..<Self.records { slab.addLine("record \(number);", number: UInt64(number), at: 28_000_000) }
        _ = try writer.append(slab)
        _ = try writer.synchronize()
        let receipts = ReceiptQueue()
        let sink = try kind.sink(port: peer.port)
        var delivery = Delivery.Settings(sink: "a")
        delivery.retry = RetryPolicy(base: .milliseconds(20), cap: .milliseconds(50))
        delivery.probe = .milliseconds(100)
        delivery.linger = .milliseconds(20)
        delivery.window = sink.replayWindow
        var settings = SinkStageSettings()
        settings.batch = BatchSettings(records: 10, age: .zero)
        settings.timeout = ContractKind.timeout
        stage = SinkStage(
            Delivery(delivery, from: start.cursor), sink: sink, settings: settings,
            spool: SpoolContext(spool, pressure: SpoolPressure(), clock: clock), receipts: receipts, random: SeededRandom(seed: 1),
            tell: notices.tell)
        keeper = StateStage(try StateKeeper(store: state, spool: spool), receipts: [receipts], clock: clock, tell: notices.tell)
    }

    deinit { peer.end() }

    var progress: SinkProgress { stage.control.progress }
    var delivered: Int { Int(progress.delivered.values.reduce(0, +)) }

    /// Steps until the condition holds; false where it does not within the time.
    func run(within limit: Duration, until condition: () -> Bool) throws -> Bool {
        let clock = ContinuousClock()
        let end = clock.now + limit
        while clock.now < end {
            if condition() { return true }
            let begun = clock.now
            let step = stage.step()
            slowestStep = max(slowestStep, clock.now - begun)
            _ = try keeper.step()
            if case .idle(let time) = step { stage.pause(min(time, .milliseconds(5))) }
        }
        return condition()
    }

    /// The peer is well again, or comes back: everything arrives.
    func recover(listensAgain: Bool = false) throws -> Bool {
        if listensAgain { try peer.listenAgain() }
        peer.behave(kind.well(taken))
        return try run(within: .seconds(20)) { taken.all.count == Self.records && progress.held == nil }
    }
}
