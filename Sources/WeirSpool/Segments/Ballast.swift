package import WeirRecords
package import WeirSystem

/// Room that is kept for the day on which the disk is full: a file in the spool's directory that is removed then, so that receipts can
/// still be written and a new segment can carry the positions on while delivered ones go. It is made again when room is back.
package struct Ballast: Sendable {
    /// SQLite's log grows to 1,000 pages of 4 KiB before it is folded back, and the database by as much when it is.
    package static let stateBytes = ByteCount.mebibytes(8)
    /// For a segment's checkpoint of all positions, and for what dropping writes anew.
    package static let segmentBytes = ByteCount.mebibytes(4)
    /// In a small spool it is this share of the capacity, and on a small disk of the disk: after the disk was full it must fit twice.
    static let largestShare: Int64 = 8

    static let fileName = "ballast"
    private static let chunkBytes = 256 << 10

    package let bytes: ByteCount
    private let fileSystem: any FileSystem
    private let directory: String
    private let path: String
    package private(set) var isThere = false

    package init(directory: String, capacity: ByteCount, fileSystem: any FileSystem) {
        bytes = Self.bytes(for: capacity, disk: (try? fileSystem.totalSpace(at: directory)) ?? .max)
        self.fileSystem = fileSystem
        self.directory = directory
        path = FilePath.join(directory, Self.fileName)
    }

    static func bytes(for capacity: ByteCount, disk: UInt64) -> ByteCount {
        ByteCount(min(stateBytes.bytes + segmentBytes.bytes, min(capacity.bytes, Int64(clamping: disk)) / largestShare))
    }

    private var count: UInt64 { UInt64(clamping: bytes.bytes) }
    /// Below this much free room the disk counts as full while the ballast is still there: the state must not find out first.
    package var lowWater: ByteCount { ByteCount(bytes.bytes / 4) }

    /// Makes the file, with blocks of its own.
    ///
    /// - Parameter doubled: only where there is room for it twice: after the disk was full, the writer would else be stopped again at
    ///   once.
    /// - Throws: where there is no room; nothing is left of it then.
    package mutating func make(doubled: Bool) throws(SystemError) {
        guard !isThere else { return }
        if let found = try fileSystem.status(of: path) {
            isThere = found.size == count
            if isThere { return }
            try fileSystem.remove(path)
        }
        let room = doubled ? 2 * count : count + UInt64(clamping: lowWater.bytes)
        guard try fileSystem.freeSpace(at: directory) >= room else {
            throw SystemError("reserve", path, code: SystemError.noSpace)
        }
        let file = try fileSystem.open(path, .create)
        defer { file.close() }
        do throws(SystemError) {
            try fill(file, room)
        } catch {
            try? fileSystem.remove(path)
            throw error
        }
        isThere = true
        FaultPoint.ballastMade.pass()
    }

    /// Bytes that no file system stores as a hole.
    private static let chunk = (0..<chunkBytes).map { UInt8(truncatingIfNeeded: $0 &* 167 >> 3) }

    /// A quota shows only when blocks are asked for: more than are kept. They are written too, since some file systems promise room
    /// for a reservation and find none for the bytes.
    private func fill(_ file: any File, _ room: UInt64) throws(SystemError) {
        try file.reserve(room)
        var offset: UInt64 = 0
        while offset < count {
            let length = Int(min(UInt64(Self.chunkBytes), count - offset))
            try Self.chunk.withRawBytes { (bytes) throws(SystemError) in
                try file.write([UnsafeRawBufferPointer(rebasing: bytes[..<length])], at: offset)
            }
            offset += UInt64(length)
        }
        try file.truncate(to: count)
        try file.synchronize()
    }

    /// Gives its room to the disk. Whether there was any to give.
    package mutating func giveWay() -> Bool {
        isThere = false
        return (try? fileSystem.remove(path)) != nil
    }

    /// At a start, before anything is opened: on a disk that is already full even the state could not be.
    package static func giveWayIfFull(directory: String, capacity: ByteCount, fileSystem: any FileSystem) {
        var ballast = Ballast(directory: directory, capacity: capacity, fileSystem: fileSystem)
        guard let free = try? fileSystem.freeSpace(at: directory), free < UInt64(clamping: ballast.lowWater.bytes) else { return }
        _ = ballast.giveWay()
    }
}
