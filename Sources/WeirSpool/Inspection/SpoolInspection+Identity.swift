package import WeirRecords
package import WeirSystem

extension SpoolInspection {
    /// Who the segments say that the spool is, to compare with the state's ``StateStore/installation()``: both are copied together or
    /// not at all. `nil` where there is no segment, or where the newest one doesn't begin with a sound checkpoint.
    package static func installation(in directory: String, fileSystem: any FileSystem) throws(SpoolError) -> Digest128? {
        do throws(SystemError) {
            let folder = SegmentName.folder(in: directory)
            guard try fileSystem.status(of: folder) != nil,
                let newest = try fileSystem.names(in: folder).compactMap(SegmentName.firstRecord).max()
            else { return nil }
            return try installation(of: FilePath.join(folder, SegmentName.name(of: newest)), fileSystem)
        } catch {
            throw .inputOutput(error)
        }
    }

    private static func installation(of path: String, _ fileSystem: any FileSystem) throws(SystemError) -> Digest128? {
        let file = try fileSystem.open(path, .read)
        defer { file.close() }
        var segment = SegmentFile(file, path: path)
        guard case .success(let header) = try segment.header(at: 0), case .success(let frame) = try segment.frame(header, at: 0) else {
            return nil
        }
        return SegmentScan.installation(frame)
    }
}
