internal import CWeirSystem
import Glibc

/// Opens a path, and follows only links that may be followed.
///
/// Each component is opened by itself, within the directory that was opened before it, and a link is read through the descriptor of the
/// very link whose owner was looked at: what is put in its place meanwhile is not what is followed.
struct GuardedPath {
    /// As the kernel's own limit.
    private static let maximumLinks = 40
    private static let maximumTargetBytes = 4096

    private let path: String
    private let isForStatus: Bool
    /// Components to go, the next one last.
    private var rest: [[UInt8]]
    private var directory: Int32 = AT_FDCWD
    private var links = 0

    /// - Returns: a descriptor: of the file, open for reading, or of anything, for its status.
    static func open(_ path: String, forStatus isForStatus: Bool) throws(SystemError) -> Int32 {
        let direct = PathText.withBytes(path) { weir_open_without_links($0, isForStatus ? 1 : 0) }
        if direct >= 0 { return direct }
        // A link is on the way, or the call is not to be had here.
        guard [ELOOP, ENOSYS, EPERM, EINVAL, E2BIG].contains(errno) else { throw lastError("open", path) }
        var walk = GuardedPath(path, forStatus: isForStatus)
        defer { walk.leaveDirectory() }
        return try walk.run()
    }

    private init(_ path: String, forStatus isForStatus: Bool) {
        self.path = path
        self.isForStatus = isForStatus
        rest = Self.components(PathText.bytes(of: path))
    }

    private static func components(_ path: [UInt8]) -> [[UInt8]] {
        path.split(separator: UInt8(ascii: "/")).filter { $0 != [UInt8(ascii: ".")] }.reversed().map { Array($0) }
    }

    private mutating func run() throws(SystemError) -> Int32 {
        if path.hasPrefix("/") { try enter(call(AT_FDCWD, "/", forStatus: true)) }
        while let name = rest.popLast() {
            let found = try call(directory, PathText.text(of: name), forStatus: true)
            var status = stat()
            guard fstat(found, &status) == 0 else {
                defer { Glibc.close(found) }
                throw lastError("look at", path)
            }
            if status.st_mode & S_IFMT == S_IFLNK {
                defer { Glibc.close(found) }
                try follow(found, owner: status.st_uid)
            } else if rest.isEmpty {
                if isForStatus { return found }
                Glibc.close(found)
                // It may be another file than the one looked at, but it is no link.
                return try call(directory, PathText.text(of: name), forStatus: false)
            } else {
                try enter(found)
            }
        }
        return try call(directory, ".", forStatus: isForStatus)
    }

    private mutating func follow(_ link: Int32, owner: UInt32) throws(SystemError) {
        guard owner == 0 || owner == geteuid() else { throw SystemError(SystemError.followOperation, path, code: ELOOP) }
        links += 1
        guard links <= Self.maximumLinks else { throw SystemError("open", path, code: ELOOP) }
        var target = [UInt8](repeating: 0, count: Self.maximumTargetBytes)
        let count = target.withUnsafeMutableBytes { weir_read_link(link, $0.baseAddress?.assumingMemoryBound(to: CChar.self), $0.count) }
        guard count >= 0 else { throw lastError("follow", path) }
        target.removeLast(target.count - count)
        if target.first == UInt8(ascii: "/") { try enter(call(AT_FDCWD, "/", forStatus: true)) }
        rest += Self.components(target)
    }

    private func call(_ directory: Int32, _ name: String, forStatus: Bool) throws(SystemError) -> Int32 {
        try uninterrupted("open", path) { PathText.withBytes(name) { weir_open_name(directory, $0, forStatus ? 1 : 0) } }
    }

    private mutating func enter(_ next: Int32) throws(SystemError) {
        leaveDirectory()
        directory = next
    }

    private mutating func leaveDirectory() {
        if directory != AT_FDCWD { Glibc.close(directory) }
        directory = AT_FDCWD
    }
}

extension SystemError {
    static let followOperation = "follow the link on the way to"

    /// The path leads through a link that someone else made.
    package var isUntrustedLink: Bool { code == ELOOP && operation == Self.followOperation }

    package static func untrustedLink(_ path: String) -> SystemError { SystemError(followOperation, path, code: ELOOP) }
}
