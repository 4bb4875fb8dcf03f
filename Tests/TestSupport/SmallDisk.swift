import Foundation

/// A real file system of a given size, in memory: what does not fit is ENOSPC. Needs the right to mount.
package final class SmallDisk: Sendable {
    package let path: String
    private let directory: TemporaryDirectory

    package init(mebibytes: Int) throws {
        directory = try TemporaryDirectory()
        path = directory.path + "/disk"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        let mount = try ChildProcess("/bin/mount", ["-t", "tmpfs", "-o", "size=\(mebibytes)m", "weir-test", path]).wait(within: 30)
        guard mount.status == 0 else {
            throw SupportFailure("a small file system can't be mounted: run the tests as root, with the right to mount (\(mount.errors))")
        }
    }

    /// Lazily: a process that a failed test left behind must not keep it.
    deinit { _ = try? ChildProcess("/bin/umount", ["-l", path]).wait(within: 30) }

    /// Writes until the disk takes no more. Bytes of the file.
    package func fill(_ name: String) throws -> Int {
        let file = path + "/" + name
        let descriptor = open(file, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        guard descriptor >= 0 else { throw SupportFailure("\(file) could not be opened: \(String(cString: strerror(errno)))") }
        defer { close(descriptor) }
        let page = [UInt8](repeating: 0x2E, count: 4096)
        var total = 0
        while true {
            let count = write(descriptor, page, page.count)
            guard count > 0 else { break }
            total += count
        }
        guard errno == ENOSPC else { throw SupportFailure("\(file): \(String(cString: strerror(errno)))") }
        return total
    }

    package func remove(_ name: String) throws { try FileManager.default.removeItem(atPath: path + "/" + name) }
}
