internal import CWeirSystem
import Glibc
import Synchronization

/// An open file of the machine; closed by `close` or with its last reference.
final class HostFile: File {
    /// Linux's `UIO_MAXIOV`: more buffers than this are no valid argument of `pwritev`.
    private static let maximumBuffers = 1024

    private let descriptor: Atomic<Int32>
    private let path: String

    init(descriptor: Int32, path: String) {
        self.descriptor = Atomic(descriptor)
        self.path = path
    }

    deinit { close() }

    private var number: Int32 { descriptor.load(ordering: .relaxed) }

    func read(into buffer: UnsafeMutableRawBufferPointer, at offset: UInt64) throws(SystemError) -> Int {
        var total = 0
        while total < buffer.count {
            let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[total...])
            let count = try uninterrupted("read", path) { pread(number, rest.baseAddress, rest.count, Self.place(offset, total)) }
            if count == 0 { break }
            total += count
        }
        return total
    }

    func nextData(from offset: UInt64) throws(SystemError) -> UInt64? {
        let found = weir_next_data(number, offset)
        if found >= 0 { return UInt64(found) }
        return errno == ENXIO ? nil : offset
    }

    func write(_ buffers: [UnsafeRawBufferPointer], at offset: UInt64) throws(SystemError) {
        var vectors = buffers.filter { !$0.isEmpty }.map {
            iovec(iov_base: UnsafeMutableRawPointer(mutating: $0.baseAddress), iov_len: $0.count)
        }
        var first = 0
        var total = 0
        while first < vectors.count {
            let written = try writeOnce(vectors[first...], at: Self.place(offset, total))
            total += written
            IOVectors.advance(&vectors, from: &first, by: written)
        }
    }

    private func writeOnce(_ vectors: ArraySlice<iovec>, at place: off_t) throws(SystemError) -> Int {
        let count = Int32(min(vectors.count, Self.maximumBuffers))
        let written = try vectors.withUnsafeBufferPointer { (buffer) throws(SystemError) in
            try uninterrupted("write", path) { pwritev(number, buffer.baseAddress, count, place) }
        }
        // A write of nothing where something was asked for would go on for ever.
        guard written > 0 else { throw SystemError("write", path, code: EIO) }
        return written
    }

    func startWriteBack(of range: Range<UInt64>) {
        _ = weir_start_write_back(number, range.lowerBound, range.upperBound - range.lowerBound)
    }

    func synchronize() throws(SystemError) { _ = try uninterrupted("sync", path) { fdatasync(number) } }

    func truncate(to length: UInt64) throws(SystemError) {
        _ = try uninterrupted("truncate", path) { ftruncate(number, off_t(clamping: length)) }
    }

    func reserve(_ length: UInt64) throws(SystemError) {
        guard length > 0, weir_reserve(number, length) != 0 else { return }
        // A file system that can't reserve finds out while writing: the writer handles that too.
        if errno != EOPNOTSUPP, errno != ENOSYS { throw lastError("reserve", path) }
    }

    func status() throws(SystemError) -> FileStatus {
        var found = stat()
        _ = try uninterrupted("look at", path) { fstat(number, &found) }
        return FileStatus(found)
    }

    func lock() throws(SystemError) -> Bool {
        switch weir_lock(number) {
        case 0: return false
        case 1: return true
        default: throw lastError("lock", path)
        }
    }

    func isLocked() throws(SystemError) -> Bool {
        switch weir_is_locked(number) {
        case 0: return false
        case 1: return true
        default: throw lastError("look at the lock of", path)
        }
    }

    func close() {
        let number = descriptor.exchange(-1, ordering: .relaxed)
        // Linux gives the number free even where close is interrupted: once only.
        if number >= 0 { Glibc.close(number) }
    }

    private static func place(_ offset: UInt64, _ more: Int) -> off_t { off_t(clamping: offset + UInt64(more)) }
}

enum IOVectors {
    /// Takes what was written off the front.
    static func advance(_ vectors: inout [iovec], from first: inout Int, by written: Int) {
        var rest = written
        while first < vectors.count, rest >= vectors[first].iov_len {
            rest -= vectors[first].iov_len
            first += 1
        }
        guard rest > 0, first < vectors.count else { return }
        vectors[first].iov_base = vectors[first].iov_base + rest
        vectors[first].iov_len -= rest
    }
}

extension FileStatus {
    init(_ found: stat) {
        let kind: Kind =
            switch found.st_mode & S_IFMT {
            case S_IFREG: .file
            case S_IFDIR: .directory
            case S_IFIFO: .fifo
            case S_IFSOCK: .socket
            case S_IFCHR, S_IFBLK: .device
            case S_IFLNK: .link
            default: .other
            }
        let modified = Int64(found.st_mtim.tv_sec) * 1_000_000 + Int64(found.st_mtim.tv_nsec) / 1000
        self.init(
            kind: kind, device: UInt64(found.st_dev), inode: UInt64(found.st_ino), size: UInt64(clamping: found.st_size),
            modified: modified, permissions: UInt16(found.st_mode & 0o777), owner: found.st_uid, links: UInt64(found.st_nlink),
            isSticky: found.st_mode & S_ISVTX != 0)
    }
}
