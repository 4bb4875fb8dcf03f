import Foundation
import TestSupport
import Testing

@Suite("What the list of processes shows")
struct CommandLineTests {
    private static let secret = String((0..<20).map { Character(UnicodeScalar(UInt8(0x61 + $0 * 7 % 26))) })

    @Test(
        "a database's secret on the command line is refused before anything is connected to, however it is written",
        arguments: [
            "postgresql://bob:SECRET@127.0.0.1:PORT/kasm?sslmode=disable", "postgres://127.0.0.1:PORT/kasm?user=bob&password=SECRET",
            "postgresql://127.0.0.1:PORT/kasm?%70assword=SECRET", "postgresql://127.0.0.1:PORT/kasm?sslpassword=SECRET",
            "host=127.0.0.1 port=PORT dbname=kasm password=SECRET", "host = 127.0.0.1 port = PORT password = 'SECRET'",
        ], ["measure", "plan"])
    func database(url: String, command: String) throws {
        let peer = try HostilePeer { $0.stall() }
        let url = url.replacing("SECRET", with: Self.secret).replacing("PORT", with: String(peer.port))
        let deployment = command == "plan" ? [Repository.path("samples/deployments/small.yaml")] : []
        let result = try WeirBinary.run(arguments: [command] + deployment + ["--database", url])
        #expect(result.status == 64 && peer.accepted == 0, "\(result.errors)")
        #expect(!result.errors.contains(Self.secret) && !result.output.contains(Self.secret))
        #expect(result.errors.contains("password") && result.errors.contains("--database-file"))
    }

    @Test(
        "while it connects with a secret from a file or the environment, its command line holds none", arguments: ["file", "environment"])
    func connecting(way: String) throws {
        let peer = try HostilePeer { $0.stall() }
        let directory = try TemporaryDirectory()
        let url = "postgresql://bob@127.0.0.1:\(peer.port)/kasm?sslmode=disable"
        let file = directory.path + "/url"
        try Data(url.replacing("bob@", with: "bob:\(Self.secret)@").utf8).write(to: URL(filePath: file))
        chmod(file, 0o600)
        let measure =
            way == "file"
            ? try WeirBinary.start("measure", "--database-file", file)
            : try WeirBinary.start("measure", "--database", url, environment: ["PGPASSWORD": Self.secret])
        #expect(measure.wait { peer.accepted > 0 })
        #expect(try !Self.shown(measure, "cmdline").contains(Self.secret))
        if way == "file" { #expect(try !Self.shown(measure, "environ").contains(Self.secret)) }
        #expect(try Self.children(of: measure).isEmpty)
        measure.kill()
    }

    @Test(
        "a shipper's secrets from files are neither in its command line nor in its environment, and it starts no program that could show them"
    )
    func shipper() throws {
        let peer = try HostilePeer { $0.stall() }
        let directory = try TemporaryDirectory()
        let path = directory.path
        try FileManager.default.createDirectory(atPath: path + "/logs", withIntermediateDirectories: true)
        try Data("a line\n".utf8).write(to: URL(filePath: path + "/logs/a.log"))
        for name in ["token", "header", "console"] {
            try Data("\(name)-\(Self.secret)\n".utf8).write(to: URL(filePath: "\(path)/\(name)"))
            chmod("\(path)/\(name)", 0o600)
        }
        try Data(
            """
            spool: {directory: \(path)/spool, size: 64MiB}
            sources:
              - {name: s, kind: files, host: h, include: ["\(path)/logs/*.log"]}
            sinks:
              - {name: w, kind: http, url: "http://127.0.0.1:\(peer.port)/", token_file: \(path)/token, header_files: {X-Api-Key: \(path)/header}}
            console: {listen: "127.0.0.1:\(try FreePort.find())", token_file: \(path)/console}

            """.utf8
        ).write(to: URL(filePath: path + "/weir.yaml"))
        let shipper = try WeirBinary.start("ship", path + "/weir.yaml")
        #expect(shipper.wait { peer.accepted > 0 }, "\(shipper.errors)")
        for place in ["cmdline", "environ"] { #expect(try !Self.shown(shipper, place).contains(Self.secret), "\(place)") }
        #expect(try Self.children(of: shipper).isEmpty)
        shipper.kill()
    }

    @Test("no option of any command takes a secret as its value: only files that hold one are named")
    func options() throws {
        let help = try WeirBinary.run("--experimental-dump-help").output
        let tool = try #require(JSONSerialization.jsonObject(with: Data(help.utf8)) as? [String: Any])
        let names = Self.options(of: try #require(tool["command"] as? [String: Any]))
        #expect(names.contains("database-file") && names.contains("report") && names.count > 30)
        let secrets = try Regex("token|passw|secret|header|credential|auth|key")
        #expect(names.filter { $0.contains(secrets) && !$0.hasSuffix("-file") }.isEmpty)
        for option in ["--token", "--password", "--header"] {
            let result = try WeirBinary.run("ship", "/nowhere.yaml", option, Self.secret)
            #expect(result.status == 64 && !result.errors.contains(Self.secret), "\(result.errors)")
        }
    }

    private static func options(of command: [String: Any]) -> Set<String> {
        let arguments = command["arguments"] as? [[String: Any]] ?? []
        let own = arguments.flatMap { $0["names"] as? [[String: Any]] ?? [] }.compactMap { $0["name"] as? String }
        return (command["subcommands"] as? [[String: Any]] ?? []).reduce(into: Set(own)) { $0.formUnion(options(of: $1)) }
    }

    private static func shown(_ process: ChildProcess, _ place: String) throws -> String {
        String(decoding: try Data(contentsOf: URL(filePath: "/proc/\(process.identifier)/\(place)")), as: UTF8.self)
    }

    /// Of all its threads.
    private static func children(of process: ChildProcess) throws -> [String] {
        let threads = "/proc/\(process.identifier)/task"
        return try FileManager.default.contentsOfDirectory(atPath: threads).flatMap { thread in
            let list = try? String(contentsOfFile: "\(threads)/\(thread)/children", encoding: .utf8)
            return (list ?? "").split(separator: " ").map(String.init)
        }
    }
}
