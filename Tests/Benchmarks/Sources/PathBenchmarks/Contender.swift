import Foundation

/// A program on one path, with the configuration that suits it best there.
struct Contender {
    enum Path: String {
        case syslog = "syslog TCP"
        case http = "HTTP"
    }

    /// Where things are for one trial.
    struct Site {
        /// Empty, and the trial's own.
        var folder: String
        var logs: LogSet
        /// `address:port` of the receiver.
        var address: String
        var port: String { String(address.split(separator: ":").last ?? "") }
    }

    var name: String
    var path: Path
    /// What is kept on disk on the way, in words.
    var buffer: String
    var command: (Site) throws -> Command

    /// Those named, or all whose programs are here.
    static func chosen(_ options: Options) throws -> [Contender] {
        let all = weir(options) + before(options) + rsyslog(options) + syslogNG(options) + fluentBit() + vector()
        guard !options.chosen.isEmpty else { return all }
        return try options.chosen.map { name in
            if let contender = all.first(where: { $0.name == name }) { return contender }
            throw BenchmarkFailure("no '\(name)' here; there is \(all.map(\.name).joined(separator: ", "))")
        }
    }

    private static func weir(_ options: Options) -> [Contender] { shippers("weir", options.weir) }

    /// Another release binary on the same paths, in the same run.
    private static func before(_ options: Options) -> [Contender] { options.before.map { shippers("before", $0) } ?? [] }

    private static func shippers(_ name: String, _ executable: String) -> [Contender] {
        [
            shipper("\(name)-syslog", .syslog, executable) { #"{name: siem, kind: syslog, url: "tcp://\#($0.address)"}"# },
            shipper("\(name)-http-gzip", .http, executable) {
                #"{name: siem, kind: http, url: "http://\#($0.address)/", compression: {codec: gzip, level: 1}}"#
            },
        ]
    }

    private static func shipper(
        _ name: String, _ path: Path, _ executable: String, sink: @escaping (Site) -> String
    ) -> Contender {
        Contender(name: name, path: path, buffer: "spool, synced") { site in
            let file = try site.writeShipper(reading: site.logs, sink: sink(site))
            return Command(executable: executable, arguments: ["ship", file, "--once"], endsByItself: true)
        }
    }
}

extension Contender.Site {
    /// A shipper's configuration with everything as it is by default.
    func writeShipper(reading logs: LogSet, sink: String) throws -> String {
        let names = logs.files.map { "\"\($0.path)\"" }.joined(separator: ", ")
        return try write(
            "weir.yaml",
            """
            spool: {directory: \(folder)/spool, size: 4GiB}
            sources:
              - {name: kasm, kind: files, host: web-1, include: [\(names)]}
            sinks:
              - \(sink)

            """)
    }

    func write(_ name: String, _ text: String) throws -> String {
        let path = folder + "/" + name
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        return path
    }
}
