import WeirConfiguration
import WeirRecords
import WeirSpool
import WeirSystem

/// Whether a spool can work where it is to lie, with the files that there are now.
struct SpoolRoomCheck {
    private let plan: SpoolPlan
    private let fileSystem: any FileSystem

    private let fileSizeLimit: UInt64?

    /// - Parameter fileSizeLimit: bytes of a file that a process may write; nil for any.
    init(_ plan: SpoolPlan, fileSystem: any FileSystem, fileSizeLimit: UInt64? = FileSizeLimit.highest) {
        (self.plan, self.fileSystem, self.fileSizeLimit) = (plan, fileSystem, fileSizeLimit)
    }

    /// - Parameter streams: one for each file that a shipper would follow.
    func problems(following streams: [StreamState]) -> [Problem] { positions(of: streams) + fileSize + disk }

    /// Every segment begins with all of them: where these and a frame don't fit, nothing is ever written.
    private func positions(of streams: [StreamState]) -> [Problem] {
        let least = SpoolSettings.leastCapacity(streams: streams, frame: ByteCount(SpoolPlan.frameBytes))
        guard least.bytes > plan.size.bytes else { return [] }
        return [
            Problem(
                .error, at: nil, "spool.size",
                "\(plan.size.text) can't hold the positions of the \(streams.count.grouped) files that are there now",
                wayOut: "give it at least \(least.bytes >> 20 + 1)MiB, or follow fewer files")
        ]
    }

    private var fileSize: [Problem] {
        let needed = SpoolSettings(plan, in: plan.directory).largestFileBytes
        guard let fileSizeLimit, fileSizeLimit < needed else { return [] }
        let (limit, least) = (ByteCount(Int64(clamping: fileSizeLimit)), ByteCount(Int64(clamping: needed)))
        return [
            Problem(
                .error, at: nil, "spool.size",
                "\(plan.size.text) makes files of \(least.text), and a process started from here may write none over \(limit.text)",
                wayOut: "raise the limit of file size (ulimit -f, LimitFSIZE= of a service), or give the spool a smaller size")
        ]
    }

    private var disk: [Problem] {
        do throws(SystemError) {
            let directory = try SpoolFolder.find(plan.directory, fileSystem: fileSystem)
            let existing = try firstExisting(directory)
            guard existing.isDirectory else {
                return [Problem(.error, at: nil, "spool.directory", "\(existing.path) is no directory", wayOut: "name another one")]
            }
            let room = try fileSystem.freeSpace(at: existing.path) + used(in: directory)
            guard room < UInt64(clamping: plan.size.bytes) else { return [] }
            return [
                Problem(
                    .warning, at: nil, "spool.size",
                    "\(plan.size.text) is more than the \(ByteCount(Int64(clamping: room)).text) that its disk has left for it: the disk is full first",
                    wayOut: "give it a smaller size, or a directory on a larger disk")
            ]
        } catch {
            return [Problem(.error, at: nil, "spool.directory", error.description, wayOut: error.wayOut)]
        }
    }

    /// The directory, or the one above it in which it would be made.
    private func firstExisting(_ directory: String) throws(SystemError) -> (path: String, isDirectory: Bool) {
        var path = directory
        while true {
            if let found = try fileSystem.status(of: path) { return (path, found.kind == .directory) }
            let parent = FilePath.parent(of: path)
            guard parent != path else { return (path, true) }
            path = parent
        }
    }

    /// What the spool has of its disk already.
    private func used(in directory: String) throws(SystemError) -> UInt64 {
        let folder = SegmentName.folder(in: directory)
        guard try fileSystem.status(of: folder)?.kind == .directory else { return 0 }
        var bytes: UInt64 = 0
        for name in try fileSystem.names(in: folder) { bytes += try fileSystem.status(of: FilePath.join(folder, name))?.size ?? 0 }
        return bytes
    }
}
