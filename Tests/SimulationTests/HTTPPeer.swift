import Foundation
import TestSupport
import WeirShipping
import WeirSystem

/// An HTTP endpoint that takes NDJSON, and the network between.
final class HTTPPeer {
    /// A larger request is refused, always.
    private static let largestBody = 6 << 10
    /// The endpoint refuses each record of which the serial is divisible by it, for good; by none where nil.
    private let poison: Int?
    var arrivals = Arrivals()
    private unowned let world: World
    private(set) var refused: Set<Int> = []
    /// Serials that it took, or refused for good.
    var settled: Set<Int> { refused.isEmpty ? arrivals.serials : arrivals.serials.union(refused) }

    init(_ world: World, poison: Int?) {
        self.world = world
        self.poison = poison
        arrivals.isInOrder = world.sizes.inFlight == 1
    }

    /// A request on its way, or its answer.
    private struct Exchange {
        var request: OutgoingRequest
        var deadline: Moment
        var done: @Sendable (HTTPOutcome) -> Void
        var outcome: HTTPOutcome?
    }

    private var exchanges: [Exchange] = []

    func begin(_ request: OutgoingRequest, by deadline: Moment, _ done: @escaping @Sendable (HTTPOutcome) -> Void) {
        guard !world.disk.hasCrashed else { return done(.failed(.timeout)) }
        guard world.sizes.isPatient else { return done(answer(request, by: deadline)) }
        exchanges.append(Exchange(request: request, deadline: deadline, done: done))
    }

    /// Time goes by: a request arrives, or an answer, in whatever order; twice, or not at all.
    func step() {
        guard !world.disk.hasCrashed, !exchanges.isEmpty else { return }
        let now = Moment(nanoseconds: world.clock.monotonicNanoseconds())
        for exchange in exchanges where exchange.deadline <= now { give(.failed(.timeout), to: exchange) }
        exchanges.removeAll { $0.deadline <= now }
        guard !exchanges.isEmpty else { return }
        let index = world.random.number(in: 0..<exchanges.count)
        guard let outcome = exchanges[index].outcome else {
            exchanges[index].outcome = answer(exchanges[index].request, by: exchanges[index].deadline)
            return
        }
        let exchange = exchanges.remove(at: index)
        if world.strikes(.httpLostAnswer) { return pardon(exchange) }
        give(outcome, to: exchange)
        if world.strikes(.httpTwice) { exchange.done(outcome) }
    }

    /// The connections are gone, with what was on its way.
    func abandon() {
        for exchange in exchanges { pardon(exchange) }
        exchanges = []
    }

    /// The shipper is gone: what it sent may still arrive.
    func loseShipper() {
        for exchange in exchanges where exchange.outcome == nil && world.random.chance(0.5) {
            _ = answer(exchange.request, by: exchange.deadline)
        }
        abandon()
    }

    private func give(_ outcome: HTTPOutcome, to exchange: Exchange) {
        if outcome != exchange.outcome { pardon(exchange) }
        exchange.done(outcome)
    }

    /// What was taken, and whoever sent it will not know.
    private func pardon(_ exchange: Exchange) {
        guard case .answered(let answer) = exchange.outcome, answer.status == 200 else { return }
        for line in exchange.request.body.split(separator: 0x0A) {
            if let serial = read([UInt8](line))?.serial { arrivals.pardon(serial) }
        }
    }

    func answer(_ request: OutgoingRequest, by deadline: Moment) -> HTTPOutcome {
        if world.strikes(.httpUnresolved) { return .failed(.connection("could not resolve siem.example.com")) }
        if world.strikes(.httpRefused) { return .failed(.connection("refused")) }
        if world.strikes(.httpReset) { return .failed(.connection("reset by the peer")) }
        if world.strikes(.httpDelayed) { return delayed(request, by: deadline) }
        if let status = refusal { return .answered(status) }
        guard request.body.count <= Self.largestBody else { return .answered(HTTPAnswer(status: 413)) }
        let lines = request.body.split(separator: 0x0A).map { [UInt8]($0) }
        if let answer = rejection(lines) { return .answered(answer) }
        if world.strikes(.httpLostAnswer) {
            take(lines, isAnswerLost: true)
            return .failed(world.random.chance(0.5) ? .timeout : .connection("reset by the peer"))
        }
        take(lines)
        // Something between sends a request twice.
        if world.strikes(.httpTwice) {
            for line in lines { if let serial = read(line)?.serial { arrivals.pardon(serial) } }
            take(lines)
        }
        return .answered(HTTPAnswer(status: 200))
    }

    private func delayed(_ request: OutgoingRequest, by deadline: Moment) -> HTTPOutcome {
        let now = Moment(nanoseconds: world.clock.monotonicNanoseconds())
        let left = deadline.elapsed(since: now)
        guard world.random.chance(0.5) else {
            if !world.sizes.isPatient { world.clock.advance(by: .milliseconds(world.random.number(in: 0..<2_000))) }
            return .answered(HTTPAnswer(status: 504))
        }
        if !world.sizes.isPatient { world.clock.advance(by: left) }
        return .failed(.timeout)
    }

    /// Of every class that says nothing of a record, and what is none: with the request echoed, as debugging pages do.
    private static let hostile = [
        0, 42, 99, 101, 300, 302, 308, 402, 406, 407, 410, 411, 412, 414, 415, 417, 418, 421, 423, 426, 428, 431, 451, 499, 501, 505, 511,
        600, 999,
    ]

    private var echo: String { "you sent Authorization: Bearer \(world.heard.secret)" }

    private var refusal: HTTPAnswer? {
        if world.strikes(.httpHostile) {
            let status = Self.hostile[world.random.number(in: 0..<Self.hostile.count)]
            return HTTPAnswer(status: status, location: "https://\(world.heard.secret)@siem/?t=\(world.heard.secret)", body: echo)
        }
        if world.strikes(.httpUnavailable) {
            return HTTPAnswer(status: 503, retryAfter: ["1", "5", nil, "soon"][world.random.number(in: 0..<4)])
        }
        if world.strikes(.httpThrottled) { return HTTPAnswer(status: 429, retryAfter: world.random.chance(0.5) ? "2" : nil) }
        if world.strikes(.httpFailing) { return HTTPAnswer(status: [500, 502, 408][world.random.number(in: 0..<3)], body: echo) }
        if world.strikes(.httpForbidden) { return HTTPAnswer(status: [401, 403, 404][world.random.number(in: 0..<3)], body: echo) }
        return nil
    }

    /// A request with a record that will never be taken is refused whole, as many endpoints do.
    private func rejection(_ lines: [[UInt8]]) -> HTTPAnswer? {
        guard let poison else { return nil }
        let serials = lines.compactMap { read($0)?.serial }
        guard let bad = serials.first(where: { $0 % poison == 0 }) else { return nil }
        if lines.count == 1 { refused.insert(bad) }
        return HTTPAnswer(status: 400, body: "mapping; \(echo)")
    }

    private func take(_ lines: [[UInt8]], isAnswerLost: Bool = false) {
        for line in lines {
            guard let (id, record, serial) = read(line) else {
                arrivals.fail("unreadable: \(String(decoding: line, as: UTF8.self))")
                continue
            }
            arrivals.add(id: id, line: record, world.books)
            if isAnswerLost { arrivals.pardon(serial) }
        }
    }

    /// Takes `_weir` out again: what is left is the record, or its wrapped message.
    private func read(_ line: [UInt8]) -> (id: String, line: [UInt8], serial: Int)? {
        let opening = [UInt8](#"{"_weir":{"id":""#.utf8)
        guard line.starts(with: opening), let close = line.firstIndex(of: UInt8(ascii: "}")), line[close + 1] == UInt8(ascii: ",") else {
            return nil
        }
        let id = String(decoding: line[opening.count..<opening.count + 32], as: UTF8.self)
        var record = [UInt8(ascii: "{")] + line[(close + 2)...]
        if record.starts(with: [UInt8](#"{"message":""#.utf8)) {
            guard let object = try? JSONSerialization.jsonObject(with: Data(record)) as? [String: String], object.count == 1 else {
                return nil
            }
            record = [UInt8]((object["message"] ?? "").utf8)
        }
        return serial(of: record).map { (id, record, $0) }
    }
}

struct PeerHTTPTransport: HTTPTransport {
    let peer: HTTPPeer

    func send(_ request: OutgoingRequest, by deadline: Moment) -> HTTPOutcome { peer.answer(request, by: deadline) }

    func begin(_ request: OutgoingRequest, by deadline: Moment, _ done: @escaping @Sendable (HTTPOutcome) -> Void) {
        peer.begin(request, by: deadline, done)
    }

    func abandon() { peer.abandon() }
}
