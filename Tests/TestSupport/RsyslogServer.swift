import Foundation

/// Debian's rsyslog on a free loopback port, writing every field of each message as a JSON line.
package final class RsyslogServer {
    package struct Message: Decodable, Equatable, Sendable {
        package var priority: String
        package var timestamp: String
        package var host: String
        package var application: String
        package var process: String
        package var identifier: String
        package var structuredData: String
        package var message: String
    }

    package let port: Int
    private let directory: TemporaryDirectory
    private let process: ChildProcess

    package init() throws {
        directory = try TemporaryDirectory()
        let peers = Repository.path(".build/peers")
        let isUnpacked = FileManager.default.isExecutableFile(atPath: peers + "/usr/sbin/rsyslogd")
        let root = isUnpacked ? peers : ""
        let modules = root + "/usr/lib/\(Repository.multiarch)/rsyslog"
        let configuration = directory.path + "/rsyslog.conf"
        try Self.configuration(in: directory.path).write(toFile: configuration, atomically: true, encoding: .utf8)
        process = try ChildProcess(
            root + "/usr/sbin/rsyslogd",
            ["-n", "-f", configuration, "-i", directory.path + "/pid", "-M", modules],
            environment: isUnpacked ? ["LD_LIBRARY_PATH": peers + "/usr/lib/\(Repository.multiarch)"] : [:])
        let portFile = directory.path + "/port"
        let isReady = process.wait(within: 30) { (try? Data(contentsOf: URL(filePath: portFile)).isEmpty) == false }
        guard isReady, let port = Int(try String(contentsOfFile: portFile, encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines))
        else {
            throw SupportFailure("rsyslogd did not start: \(process.errors) \(process.output)")
        }
        self.port = port
    }

    deinit { process.kill() }

    /// What it has written so far; a line being written is left out.
    package func messages() throws -> [Message] {
        let text = (try? String(contentsOfFile: directory.path + "/messages.json", encoding: .utf8)) ?? ""
        return try text.split(separator: "\n", omittingEmptySubsequences: true)
            .prefix(text.hasSuffix("\n") ? .max : max(0, text.split(separator: "\n").count - 1))
            .map { try JSONDecoder().decode(Message.self, from: Data($0.utf8)) }
    }

    package func wait(forMessages count: Int) throws -> [Message] {
        _ = process.wait(within: 60) { ((try? messages().count) ?? 0) >= count }
        return try messages()
    }

    private static func configuration(in directory: String) -> String {
        """
        global(workDirectory="\(directory)" maxMessageSize="64k" parser.escapeControlCharactersOnReceive="off")
        module(load="imtcp")
        input(type="imtcp" address="127.0.0.1" port="0" listenPortFileName="\(directory)/port")
        template(name="fields" type="list" option.jsonf="on") {
          property(outname="priority" name="pri" format="jsonf")
          property(outname="timestamp" name="timestamp" dateFormat="rfc3339" format="jsonf")
          property(outname="host" name="hostname" format="jsonf")
          property(outname="application" name="app-name" format="jsonf")
          property(outname="process" name="procid" format="jsonf")
          property(outname="identifier" name="msgid" format="jsonf")
          property(outname="structuredData" name="structured-data" format="jsonf")
          property(outname="message" name="msg" format="jsonf")
        }
        action(type="omfile" file="\(directory)/messages.json" template="fields" fileCreateMode="0600")

        """
    }
}
