import WeirRecords
package import WeirSystem

package struct SyslogSinkSettings: Equatable, Sendable {
    package static let defaultConnectTimeout = Duration.seconds(10)
    /// How long a peer may make no room for a batch.
    package static let defaultWriteTimeout = Duration.seconds(30)

    package var peer: StreamPeer
    package var message = SyslogSettings()
    package var window = ReplayWindow.Settings()
    package var connectTimeout = Self.defaultConnectTimeout
    package var writeTimeout = Self.defaultWriteTimeout

    package init(peer: StreamPeer) { self.peer = peer }
}

/// RFC 5424 over one TCP connection: a batch is one write. What it says is `written` and never `delivered`: a write that
/// succeeded proves nothing, see ``ReplayWindow``.
package struct SyslogSink: Sink {
    private let settings: SyslogSinkSettings
    private let transport: any StreamTransport
    private let now: @Sendable () -> Moment
    private var connection: (any StreamConnection)?
    private var encoder: SyslogEncoder
    private var output = EncodedOutput()
    private var counted = SinkFigures()

    package init(_ settings: SyslogSinkSettings, transport: any StreamTransport, now: @escaping @Sendable () -> Moment) {
        self.settings = settings
        self.transport = transport
        self.now = now
        encoder = SyslogEncoder(settings.message)
    }

    package var replayWindow: ReplayWindow.Settings? { settings.window }
    package var overhead: Int { encoder.overhead }

    package var figures: SinkFigures {
        var figures = counted
        figures.cutRecords = encoder.cutRecords
        return figures
    }

    /// What can't be asked counts as unsent, and so does everything once the connection broke: a kernel that was told of a reset has
    /// nothing left to send, and what it had sent may never have been read.
    package var unsentBytes: Int {
        // A connection that was given up proves nothing any more, whoever asks before that is told.
        guard let connection else { return ReplayWindow.brokenConnection }
        let unsent = try? connection.unsentBytes()
        // In this order: a reset that comes between the two is seen.
        guard let unsent, (try? connection.peerClosed()) == false else { return ReplayWindow.brokenConnection }
        return unsent
    }

    package mutating func send(_ batch: BatchPart, by deadline: Moment) -> Verdict {
        do throws(SystemError) {
            let connection = try connected(by: deadline)
            guard try !connection.peerClosed() else {
                abandon()
                return .retry(Reason(.closedByPeer, "\(settings.peer)"))
            }
            output.buffer.removeAll()
            batch.encode(with: &encoder, to: &output.buffer)
            try connection.writeAll([output.buffer.bytes], timeout: min(settings.writeTimeout, deadline.elapsed(since: now())))
        } catch {
            abandon()
            return .retry(Reason(Self.code(of: error), "\(error)"))
        }
        counted.requests += 1
        counted.encodedBytes += UInt64(output.buffer.count)
        counted.wireBytes += UInt64(output.buffer.count)
        return .written(bytes: output.buffer.count)
    }

    /// The peer read everything where it closed only after it had been told of our end, its kernel acknowledged the last byte,
    /// and no reset came: a close with input unread is a reset.
    package mutating func close(by deadline: Moment) -> Bool {
        guard let connection else { return false }
        defer { abandon() }
        do throws(SystemError) {
            guard try !connection.peerClosed() else { return false }
            try connection.shutdownWrite()
            guard try connection.readToEnd(within: deadline.elapsed(since: now())) else { return false }
            return try connection.unsentBytes() == 0
        } catch {
            return false
        }
    }

    package mutating func abandon() {
        connection?.close()
        connection = nil
    }

    private static func code(of error: SystemError) -> ReasonCode {
        switch error.operation {
        case "connect": "connect failed"
        case "resolve": "resolve failed"
        case "write to": "write to failed"
        default: .connection
        }
    }

    private mutating func connected(by deadline: Moment) throws(SystemError) -> any StreamConnection {
        if let connection { return connection }
        let left = deadline.elapsed(since: now())
        let made = try transport.connect(to: settings.peer, timeout: min(settings.connectTimeout, left))
        counted.connections += 1
        connection = made
        return made
    }
}
