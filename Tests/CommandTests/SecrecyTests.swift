import Foundation
import TestSupport
import Testing
import WeirSystem

@Suite("What a running shipper gives away")
struct SecrecyTests {
    private static let token = String((0..<24).map { Character(UnicodeScalar(UInt8(0x61 + $0 * 5 % 26))) })

    private func yard(_ peer: HostilePeer, _ keys: String = "") throws -> (directory: TemporaryDirectory, file: String) {
        let directory = try TemporaryDirectory()
        let path = directory.path
        try FileManager.default.createDirectory(atPath: path + "/logs", withIntermediateDirectories: true)
        try Data((0..<20).map { "line \($0)\n" }.joined().utf8).write(to: URL(filePath: path + "/logs/a.log"))
        try Data((Self.token + "\n").utf8).write(to: URL(filePath: path + "/token"))
        chmod(path + "/token", 0o600)
        let text = """
            spool: {directory: \(path)/spool, size: 64MiB}
            sources:
              - {name: s, kind: files, host: h, include: ["\(path)/logs/*.log"]}
            sinks:
              - {name: w, kind: http, url: "http://127.0.0.1:\(peer.port)/", timeout: 1s, batch: {age: 50ms}, token_file: \(path)/token}
            \(keys)
            """
        try Data(text.utf8).write(to: URL(filePath: path + "/weir.yaml"))
        return (directory, path + "/weir.yaml")
    }

    /// Sends back what it got, as debugging pages do.
    private static func echoing(_ status: Int) -> HostilePeer.Behaviour {
        { connection in
            while let (head, _) = connection.readRequest() {
                let body = "{\"error\":\"mapping\",\"request\":\"\(head.replacing("\r\n", with: "\\n"))\"}"
                connection.send("HTTP/1.1 \(status) No\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)")
            }
        }
    }

    @Test("a token that the endpoint echoes is in no log, summary, dead letter, page or file", arguments: [400, 401, 500])
    func echo(status: Int) throws {
        let peer = try HostilePeer(Self.echoing(status))
        let port = try FreePort.find()
        let (directory, file) = try yard(peer, "console: {listen: \"127.0.0.1:\(port)\"}")
        let shipper = try WeirBinary.start("ship", file)
        #expect(
            shipper.wait {
                peer.accepted > 0 && shipper.errors.contains(status == 500 ? "shipping" : "dead letters")
                    || shipper.errors.contains("on hold")
            })
        let health = try PlainHTTP.get("/healthz", port: UInt16(port))
        let top = try WeirBinary.run("top", file, "--once", "--format", "json").output
        shipper.terminate()
        let end = shipper.wait(within: 60)
        let letters = try WeirBinary.run("spool", "dead", "list", file, "--format", "json").output
        for text in [health, top, end.output, end.errors, letters] { #expect(!text.contains(Self.token)) }
        #expect(!health.contains("mapping"))
        let spool = URL(filePath: directory.path + "/spool")
        for name in try FileManager.default.subpathsOfDirectory(atPath: spool.path) {
            guard let content = try? Data(contentsOf: spool.appending(path: name)) else { continue }
            #expect(content.firstRange(of: Data(Self.token.utf8)) == nil, "\(name)")
        }
    }

    @Test("an answer with a status below 100 ends nothing: the sink holds, and a second sink goes on")
    func statusBelow100() throws {
        let peer = try HostilePeer { connection in
            while connection.readRequest() != nil { connection.send("HTTP/1.1 042 x\r\nContent-Length: 0\r\n\r\n") }
        }
        let (directory, file) = try yard(peer)
        defer { withExtendedLifetime(directory) {} }
        let shipper = try WeirBinary.start("ship", file)
        #expect(shipper.wait { shipper.errors.contains("on hold") })
        #expect(shipper.errors.contains("HTTP 42"))
        shipper.terminate()
        #expect(shipper.wait(within: 60).status == 0)
    }

    @Test("no core of it is written")
    func memory() throws {
        let peer = try HostilePeer { $0.stall() }
        let (directory, file) = try yard(peer)
        defer { withExtendedLifetime(directory) {} }
        let shipper = try WeirBinary.start("ship", file)
        #expect(shipper.wait { shipper.errors.contains("shipping") })
        let limits = try String(contentsOfFile: "/proc/\(shipper.identifier)/limits", encoding: .utf8)
        let core = try #require(limits.split(separator: "\n").first { $0.hasPrefix("Max core file size") })
        #expect(core.split(whereSeparator: \.isWhitespace).dropFirst(4).prefix(2) == ["0", "0"])
        shipper.kill()
    }

    /// As root, which may run it as somebody else.
    @Test("others of its user can't read its memory: the kernel gives that to root alone", .enabled(if: geteuid() == 0))
    func memoryOfAnotherUser() throws {
        let user: uid_t = 65_534
        let peer = try HostilePeer { $0.stall() }
        let (directory, file) = try yard(peer)
        defer { withExtendedLifetime(directory) {} }
        let (spool, binary) = (directory.path + "/spool", directory.path + "/weir")
        try FileManager.default.createDirectory(atPath: spool, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
        try FileManager.default.copyItem(atPath: WeirBinary.path, toPath: binary)
        for path in [spool, directory.path + "/token"] { #expect(chown(path, user, user) == 0) }
        for path in [directory.path, binary] { #expect(chmod(path, 0o755) == 0) }
        let shipper = try ChildProcess(
            "/usr/bin/setpriv", ["--reuid=\(user)", "--regid=\(user)", "--clear-groups", binary, "ship", file])
        #expect(shipper.wait { shipper.errors.contains("shipping") }, "\(shipper.errors)")
        var memory = stat()
        #expect(stat("/proc/\(shipper.identifier)/mem", &memory) == 0)
        #expect(memory.st_uid == 0, "its own user's would be \(user)")
        let status = try String(contentsOfFile: "/proc/\(shipper.identifier)/status", encoding: .utf8)
        #expect(status.contains("Uid:\t\(user)\t"))
        shipper.kill()
    }

    @Test("a database's password may stand in a file")
    func database() throws {
        let peer = try HostilePeer { $0.stall() }
        let url = "postgresql://bob:\(Self.token)@127.0.0.1:\(peer.port)/kasm?sslmode=disable"
        peer.end()
        let directory = try TemporaryDirectory()
        let file = directory.path + "/url"
        try Data("\(url)\n".utf8).write(to: URL(filePath: file))
        chmod(file, 0o600)
        let result = try WeirBinary.run("measure", "--database-file", file)
        #expect(result.status == 69 && !result.errors.contains(Self.token) && result.errors.contains("127.0.0.1:\(peer.port)/kasm"))
        chmod(file, 0o666)
        #expect(try WeirBinary.run("measure", "--database-file", file).status == 78)
    }

    @Test(
        "what the client library says of a database's URI is not passed on where it may quote a password",
        arguments: [
            "postgresql://bob:p@hunter2@db/x", "postgresql://bob:hunter2", "postgresql://db:hunter2/x", "postgresql://db/x?hunter2=1",
            "postgresql://db/x?sslmode=hunter2", "host=db password hunter2", "hunter2", "postgresql://bob:a/hunter2@db/x",
        ])
    func libraryMessages(url: String) throws {
        let result = try WeirBinary.run("measure", "--database", url)
        #expect(result.status != 0 && !result.errors.contains("hunter2"), "\(result.errors)")
    }
}
