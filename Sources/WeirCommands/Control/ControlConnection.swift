import Foundation
import WeirConfiguration
import WeirShipping
import WeirSystem

/// A line to a running shipper. Used by one thread.
final class ControlConnection {
    /// How long a shipper may take to answer: a ledger that is being written keeps those who ask waiting.
    static let patience = Duration.seconds(30)
    private static let bufferBytes = 64 << 10

    let path: String
    private let connection: any StreamConnection
    private var lines = LineSplitter()

    /// - Parameter place: a configuration, a spool's directory, or the socket.
    init(to place: String) throws(CommandFailure) {
        path = try ControlPath.socket(of: place)
        do throws(SystemError) {
            connection = try LocalTransport.connect(to: path)
        } catch {
            throw Self.failure(error, path)
        }
    }

    deinit { connection.close() }

    func send(_ request: ControlRequest) throws(CommandFailure) {
        let line = [UInt8]((request.line + "\n").utf8)
        try failing { () throws(SystemError) in
            let result = line.withUnsafeBytes { bytes in
                Result { () throws(SystemError) in try connection.writeAll([bytes], timeout: Self.patience) }
            }
            try result.get()
        }
    }

    /// The next line; `nil` where none came in time.
    ///
    /// - Throws: also where the shipper has closed the connection.
    func nextLine(within time: Duration) throws(CommandFailure) -> [UInt8]? {
        if let line = lines.next() { return line }
        let part = try failing { () throws(SystemError) in try receive(within: time) }
        guard let part else { return nil }
        guard !part.isEmpty else {
            throw CommandFailure(.unavailable, "the shipper has closed the connection", wayOut: "it may have ended: look at its log")
        }
        lines.add(part)
        return lines.next()
    }

    /// The answer to a request that has one line.
    func answer<Answer: Decodable>(to request: ControlRequest, as type: Answer.Type) throws(CommandFailure) -> Answer {
        try send(request)
        let end = ContinuousClock.now + Self.patience
        while ContinuousClock.now < end {
            guard let line = try nextLine(within: .seconds(1)) else { continue }
            return try ControlAnswer.decode(line, as: type)
        }
        throw CommandFailure(.unavailable, "the shipper did not answer in \(Self.patience.text)", wayOut: "look at its log")
    }

    private func receive(within time: Duration) throws(SystemError) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: Self.bufferBytes)
        let result = bytes.withUnsafeMutableBytes { buffer in
            Result { () throws(SystemError) in try connection.read(into: buffer, timeout: time) }
        }
        return try result.get().map { Array(bytes.prefix($0)) }
    }

    private func failing<Value>(_ body: () throws(SystemError) -> Value) throws(CommandFailure) -> Value {
        do throws(SystemError) { return try body() } catch { throw Self.failure(error, path) }
    }

    private static func failure(_ error: SystemError, _ path: String) -> CommandFailure {
        guard error.isMissing || error.isRefused else { return CommandFailure(.unavailable, "\(error)") }
        return CommandFailure(.unavailable, "no shipper runs on \(path)", wayOut: "start it with weir ship")
    }
}

enum ControlAnswer {
    static func decode<Answer: Decodable>(_ line: [UInt8], as type: Answer.Type) throws(CommandFailure) -> Answer {
        if let refusal = try? Output.jsonDecoder().decode(ControlError.self, from: Data(line)) {
            let status: ExitStatus = refusal.error.kind == .usage ? .usage : .unavailable
            throw CommandFailure(status, "the shipper: \(refusal.error.message)", wayOut: refusal.error.wayOut)
        }
        do { return try Output.jsonDecoder().decode(type, from: Data(line)) } catch {
            throw CommandFailure(
                .badData, "the shipper's answer can't be understood: \(error)", wayOut: "it may be of another version: use that one's weir")
        }
    }
}

/// Where a running shipper's socket is.
enum ControlPath {
    static let name = "control.sock"

    /// - Parameter place: a configuration, a spool's directory, or the socket itself.
    static func socket(of place: String) throws(CommandFailure) -> String {
        let status: FileStatus?
        do throws(SystemError) { status = try HostFileSystem().status(of: place) } catch { throw CommandFailure(error) }
        switch status?.kind {
        case .socket, .fifo, .device, .link, .other: return place
        case .directory: return FilePath.join(try SpoolTarget.find(place, HostFileSystem()), name)
        case .file, nil:
            if place.hasSuffix("/\(name)") { return place }
            let directory = try ShipperConfiguration.load(path: place, in: .host).orFail().spool.directory
            return FilePath.join(try SpoolTarget.find(directory, HostFileSystem()), name)
        }
    }
}
