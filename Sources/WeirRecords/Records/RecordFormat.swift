/// What a stream's lines are read as. The raw values are part of the frame format.
package enum RecordFormat: UInt8, CaseIterable, Sendable, BitwiseCopyable, Codable {
    /// A line of anything: the whole line is the message.
    case plain = 0
    /// The platform's application log, one JSON object a line (`asctime`, `levelname`, `message`, `timestamp`, …).
    case kasmJSON = 1
    /// The platform's text twin: `2024-10-29 23:35:31,324 [INFO] __main__.handler: message`.
    case kasmText = 2
    /// nginx's JSON access log: every value a string, a key may come twice.
    case nginxAccessJSON = 3
    /// A session container's records (`host`, `application`, `ingest_date`, `message`, `levelname`, …).
    case kasmSessionJSON = 4
    /// PostgreSQL's own log, with the platform's `log_line_prefix`.
    case postgresLog = 5
    /// A JSON object of no known application.
    case otherJSON = 6

    /// Each line as whatever it shows itself to be.
    case automatic = 7
}
