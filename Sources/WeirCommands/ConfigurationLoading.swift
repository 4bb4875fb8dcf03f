package import WeirConfiguration
import WeirRecords
import WeirSystem

extension Surroundings {
    /// This process's environment and this machine's files.
    package static var host: Surroundings {
        Surroundings(variable: { Environment.variable($0) }, read: { path, limit in SmallFile.read(path, limit, HostFileSystem()) })
    }
}

/// Whole files that have a limit: configurations and secrets.
enum SmallFile {
    static func read(_ path: String, _ limit: ByteCount, _ fileSystem: some FileSystem) -> FileReading {
        do {
            guard let status = try fileSystem.status(of: path) else { return .missing }
            // Opening a pipe would wait for whoever writes to it.
            guard status.kind != .directory else { return .unreadable(reason: "it is a directory: name the file in it") }
            guard status.kind == .file else { return .unreadable(reason: "it is no regular file") }
            // One byte more than the limit shows what is over it, whatever size the file claims to have.
            let bytes = try contents(of: path, atMost: Int(limit.bytes) + 1, fileSystem)
            guard bytes.count <= limit.bytes else { return .tooLarge }
            return try .contents(
                bytes, othersMayRead: status.permissions & 0o004 != 0, groupMayRead: status.permissions & 0o040 != 0,
                othersMayWrite: status.permissions & 0o002 != 0, weaknesses: FileWeaknesses(fileSystem).find(path, status))
        } catch {
            return .unreadable(reason: error.reason)
        }
    }

    /// Read in parts, so that a small file takes no more memory than it has bytes.
    private static func contents(of path: String, atMost limit: Int, _ fileSystem: some FileSystem) throws(SystemError) -> [UInt8] {
        let file = try fileSystem.open(path, .read)
        defer { file.close() }
        var bytes: [UInt8] = []
        var part = [UInt8](repeating: 0, count: partBytes)
        while bytes.count < limit {
            let result = part.withUnsafeMutableBytes { buffer -> Result<Int, SystemError> in
                Result { () throws(SystemError) in try file.read(into: buffer, at: UInt64(bytes.count)) }
            }
            let count = try result.get()
            guard count > 0 else { break }
            bytes += part.prefix(min(count, limit - bytes.count))
        }
        return bytes
    }

    private static let partBytes = 1 << 16
}

extension Loaded {
    /// The value, after its warnings were written to standard error; or every problem as one failure.
    package func orFail() throws(CommandFailure) -> Value {
        let lines = report.lines.joined(separator: "\n  ")
        guard let value else {
            throw CommandFailure(.configuration, "\(report.shownPath) is not valid\n  \(lines)")
        }
        if !report.problems.isEmpty { Output.writeError("weir: \(lines)") }
        return value
    }
}
