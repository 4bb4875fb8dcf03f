import Logging
import WeirRecords
import WeirSystem

/// Writes each message to standard error as one line: time, level, label, details, source, text.
///
/// It takes no lock that the end of the process wants too, as the C library's streams do: a reader that stands still must not keep a
/// process from ending.
struct ErrorLogHandler: LogHandler {
    let label: String
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.info
    private let clock = HostClock()

    init(label: String) { self.label = label }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let details = metadata.merging(event.metadata ?? [:]) { $1 }.sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value)" }
        let time = Timestamp(microseconds: clock.wallMicroseconds())
        Output.writeError("\(time) \(event.level) \(label):\(details.joined()) [\(event.source)] \(event.message)")
    }
}
