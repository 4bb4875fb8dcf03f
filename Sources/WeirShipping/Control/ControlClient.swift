import WeirRecords
package import WeirSystem

/// One client of the control socket, as its thread sees it.
package final class ControlClient: Sendable {
    /// Why a client is left, as the last line that it gets.
    enum Dismissal: String {
        case tooManyClients = "too many clients"
        case requestTooLong = "the request is too long"
        case idle = "nothing was asked for too long"
    }

    private static let lineEnd: UInt8 = 0x0A

    private let connection: any StreamConnection
    private let limits: ControlLimits
    private let isServerEnding: @Sendable () -> Bool
    private let lines = Monitor(LineSplitter())

    init(_ connection: any StreamConnection, limits: ControlLimits, isServerEnding: @escaping @Sendable () -> Bool) {
        self.connection = connection
        self.limits = limits
        self.isServerEnding = isServerEnding
    }

    /// The client has left, or the server is about to.
    package var isGone: Bool { isServerEnding() || ((try? connection.peerClosed()) ?? true) }

    /// Writes one line.
    ///
    /// - Parameter text: without a line end in it.
    /// - Throws: where the client is gone or takes too long to make room; it is left then.
    package func send(_ text: String) throws(SystemError) { try send([UInt8](text.utf8)) }

    package func send(_ text: [UInt8]) throws(SystemError) {
        let line = text + [Self.lineEnd]
        let result = line.withUnsafeBytes { bytes in
            Result { () throws(SystemError) in try connection.writeAll([bytes], timeout: limits.write) }
        }
        try result.get()
    }

    /// The next request; `nil` where none will come.
    func nextLine() throws(SystemError) -> [UInt8]? {
        var waited = Duration.zero
        while !isServerEnding() {
            if let line = lines.change({ $0.next() }) { return line }
            guard lines.read({ $0.waitingBytes }) <= Int(limits.requestBytes.bytes) else { return leave(.requestTooLong) }
            switch try receive() {
            case .some(0): return nil
            case .some: waited = .zero
            case nil:
                waited += ControlServer.look
                guard waited < limits.idle else { return leave(.idle) }
            }
        }
        return nil
    }

    private func receive() throws(SystemError) -> Int? {
        var bytes = [UInt8](repeating: 0, count: 4096)
        let result = bytes.withUnsafeMutableBytes { buffer in
            Result { () throws(SystemError) in try connection.read(into: buffer, timeout: ControlServer.look) }
        }
        guard let count = try result.get() else { return nil }
        lines.change { $0.add(bytes.prefix(count)) }
        return count
    }

    private func leave(_ reason: Dismissal) -> [UInt8]? {
        dismiss(reason)
        return nil
    }

    func dismiss(_ reason: Dismissal) {
        // Whether it is heard does not matter.
        try? send(#"{"error":{"message":"\#(reason.rawValue)"}}"#)
        close()
    }

    func close() { connection.close() }
}

/// Puts lines together from what arrives in parts.
package struct LineSplitter: Sendable {
    private var bytes: [UInt8] = []

    package init() {}

    /// Of the line that has no end yet.
    package var waitingBytes: Int { bytes.count }

    package mutating func add(_ part: some Sequence<UInt8>) { bytes += part }

    /// A whole line without its end, CR LF included; `nil` where none is there.
    package mutating func next() -> [UInt8]? {
        guard let end = bytes.firstIndex(of: 0x0A) else { return nil }
        var line = Array(bytes[..<end])
        bytes.removeFirst(end + 1)
        if line.last == 0x0D { line.removeLast() }
        return line
    }
}
