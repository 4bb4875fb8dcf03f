import Foundation
import Synchronization
import TestSupport
import Testing
import WeirRecords
import WeirShipping
import WeirSpool
import WeirSystem

@Suite("The shipper's threads")
struct ShipperTests {
    @Test("what is there is shipped to every sink, and the run ends")
    func shipsOnce() throws {
        let station = try Station(lines: 5_000)
        let end = try station.run(answers: ["a": { _ in 200 }, "b": { _ in 204 }])
        #expect(end.isComplete)
        #expect(end.sinks.map(\.progress.delivered) == [[.accepted: 5_000], [.accepted: 5_000]])
        #expect(end.sources.map(\.figures.records) == [5_000])
        #expect(end.sources.map(\.committed) == [5_000])
        #expect(station.received("a") == station.lines)
        #expect(station.received("b") == station.lines)
    }

    @Test("a sink on hold and one that refuses a record don't stop another, and the end says so")
    func sinksAreIndependent() throws {
        let station = try Station(lines: 2_000)
        let end = try station.run(
            answers: ["held": { _ in 403 }, "poisoned": { $0.contains("line 77\"") ? 400 : 200 }, "well": { _ in 200 }])
        #expect(!end.isComplete)
        #expect(station.received("well") == station.lines)
        #expect(station.received("poisoned") == station.lines.filter { $0 != "line 77" })
        let sinks = Dictionary(uniqueKeysWithValues: end.sinks.map { ($0.name, $0) })
        #expect(sinks["held"]?.end == .held(Reason("HTTP 403")))
        #expect(sinks["held"]?.waiting == 2_000)
        #expect(sinks["poisoned"]?.progress.deadLettered == 1)
        #expect(sinks["well"]?.end == .delivered)
    }

    @Test("a run of once gives up on a peer that is down, and the next one delivers")
    func givesUp() throws {
        let station = try Station(lines: 100)
        let first = try station.run(answers: ["a": { _ in 503 }], patience: .milliseconds(50))
        #expect(first.sinks.map(\.end) == [.undelivered])
        #expect(first.sinks.map(\.waiting) == [100])
        let second = try station.run(answers: ["a": { _ in 200 }])
        #expect(second.isComplete)
        #expect(second.sources.map(\.figures.records) == [0])
        #expect(station.received("a") == station.lines)
    }

    @Test("a run of once that finds no room on its disk gives up, is not complete, and the next one ships everything")
    func findsNoRoom() throws {
        let station = try Station(lines: 100)
        let disk = MemoryFileSystem()
        disk.setCapacity(0)
        let first = try station.run(answers: ["a": { _ in 200 }], patience: .milliseconds(50), disk: disk)
        #expect(first.failure == nil)
        #expect(first.hasGivenUp && !first.isComplete)
        #expect(station.received("a").isEmpty)
        #expect(first.sources.map(\.committed) == [0])
        #expect(try station.run(answers: ["a": { _ in 200 }], disk: MemoryFileSystem()).isComplete)
        #expect(station.received("a") == station.lines)
    }

    @Test("asked to end while its peer is down, it ends and keeps what it read", arguments: [TerminationRequest.drain, .stop])
    func ends(request: TerminationRequest) throws {
        let station = try Station(lines: 100)
        let first = try station.run(answers: ["a": { _ in 503 }], once: false) { shipper in
            station.waitForRequests()
            shipper.request(request)
        }
        #expect(first.failure == nil)
        #expect(first.sinks.map(\.waiting) == [100])
        let left = try station.undelivered()
        #expect(left.map(\.sink) == ["a"])
        #expect(left.map(\.records) == [RecordNumber(0)..<RecordNumber(100)])
        #expect(station.notices.contains { $0.severity == .alert && $0.details["records"] == "100" && $0.details["sink"] == "a" })
        #expect(try station.run(answers: ["a": { _ in 200 }]).isComplete)
        #expect(station.received("a") == station.lines)
        #expect(try station.undelivered() == [])
    }

    @Test("a disk that fails is tried again: what was read waits, and arrives once it is well")
    func outlivesAFailingDisk() throws {
        let station = try Station(lines: 100)
        let disk = MemoryFileSystem()
        let end = try station.run(answers: ["a": { _ in 200 }], once: false, disk: disk) { shipper in
            station.waitForRequests()
            disk.arrange { $0.fail(.write, code: SystemError.inputOutput, times: 3) }
            station.append(100)
            station.waitForRecords(200, of: "a")
            shipper.request(.drain)
        }
        #expect(end.failure == nil)
        #expect(station.received("a") == station.lines)
        #expect(station.notices.contains { $0.severity == .alert && $0.message.contains("reading stops, delivery goes on") })
    }
}

/// One machine with a log file, a spool and peers that answer by their name.
final class Station: Sendable {
    private let directory: TemporaryDirectory
    private struct Peers {
        var received: [String: [String]] = [:]
        var requests = 0
    }

    private let peers = Monitor(Peers())
    private let written = Mutex<[String]>([])
    private let told = Mutex<[Notice]>([])

    init(lines: Int) throws {
        directory = try TemporaryDirectory()
        try FileManager.default.createDirectory(atPath: directory.path + "/log", withIntermediateDirectories: true)
        _ = FileManager.default.createFile(atPath: directory.path + "/log/a.log", contents: nil)
        append(lines)
    }

    var lines: [String] { written.withLock { $0 } }

    func append(_ count: Int) {
        written.withLock { written in
            let more = (0..<count).map { "line \($0 + written.count)" }
            written += more
            guard let file = FileHandle(forWritingAtPath: directory.path + "/log/a.log") else { return }
            file.seekToEndOfFile()
            file.write(Data((more.joined(separator: "\n") + "\n").utf8))
        }
    }

    /// What the state says of the last end.
    func undelivered() throws -> [Undelivered] {
        try StateStore.inspect(directory: directory.path, fileSystem: HostFileSystem())?.undelivered() ?? []
    }

    /// Each line once, in the order in which it first came.
    func received(_ peer: String) -> [String] {
        var seen: Set<String> = []
        return (peers.read { $0.received[peer] } ?? []).filter { seen.insert($0).inserted }
    }

    var notices: [Notice] { told.withLock { $0 } }

    func waitForRecords(_ count: Int, of peer: String) {
        _ = peers.wait(atMost: nil) { ($0.received[peer]?.count ?? 0) >= count ? true : nil }
    }

    /// Everything that came, in the order in which it came.
    func arrivals(_ peer: String) -> [String] { peers.read { $0.received[peer] ?? [] } }

    /// Waits until so many different lines came to the peers together.
    func wait(for count: Int, at names: String...) {
        _ = peers.wait(atMost: nil) { peers in
            Set(names.flatMap { peers.received[$0] ?? [] }).count >= count ? true : nil
        }
    }

    func waitForRequests() {
        _ = peers.wait(atMost: nil) { $0.requests > 0 ? true : nil }
    }

    func run(
        answers: [String: @Sendable (String) -> Int], once: Bool = true, patience: Duration = .seconds(20), disk: MemoryFileSystem? = nil,
        meanwhile: @escaping @Sendable (WeirShipping.Shipper) -> Void = { _ in }
    ) throws -> ShipperEnd {
        let clock = HostClock()
        let fileSystem: any FileSystem = disk ?? HostFileSystem()
        let store = try StateStore.open(directory: directory.path, fileSystem: HostFileSystem(), clock: clock, random: HostRandom())
        let settings = SpoolSettings(directory: directory.path + "/spool", capacity: .mebibytes(16))
        let spool = try Spool.open(settings, fileSystem: fileSystem, clock: clock, random: HostRandom(), state: store)
        defer { spool.close() }
        let source = FilesSource(try files, fileSystem: HostFileSystem(), resume: spool.streams, random: HostRandom(), once: once)
        var shipping = ShipperSettings()
        (shipping.once, shipping.patience, shipping.drain) = (once, patience, .milliseconds(300))
        let shipper = try WeirShipping.Shipper(
            shipping, spool: spool, state: store, sources: [source],
            sinks: try answers.sorted { $0.key < $1.key }.map { try assembly($0.key, $0.value) }, clock: clock, random: { HostRandom() },
            tell: { [self] notice in told.withLock { $0.append(notice) } })
        let other = try WorkerThread(name: "meanwhile") { meanwhile(shipper) }
        defer { other.join() }
        return shipper.run()
    }

    var files: FilesSettings {
        get throws { FilesSettings(name: "log", host: "h", include: [try Glob(directory.path + "/log/*.log")]) }
    }

    /// - Parameter peer: whom the sink of this name sends to, where that is called otherwise.
    func assembly(_ name: String, peer: String? = nil, _ answer: @escaping @Sendable (String) -> Int) throws -> SinkAssembly {
        let peer = peer ?? name
        var settings = HTTPSinkSettings(url: "http://\(name)/")
        settings.compression = .none
        var stage = SinkStageSettings()
        stage.batch = BatchSettings(records: 500, age: .milliseconds(10))
        let now: @Sendable () -> Moment = { Moment(nanoseconds: HostClock().monotonicNanoseconds()) }
        let transport = NamedPeer { [self] request in take(request, of: peer, answer) }
        return SinkAssembly(name: name, sink: try HTTPSink(settings, transport: transport, now: now), stage: stage)
    }

    private func take(_ request: OutgoingRequest, of peer: String, _ answer: (String) -> Int) -> HTTPOutcome {
        let body = String(decoding: request.body, as: UTF8.self)
        let status = answer(body)
        peers.change { peers in
            peers.requests += 1
            guard status < 300 else { return }
            peers.received[peer, default: []] += body.split(separator: "\n").compactMap { line in
                let object = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
                return object?["message"] as? String
            }
        }
        return .answered(HTTPAnswer(status: status))
    }
}

private struct NamedPeer: HTTPTransport {
    let answer: @Sendable (OutgoingRequest) -> HTTPOutcome

    func send(_ request: OutgoingRequest, by deadline: Moment) -> HTTPOutcome { answer(request) }
    func abandon() {}
}
