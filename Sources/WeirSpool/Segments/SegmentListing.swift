internal import WeirSystem

/// What lies in the segments' folder, by name alone.
struct SegmentListing {
    struct Candidate {
        var first: RecordNumber
        var path: String
        var size: UInt64
    }

    struct Other {
        var name: String
        var path: String
        var size: UInt64
    }

    /// In the order of their first records.
    private(set) var segments: [Candidate] = []
    private(set) var unfinished: [Other] = []
    private(set) var spare: [Other] = []
    private(set) var foreign: [Other] = []

    /// Nothing where the folder is not there.
    init(_ directory: String, _ fileSystem: any FileSystem) throws(SystemError) {
        let folder = SegmentName.folder(in: directory)
        guard try fileSystem.status(of: folder) != nil else { return }
        for name in try fileSystem.names(in: folder).sorted() {
            let path = FilePath.join(folder, name)
            let size = try fileSystem.status(of: path)?.size ?? 0
            if let first = SegmentName.firstRecord(of: name) {
                segments.append(Candidate(first: first, path: path, size: size))
            } else if SegmentName.isUnfinished(name) {
                unfinished.append(Other(name: name, path: path, size: size))
            } else if SegmentName.isSpare(name) {
                spare.append(Other(name: name, path: path, size: size))
            } else {
                foreign.append(Other(name: name, path: path, size: size))
            }
        }
    }
}
