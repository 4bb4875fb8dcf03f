import Foundation
import TestSupport
import Testing
import WeirConfiguration
import WeirSystem

@testable import WeirCommands

@Suite("How someone else could change a file")
struct FileWeaknessTests {
    private func weaknesses(of path: String) throws -> [FileWeakness] {
        let fileSystem = HostFileSystem()
        return try FileWeaknesses(fileSystem).find(path, try #require(try fileSystem.status(of: path)))
    }

    private func set(_ mode: Int, _ path: String) throws {
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
    }

    @Test(
        "by its group's right, by a directory on the way that others may write, and through a link that leads into one; a sticky one is safe"
    )
    func modes() throws {
        let directory = try TemporaryDirectory()
        let (open, file) = (directory.path + "/open", directory.path + "/open/inner/token")
        try FileManager.default.createDirectory(atPath: open + "/inner", withIntermediateDirectories: true)
        try Data("t".utf8).write(to: URL(filePath: file))
        try set(0o600, file)
        try set(0o755, open)
        #expect(try weaknesses(of: file) == [])
        try set(0o620, file)
        #expect(try weaknesses(of: file) == [.groupMayWrite])
        try set(0o600, file)
        let link = directory.path + "/link"
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: file)
        for mode in [0o777, 0o775] {
            try set(mode, open)
            let real = HostFileSystem().realPath(of: open)
            #expect(try weaknesses(of: file) == [.directoryWritable(real)] && weaknesses(of: link) == [.directoryWritable(real)])
        }
        try set(0o1777, open)
        #expect(try weaknesses(of: file) == [])
    }
}
