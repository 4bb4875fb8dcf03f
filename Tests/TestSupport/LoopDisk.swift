import Foundation

/// A real ext4 in a file, whose power can be cut: what was not synced is forgotten then, and nothing more is written.
package final class LoopDisk: Sendable {
    /// EXT4_IOC_SHUTDOWN with "don't flush the journal", from linux/ext4.h.
    private static let (shutdown, noLogFlush): (UInt, UInt32) = (0x8004_587D, 2)

    package let path: String
    private let image: String
    private let directory: TemporaryDirectory

    /// Whether this machine lets such a disk be mounted.
    package static var isPossible: Bool {
        geteuid() == 0 && ["/dev/loop-control", "/sbin/mkfs.ext4"].allSatisfy { FileManager.default.fileExists(atPath: $0) }
    }

    package init(mebibytes: Int) throws {
        directory = try TemporaryDirectory()
        path = directory.path + "/disk"
        image = directory.path + "/disk.img"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        guard FileManager.default.createFile(atPath: image, contents: nil), truncate(image, mebibytes << 20) == 0 else {
            throw SupportFailure("\(image) can't be made")
        }
        try Self.run("/sbin/mkfs.ext4", ["-q", "-E", "lazy_itable_init=0,lazy_journal_init=0", image])
        try Self.run("/bin/mount", ["-o", "loop", image, path])
    }

    deinit { _ = try? ChildProcess("/bin/umount", ["-l", path]).wait(within: 30) }

    /// From now on every write and sync fails, and the journal's end is lost with the page cache.
    package func cutPower() throws {
        let descriptor = open(path, O_RDONLY | O_DIRECTORY)
        guard descriptor >= 0 else { throw SupportFailure("\(path) can't be opened: \(errno)") }
        defer { close(descriptor) }
        var flags = Self.noLogFlush
        guard ioctl(descriptor, Self.shutdown, &flags) == 0 else { throw SupportFailure("EXT4_IOC_SHUTDOWN: \(errno)") }
    }

    /// Power is there again. What the disk held then is copied: whoever started a mount namespace meanwhile, a container for one, still
    /// has the old file system, which stays shut.
    package func restart() throws {
        let copy = image + ".copy"
        try Self.run("/bin/cp", ["--sparse=always", image, copy])
        try Self.run("/bin/umount", ["-l", path])
        guard rename(copy, image) == 0 else { throw SupportFailure("\(image) can't be replaced: \(errno)") }
        try Self.run("/bin/mount", ["-o", "loop", image, path])
    }

    private static func run(_ program: String, _ arguments: [String]) throws {
        let result = try ChildProcess(program, arguments).wait(within: 60)
        guard result.status == 0 else { throw SupportFailure("\(program) \(arguments.joined(separator: " ")): \(result.errors)") }
    }
}
