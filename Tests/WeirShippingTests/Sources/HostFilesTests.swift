import Foundation
import TestSupport
import Testing
import WeirRecords
import WeirShipping
import WeirSystem

@Suite("a files source on the machine's own file system")
struct HostFilesTests {
    private func append(_ text: String, to path: String) throws {
        if !FileManager.default.fileExists(atPath: path) { _ = FileManager.default.createFile(atPath: path, contents: nil) }
        let handle = try #require(FileHandle(forWritingAtPath: path))
        try handle.seekToEnd()
        try handle.write(contentsOf: Data(text.utf8))
        try handle.close()
    }

    @Test("rename, restart and a link that moves: every line once")
    func follows() throws {
        let directory = try TemporaryDirectory()
        let root = directory.path
        for version in ["1", "2"] {
            try FileManager.default.createDirectory(atPath: "\(root)/\(version)/log", withIntermediateDirectories: true)
        }
        try FileManager.default.createSymbolicLink(atPath: "\(root)/current", withDestinationPath: "\(root)/1")
        let settings = FilesSettings(name: "kasm", host: "h", include: [try Glob("\(root)/current/log/*.log")], format: .plain)
        var live: [Digest128: StreamState] = [:]
        var texts: [String] = []
        var now = Timestamp(microseconds: 1_700_000_000_000_000)
        var source = FilesSource(settings, fileSystem: HostFileSystem(), resume: [], random: SeededRandom(seed: 1))
        let slab = Slab(capacity: 64 << 10)
        func drain() {
            for _ in 0..<4 {
                slab.reset()
                while source.step(into: slab, now: now) == .filled {
                    texts += slab.entries.map { String(decoding: slab.bytes(of: $0), as: UTF8.self) }
                    for state in slab.streams { live[state.descriptor.generation] = state.isClosed ? nil : state }
                    slab.reset()
                }
                now.microseconds += 1_000_000
            }
        }

        try append("1\n2\n", to: "\(root)/1/log/a.log")
        drain()
        try append("3\n", to: "\(root)/1/log/a.log")
        try FileManager.default.moveItem(atPath: "\(root)/1/log/a.log", toPath: "\(root)/1/log/a.log.1")
        try append("4\n", to: "\(root)/1/log/a.log")
        drain()
        source = FilesSource(settings, fileSystem: HostFileSystem(), resume: Array(live.values), random: SeededRandom(seed: 2))
        try append("5\n", to: "\(root)/1/log/a.log")
        drain()
        try append("6\n", to: "\(root)/1/log/a.log")
        try append("7\n", to: "\(root)/2/log/a.log")
        try FileManager.default.removeItem(atPath: "\(root)/current")
        try FileManager.default.createSymbolicLink(atPath: "\(root)/current", withDestinationPath: "\(root)/2")
        drain()
        #expect(texts == ["1", "2", "3", "4", "5", "6", "7"])
        #expect(source.takeNotices().isEmpty)
    }
}
