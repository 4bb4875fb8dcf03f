package import WeirRecords

/// One place where records go.
package struct SinkPlan: Equatable, Sendable {
    package var name: String
    /// The sources whose records it gets: all where the file names none. Never empty.
    package var from: [String]
    /// Whether a record counts as shipped only once this sink has it.
    package var required: Bool
    package var batch: BatchLimits
    /// How long one batch may take to be answered (http) or written (syslog).
    package var timeout: Duration
    package var kind: Kind
    /// The file names no `from`: also records of sources that were there before go here.
    package var takesAll = false

    package enum Kind: Equatable, Sendable {
        case http(HTTPSinkPlan)
        case syslog(SyslogSinkPlan)
    }

    package static let defaultTimeout = Duration.seconds(30)

    /// Whether something goes to its endpoint that nobody else should have.
    var holdsSecret: Bool {
        switch kind {
        case .http(let http): http.token != nil || !http.headers.isEmpty || http.tls.identity != nil
        case .syslog: false
        }
    }
}

/// A batch is sent when it reaches one of these.
package struct BatchLimits: Equatable, Sendable {
    /// Before compression.
    package var bytes: ByteCount
    package var records: Int
    package var age: Duration

    package static let standard = BatchLimits(bytes: .mebibytes(1), records: 10_000, age: .seconds(1))
}

package struct HTTPSinkPlan: Equatable, Sendable {
    /// `http` or `https`.
    package var endpoint: Endpoint
    package var format: Format
    /// Sent as `Authorization: Bearer …`.
    package var token: Secret?
    /// In the file's order; names in the file's case, none of those that the sink sets itself.
    package var headers: [Header]
    package var compression: Compression
    package var tls: TLSPlan
    /// Batches that may be unanswered at once; above 1 order is given up where one is sent again.
    package var inFlight = 1

    /// Each costs a batch's memory, as it is and as it is sent, and a connection.
    package static let inFlightRange = 1...32

    package enum Format: String, CaseIterable, Sendable {
        case ndjson
    }

    package struct Header: Equatable, Sendable {
        package var name: String
        /// May hold a key from the environment, so it is as secret as a token.
        package var value: Secret
    }

    package enum Compression: Equatable, Sendable {
        case none
        /// Level 1 to 9.
        case gzip(level: Int)
        /// Level 1 to 19.
        case zstd(level: Int)
    }
}

package struct SyslogSinkPlan: Equatable, Sendable {
    /// `tcp`.
    package var endpoint: Endpoint
    package var format: Format
    package var facility: Facility
    package var replayWindow: ReplayWindow

    package enum Format: String, CaseIterable, Sendable {
        /// Octet-counted, as RFC 6587 has it.
        case rfc5424
    }

    /// Those that a sender other than the system may use (RFC 5424, table 1).
    package enum Facility: String, CaseIterable, Sendable {
        case user
        case local0, local1, local2, local3, local4, local5, local6, local7
    }

    /// What is kept after it was written, to be sent again on the next connection: at least this many bytes and this long.
    package struct ReplayWindow: Equatable, Sendable {
        package var bytes: ByteCount
        package var age: Duration

        /// A peer's receive buffer, and a minute.
        package static let standard = ReplayWindow(bytes: .mebibytes(8), age: .seconds(60))
    }
}
