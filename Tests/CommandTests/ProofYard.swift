import Foundation
import TestSupport

/// A machine with two logs, `web` and `db`, a shipper that sends them to `lake` (http) and `soc` (syslog), and what it comes to.
final class ProofYard {
    static let (webLines, dbLines) = (60, 10)

    let directory: TemporaryDirectory
    let report: String
    private(set) var shipped: ChildProcess.Result?
    private var sinks = (lake: "", soc: "")

    var configuration: String { directory.path + "/weir.yaml" }
    var spool: String { directory.path + "/spool" }

    /// Ships everything once.
    ///
    /// - Parameters:
    ///   - lake: more keys of that sink.
    ///   - extra: more sources, as flow mappings.
    ///   - receiving: more arguments of the receiver.
    init(lake: String = "", soc: String? = "", extra: [String] = [], receiving: [String] = []) throws {
        directory = try TemporaryDirectory()
        report = directory.path + "/report.json"
        try write(Self.webLines, to: "web", firstSerial: 1)
        try write(Self.dbLines, to: "db", firstSerial: Self.webLines + 1)
        let receiver = try Receiver(
            expecting: Self.webLines + Self.dbLines, report: report, readyFile: directory.path + "/ready.json",
            extraArguments: receiving)
        sinks = (receiver.httpURL, receiver.syslogURL)
        try configure(lake: lake, soc: soc, extra: extra)
        shipped = try WeirBinary.run("ship", configuration, "--once", "--drain", "20s")
        receiver.process.terminate()
        receiver.process.wait(within: 30)
    }

    /// Every record in a minute of its own.
    private func write(_ lines: Int, to log: String, firstSerial: Int) throws {
        try FileManager.default.createDirectory(atPath: "\(directory.path)/\(log)", withIntermediateDirectories: true)
        let text = (0..<lines).map { line in
            #"{"asctime": "2026-11-21 \#(log == "db" ? "09" : "08"):\#(String(format: "%02d", line)):30,000", "name": "\#(log)", "#
                + #""levelname": "INFO", "message": "record \#(line)", "weir_serial": \#(firstSerial + line)}"# + "\n"
        }
        try text.joined().write(toFile: "\(directory.path)/\(log)/a.log", atomically: true, encoding: .utf8)
    }

    /// - Parameter soc: `nil` for no such sink.
    func configure(lake: String? = "", soc: String? = "", extra: [String] = []) throws {
        let sources = ["web", "db"].map { log in
            #"{name: \#(log), kind: files, host: \#(log)-1, include: ["\#(directory.path)/\#(log)/*.log"]}"#
        }
        func sink(_ keys: String, _ more: String?) -> [String] { more.map { ["{\(keys)\($0.isEmpty ? "" : ", " + $0)}"] } ?? [] }
        let lines =
            sink("name: lake, kind: http, url: \"\(sinks.lake)\", batch: {records: 5}", lake)
            + sink("name: soc, kind: syslog, url: \"\(sinks.soc)\", replay_window: {bytes: 8MiB, age: 1s}", soc)
        try """
        spool: {directory: \(spool), size: 64MiB}
        sources:
        \((sources + extra).map { "  - " + $0 }.joined(separator: "\n"))
        sinks:
        \(lines.map { "  - " + $0 }.joined(separator: "\n"))

        """.write(toFile: configuration, atomically: true, encoding: .utf8)
    }

    func reconcile(_ arguments: String...) throws -> ChildProcess.Result {
        try WeirBinary.run(arguments: ["reconcile", configuration] + arguments)
    }

    typealias JSON = [String: Any]

    /// The report with one input changed, as another file.
    func changed(_ input: String, named name: String = "changed", _ change: (inout JSON) -> Void) throws -> String {
        guard var whole = try JSONSerialization.jsonObject(with: Data(contentsOf: URL(filePath: report))) as? JSON,
            var inputs = whole["inputs"] as? [JSON], let index = inputs.firstIndex(where: { $0["name"] as? String == input })
        else { throw SupportFailure("the report is none") }
        change(&inputs[index])
        whole["inputs"] = inputs
        let path = "\(directory.path)/\(name).json"
        try JSONSerialization.data(withJSONObject: whole).write(to: URL(filePath: path))
        return path
    }
}
