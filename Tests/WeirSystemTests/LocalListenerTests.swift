import Foundation
import TestSupport
import Testing
import WeirSystem

@Suite("Unix sockets")
struct LocalListenerTests {
    private static let patience = Duration.seconds(30)

    private static func mode(_ path: String) -> mode_t? {
        var found = stat()
        return lstat(path, &found) == 0 ? found.st_mode & 0o777 : nil
    }

    @Test("what one side writes the other reads, and only this user may come in")
    func talk() throws {
        let directory = try TemporaryDirectory()
        let listener = try LocalListener(replacing: directory.path + "/s")
        #expect(Self.mode(listener.path) == 0o600)
        let client = try LocalTransport.connect(to: listener.path)
        let server = try #require(try listener.accept(within: Self.patience))
        try [UInt8]("hello".utf8).withUnsafeBytes { try client.writeAll([$0], timeout: Self.patience) }
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 16, alignment: 1)
        defer { buffer.deallocate() }
        #expect(try server.read(into: buffer, timeout: Self.patience) == 5)
        #expect(String(decoding: buffer.prefix(5), as: UTF8.self) == "hello")
        client.close()
        #expect(try server.read(into: buffer, timeout: Self.patience) == 0)
        #expect(try server.peerClosed())
    }

    @Test("a socket that is left from before is replaced; another kind of file is not")
    func stale() throws {
        let directory = try TemporaryDirectory()
        let path = directory.path + "/s"
        let dead = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8)) }
        let size = socklen_t(MemoryLayout<sockaddr_un>.size)
        let status = withUnsafePointer(to: &address) { $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(dead, $0, size) } }
        #expect(status == 0)
        close(dead)
        #expect(throws: SystemError.self) { try LocalTransport.connect(to: path) }
        let listener = try LocalListener(replacing: path)
        try LocalTransport.connect(to: path).close()
        listener.close()
        #expect(Self.mode(path) == nil)
        try Data("mine".utf8).write(to: URL(filePath: path))
        let error = #expect(throws: SystemError.self) { try LocalListener(replacing: path) }
        #expect(error?.isExisting == true)
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "mine")
    }

    @Test("a listener that closes leaves a socket alone that another one put in its place")
    func successor() throws {
        let directory = try TemporaryDirectory()
        let first = try LocalListener(replacing: directory.path + "/s")
        let second = try LocalListener(replacing: directory.path + "/s")
        first.close()
        #expect(Self.mode(second.path) == 0o600)
        try LocalTransport.connect(to: second.path).close()
    }

    @Test("closing wakes whoever waits for a client")
    func wakes() throws {
        let directory = try TemporaryDirectory()
        let listener = try LocalListener(replacing: directory.path + "/s")
        let ended = Monitor(false)
        let thread = try WorkerThread(name: "accepting") {
            while (try? listener.accept(within: .seconds(3600))) != nil {}
            ended.change { $0 = true }
        }
        listener.close()
        #expect(ended.wait(atMost: Self.patience) { $0 ? true : nil } == true)
        thread.join()
    }

    @Test("a path that does not fit into an address is told apart from others")
    func longPath() throws {
        let directory = try TemporaryDirectory()
        let room = 107 - directory.path.utf8.count - 1
        let fitting = try LocalListener(replacing: directory.path + "/" + String(repeating: "s", count: room))
        #expect(Self.mode(fitting.path) == 0o600)
        let error = #expect(throws: SystemError.self) {
            try LocalListener(replacing: directory.path + "/" + String(repeating: "s", count: room + 1))
        }
        #expect(error?.isNameTooLong == true)
    }
}
