import Foundation
import TestSupport
import Testing
import WeirRecords
import WeirShipping
import WeirSystem

@Suite("The control socket's server")
struct ControlServerTests {
    private static let patience = Duration.seconds(30)

    /// Answers each line with its length.
    private static func server(_ directory: TemporaryDirectory, _ limits: ControlLimits = ControlLimits()) throws -> ControlServer {
        try ControlServer(path: directory.path + "/control.sock", limits: limits, tell: { _ in }) { line, client throws(SystemError) in
            try client.send("\(line.count)")
        }
    }

    private static func send(_ text: String, _ connection: any StreamConnection) throws {
        try [UInt8](text.utf8).withUnsafeBytes { try connection.writeAll([$0], timeout: patience) }
    }

    /// The next line; `nil` at the end of the connection.
    private static func line(_ connection: any StreamConnection) throws -> String? {
        var lines = LineSplitter()
        var byte: UInt8 = 0
        while true {
            let count = try withUnsafeMutableBytes(of: &byte) { try connection.read(into: $0, timeout: patience) }
            guard try #require(count, "nothing came") > 0 else { return nil }
            lines.add([byte])
            if let line = lines.next() { return String(decoding: line, as: UTF8.self) }
        }
    }

    @Test("lines are answered in their order, however they arrive, and beside those of other clients")
    func answers() throws {
        let directory = try TemporaryDirectory()
        let server = try Self.server(directory)
        defer { server.stop() }
        let (first, second) = (try LocalTransport.connect(to: server.path), try LocalTransport.connect(to: server.path))
        try Self.send("abc\r\nde", first)
        try Self.send("\n", second)
        #expect(try Self.line(first) == "3")
        #expect(try Self.line(second) == "0")
        try Self.send("f\nx\n", first)
        #expect(try Self.line(first) == "3")
        #expect(try Self.line(first) == "1")
    }

    @Test("a request that never ends, one client too many and one that says nothing are told why, and left")
    func limits() throws {
        let directory = try TemporaryDirectory()
        var limits = ControlLimits()
        (limits.requestBytes, limits.clients, limits.idle) = (.kibibytes(4), 1, .milliseconds(1))
        let server = try Self.server(directory, limits)
        defer { server.stop() }
        let long = try LocalTransport.connect(to: server.path)
        try Self.send("abc\n", long)
        #expect(try Self.line(long) == "3")
        let second = try LocalTransport.connect(to: server.path)
        #expect(try Self.line(second)?.contains("too many clients") == true)
        #expect(try Self.line(second) == nil)
        #expect(try Self.line(long)?.contains("nothing was asked") == true)
        let third = try Self.admitted(server)
        try Self.send(String(repeating: "x", count: 20_000), third)
        #expect(try Self.line(third)?.contains("too long") == true)
    }

    /// A client is counted until its thread has ended, so that the next one may come too early.
    private static func admitted(_ server: ControlServer) throws -> any StreamConnection {
        while true {
            let connection = try LocalTransport.connect(to: server.path)
            do {
                try send("?\n", connection)
                if try line(connection) == "1" { return connection }
            } catch is SystemError {}
        }
    }

    @Test("a client that vanishes in the middle, or never reads, keeps nobody else waiting")
    func vanishing() throws {
        let directory = try TemporaryDirectory()
        let server = try Self.server(directory)
        defer { server.stop() }
        for _ in 0..<50 {
            let gone = try LocalTransport.connect(to: server.path)
            try Self.send("half a li", gone)
            gone.close()
            let client = try Self.admitted(server)
            client.close()
        }
    }

    @Test("the end removes the socket and closes every connection")
    func stops() throws {
        let directory = try TemporaryDirectory()
        let server = try Self.server(directory)
        let client = try Self.admitted(server)
        server.stop()
        #expect(!FileManager.default.fileExists(atPath: server.path))
        #expect(try Self.line(client) == nil)
    }

    @Test("lines are put together from any parts", arguments: 0..<10)
    func splitting(seed: Int) {
        var random = SeededRandom(seed: UInt64(seed))
        let lines: [[UInt8]] = (0..<50).map { _ in
            (0..<random.number(in: 0..<20)).map { _ in UInt8(random.number(in: 0x20..<0x7F)) }
        }
        var bytes: [UInt8] = []
        for line in lines { bytes += line + (random.chance(0.5) ? [0x0A] : [0x0D, 0x0A]) }
        var splitter = LineSplitter()
        var found: [[UInt8]] = []
        while !bytes.isEmpty {
            let part = bytes.prefix(random.number(in: 1..<30))
            splitter.add(part)
            bytes.removeFirst(part.count)
            while let line = splitter.next() { found.append(line) }
        }
        #expect(found == lines)
        #expect(splitter.waitingBytes == 0)
    }
}
