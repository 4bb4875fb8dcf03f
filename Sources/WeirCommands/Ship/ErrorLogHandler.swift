import Glibc
import Logging

/// Writes each message to standard error as one line: time, level, label, details, source, text.
///
/// It takes no lock that the end of the process wants too, as the C library's streams do: a reader that stands still must not keep a
/// process from ending.
struct ErrorLogHandler: LogHandler {
    let label: String
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.info

    init(label: String) { self.label = label }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(
        level: Logger.Level, message: Logger.Message, metadata explicit: Logger.Metadata?, source: String, file: String, function: String,
        line: UInt
    ) {
        let details = metadata.merging(explicit ?? [:]) { $1 }.sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value)" }.joined()
        Output.writeError("\(Self.time) \(level) \(label):\(details) [\(source)] \(message)")
    }

    private static var time: String {
        var (now, local, text) = (time_t(), tm(), [CChar](repeating: 0, count: 64))
        Glibc.time(&now)
        localtime_r(&now, &local)
        let count = strftime(&text, text.count, "%Y-%m-%dT%H:%M:%S%z", &local)
        return String(decoding: text[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
