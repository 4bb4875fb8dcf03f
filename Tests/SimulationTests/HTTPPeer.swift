import Foundation
import TestSupport
import WeirShipping
import WeirSystem

/// An HTTP endpoint that takes NDJSON, now and then refuses, and now and then takes a batch and loses its answer.
final class HTTPPeer {
    var arrivals = Arrivals()
    var random: SeededRandom
    var faults = true

    init(seed: UInt64) { random = SeededRandom(seed: seed) }

    /// A larger request is refused, always.
    private static let largestBody = 6 << 10

    func answer(_ request: OutgoingRequest) -> HTTPOutcome {
        guard request.body.count <= Self.largestBody else { return .answered(HTTPAnswer(status: 413)) }
        guard faults else { return take(request.body) }
        switch random.number(in: 0..<20) {
        case 0: return .answered(HTTPAnswer(status: 503))
        case 1: return .answered(HTTPAnswer(status: 429, retryAfter: "1"))
        case 2: return .failed(.connection("refused"))
        case 3:
            _ = take(request.body)
            return .failed(.timeout)
        default: return take(request.body)
        }
    }

    private func take(_ body: [UInt8]) -> HTTPOutcome {
        for line in body.split(separator: 0x0A) { read([UInt8](line)) }
        return .answered(HTTPAnswer(status: 200))
    }

    /// Takes `_weir` out again: what is left is the record, or its wrapped message.
    private func read(_ line: [UInt8]) {
        let opening = [UInt8](#"{"_weir":{"id":""#.utf8)
        guard line.starts(with: opening), let close = line.firstIndex(of: UInt8(ascii: "}")), line[close + 1] == UInt8(ascii: ",") else {
            return arrivals.fail(line)
        }
        let id = String(decoding: line[opening.count..<opening.count + 32], as: UTF8.self)
        let rest = [UInt8(ascii: "{")] + line[(close + 2)...]
        guard let object = try? JSONSerialization.jsonObject(with: Data(rest)) as? [String: Any] else { return arrivals.fail(line) }
        if object.count == 1, let message = object["message"] as? String {
            arrivals.add(id: id, line: [UInt8](message.utf8))
        } else {
            arrivals.add(id: id, line: rest)
        }
    }
}

struct PeerHTTPTransport: HTTPTransport {
    let peer: HTTPPeer

    func send(_ request: OutgoingRequest, by deadline: Moment) -> HTTPOutcome { peer.answer(request) }
    func abandon() {}
}
