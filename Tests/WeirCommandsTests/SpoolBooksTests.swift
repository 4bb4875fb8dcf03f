import Foundation
import Synchronization
import TestSupport
import Testing
import WeirConfiguration
import WeirProof
import WeirRecords
import WeirShipping
import WeirSpool
import WeirSystem

@testable import WeirCommands

@Suite("The books of a spool while its shipper runs")
struct SpoolBooksTests {
    @Test("what is committed while they are read is in the books, or counts as unread: it is never in neither", arguments: 1...4)
    func committedMeanwhile(look: Int) throws {
        let directory = try TemporaryDirectory()
        let configuration = try Self.configuration(in: directory.path)
        try Self.write(1...2, in: directory.path)
        try Self.ship(configuration)
        try Self.write(3...5, in: directory.path)
        let fileSystem = WatchedFileSystem(before: look) { try? Self.ship(configuration) }
        let now = Timestamp(microseconds: HostClock().wallMicroseconds())
        let books = try SpoolBooks.read(configuration, fileSystem, now: now)
        let committed = try #require(books.sinks["lake"]).balance.committed
        #expect(committed == 5 || books.obstacles.contains { $0.contains("not read yet") }, "\(committed): \(books.obstacles)")
        // The case is one only where something was committed, or nothing was to be seen in so many looks.
        #expect(fileSystem.hasActed || committed == 2)
    }

    private static func configuration(in directory: String) throws -> ShipperConfiguration {
        let text = """
            spool: {directory: \(directory)/spool, size: 16MiB}
            sources:
              - {name: app, kind: files, host: web-1, include: ["\(directory)/*.log"]}
            sinks:
              - {name: lake, kind: http, url: "http://127.0.0.1:9/"}
            """
        return try #require(
            ShipperConfiguration.load(text: text, path: directory + "/weir.yaml", environment: { _ in nil }, readSecret: { _ in .missing })
                .value)
    }

    private static func write(_ records: ClosedRange<Int>, in directory: String) throws {
        let path = directory + "/app.log"
        if !FileManager.default.fileExists(atPath: path) { try Data().write(to: URL(filePath: path)) }
        let file = try FileHandle(forWritingTo: URL(filePath: path))
        try file.seekToEnd()
        try file.write(contentsOf: Data(records.map { "2026-11-30T10:00:00Z record \($0)\n" }.joined().utf8))
        try file.close()
    }

    /// Into the spool: nothing listens where it should be delivered.
    private static func ship(_ configuration: ShipperConfiguration) throws {
        var settings = ShipperSettings()
        (settings.once, settings.patience) = (true, .milliseconds(200))
        let assembly = try ShipperAssembly(configuration, settings: settings, log: try ShipLog(nil))
        _ = assembly.shipper.run()
        assembly.close()
    }
}

/// The machine's, with something that happens before one look into the spool's segments.
private final class WatchedFileSystem: FileSystem {
    private let host = HostFileSystem()
    private let looks: Mutex<Int>
    private let action: @Sendable () -> Void

    init(before look: Int, _ action: @escaping @Sendable () -> Void) {
        looks = Mutex(look)
        self.action = action
    }

    var hasActed: Bool { looks.withLock { $0 <= 0 } }

    func names(in directory: String) throws(SystemError) -> [String] {
        if directory.hasSuffix("/segments") {
            let isDue = looks.withLock { looks in
                looks -= 1
                return looks == 0
            }
            if isDue { action() }
        }
        return try host.names(in: directory)
    }

    func open(_ path: String, _ mode: FileOpenMode) throws(SystemError) -> any File { try host.open(path, mode) }
    func likelyDirectories(in directory: String) throws(SystemError) -> [String] { try host.likelyDirectories(in: directory) }
    func status(of path: String) throws(SystemError) -> FileStatus? { try host.status(of: path) }
    func open(_ path: String, links: LinkRule) throws(SystemError) -> any File { try host.open(path, links: links) }
    func status(of path: String, links: LinkRule) throws(SystemError) -> FileStatus? { try host.status(of: path, links: links) }
    func rename(_ path: String, to newPath: String) throws(SystemError) { try host.rename(path, to: newPath) }
    func remove(_ path: String) throws(SystemError) { try host.remove(path) }
    func createDirectory(_ path: String) throws(SystemError) { try host.createDirectory(path) }
    func synchronizeDirectory(_ path: String) throws(SystemError) { try host.synchronizeDirectory(path) }
    func freeSpace(at path: String) throws(SystemError) -> UInt64 { try host.freeSpace(at: path) }
}
