import Foundation
import WeirRecords
package import WeirShipping

/// What a running shipper is asked on its control socket: one line of JSON.
///
/// ```
/// {"request":"status"}
/// {"request":"reload"}
/// {"request":"tap","source":"kasm","host":"web-1","application":"api_server","level":"warning","contains":"login","from":"oldest","limit":100}
/// ```
/// Every key of `tap` but the first may be left out. The answer to `status` is one line, a ``StatusDocument``; to `reload` one line,
/// `{"reload":…}` with a ``ReloadReport``; to `tap` lines of ``TapLine``, until the limit or until the client leaves. What can't be done is
/// `{"error":{"message":…,"way_out":…}}`.
package enum ControlRequest: Equatable, Sendable {
    case status
    case reload
    case tap(TapFilter, from: Tap.Start, limit: UInt64?)

    package struct Refusal: Error, Equatable {
        package var message: String
        package var wayOut: String?
    }

    private static let names = ["status", "reload", "tap"]
    private static let tapKeys: Set = ["request", "source", "host", "application", "level", "contains", "from", "limit"]

    package init(line: [UInt8]) throws(Refusal) {
        guard let object = try? JSONDecoder().decode([String: ControlValue].self, from: Data(line)) else {
            throw Refusal(
                message: "a request is one line with a JSON object of texts and numbers", wayOut: #"such as {"request":"status"}"#)
        }
        let request = try object.text("request")
        switch request {
        case "status", "reload":
            try object.refuse(beyond: ["request"])
            self = request == "status" ? .status : .reload
        case "tap":
            try object.refuse(beyond: Self.tapKeys)
            self = .tap(try object.filter(), from: try object.start(), limit: try object.limit())
        default:
            let given = request.map { "there is no request \"\($0)\"" } ?? "the request is missing"
            throw Refusal(message: given, wayOut: "requests: \(Self.names.joined(separator: ", "))")
        }
    }

    /// The same as a line.
    package var line: String {
        switch self {
        case .status: #"{"request":"status"}"#
        case .reload: #"{"request":"reload"}"#
        case .tap(let filter, let start, let limit):
            ControlLine.text(
                TapRequest(
                    request: "tap", source: filter.source, host: filter.host, application: filter.application, level: filter.atLeast?.name,
                    contains: filter.contains, from: start.rawValue, limit: limit))
        }
    }
}

private struct TapRequest: Encodable {
    var request: String
    var source, host, application, level, contains: String?
    var from: String
    var limit: UInt64?
}

/// What a request's keys may hold.
private enum ControlValue: Decodable {
    case text(String)
    case number(UInt64)
    case none

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .none
        } else if let number = try? container.decode(UInt64.self) {
            self = .number(number)
        } else {
            self = .text(try container.decode(String.self))
        }
    }
}

extension [String: ControlValue] {
    fileprivate func refuse(beyond known: Set<String>) throws(ControlRequest.Refusal) {
        guard let unknown = keys.sorted().first(where: { !known.contains($0) }) else { return }
        throw .init(message: "unknown key \"\(unknown)\"", wayOut: "keys: \(known.sorted().joined(separator: ", "))")
    }

    fileprivate func text(_ key: String) throws(ControlRequest.Refusal) -> String? {
        switch self[key] {
        case .text(let text): return text
        case nil, .some(.none): return nil
        case .number: throw .init(message: "\"\(key)\" is a text, not a number")
        }
    }

    fileprivate func limit() throws(ControlRequest.Refusal) -> UInt64? {
        switch self["limit"] {
        case .number(let number) where number > 0: return number
        case nil, .some(.none): return nil
        default: throw .init(message: "\"limit\" is a number of records, at least 1")
        }
    }

    fileprivate func start() throws(ControlRequest.Refusal) -> Tap.Start {
        guard let text = try text("from") else { return .now }
        guard let start = Tap.Start(rawValue: text) else { throw .init(message: "\"from\" is now or oldest") }
        return start
    }

    fileprivate func filter() throws(ControlRequest.Refusal) -> TapFilter {
        TapFilter(
            source: try text("source"), host: try text("host"), application: try text("application"), atLeast: try level(),
            contains: try text("contains"))
    }

    private func level() throws(ControlRequest.Refusal) -> Level? {
        guard let text = try text("level") else { return nil }
        guard let level = Level.allCases.first(where: { $0.name == text }) else {
            throw .init(message: "there is no level \"\(text)\"", wayOut: "levels: \(Level.allCases.map(\.name).joined(separator: ", "))")
        }
        return level
    }
}
