import Glibc

/// A Unix stream socket's name in the file system.
struct LocalAddress {
    /// `sun_path` has 108 bytes, the ending zero among them (unix(7)).
    static let maximumBytes = 107

    let path: String
    private var address = sockaddr_un()

    /// - Throws: `ENAMETOOLONG` where the path does not fit, `EINVAL` where it is empty or holds a zero byte.
    init(_ path: String) throws(SystemError) {
        let bytes = Array(path.utf8)
        guard bytes.count <= Self.maximumBytes else { throw SystemError("use", path, code: ENAMETOOLONG) }
        guard !bytes.isEmpty, !bytes.contains(0) else { throw SystemError("use", path, code: EINVAL) }
        self.path = path
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
    }

    func with<Result>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Result) -> Result {
        withUnsafePointer(to: address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, socklen_t(MemoryLayout<sockaddr_un>.size)) }
        }
    }

    static func makeSocket() throws(SystemError) -> Int32 {
        let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        return try uninterrupted("make", "socket") { socket(AF_UNIX, kind, 0) }
    }
}

extension SystemError {
    /// A Unix socket's path is at most 107 bytes.
    package var isNameTooLong: Bool { code == ENAMETOOLONG }
    package var isRefused: Bool { code == ECONNREFUSED }
}
