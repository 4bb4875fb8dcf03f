package import WeirRecords
package import WeirSystem

/// Files that were followed once and that no source of the configuration follows any more, with what stands in them behind the place where
/// reading ended.
///
/// One that is gone is not told of: whether it was read to its end can't be seen any more, and a source that was retired long ago would stand
/// in every proof's way for ever.
package struct UnfollowedFile: Equatable, Sendable {
    package var source: String
    package var path: String
    package var unread: ByteCount
    /// When it was last written to: none of its lines is younger.
    package var modified: Timestamp

    /// - Parameters:
    ///   - positions: the spool's.
    ///   - sources: all that are configured.
    /// - Returns: in the order of paths.
    package static func find(_ positions: [StreamState], besides sources: [FilesSettings], _ fileSystem: any FileSystem) -> [UnfollowedFile]
    {
        let left = positions.filter { state in
            let origin = state.descriptor.origin
            guard state.descriptor.kind == .file, !state.isClosed else { return false }
            return !sources.contains { $0.includes(FileFamily(of: origin), origin) }
        }
        return Dictionary(grouping: left) { FileFamily(of: $0.descriptor.origin).directory }
            .flatMap { directory, states in files(states, in: directory, fileSystem) }
            .sorted { $0.path < $1.path }
    }

    /// Each under whatever name it has among its log's files now. Of a directory that can't be looked at nothing can be said.
    private static func files(_ states: [StreamState], in directory: String, _ fileSystem: any FileSystem) -> [UnfollowedFile] {
        guard let names = try? fileSystem.names(in: directory) else { return [] }
        let bases = Set(states.map { FileFamily(of: $0.descriptor.origin).base })
        var found: [UInt64: (name: String, status: FileStatus)] = [:]
        for name in names where bases.contains(FileName(name).base) {
            guard let status = try? fileSystem.status(of: joined(directory, name)), status.kind == .file else { continue }
            found[status.inode] = (name, status)
        }
        return states.compactMap { state in
            guard let position = try? FilePosition(state.position), let (name, status) = found[position.identity.inode],
                FileName(name).base == FileFamily(of: state.descriptor.origin).base, !FileName(name).isCompressed,
                status.size > position.offset
            else { return nil }
            return UnfollowedFile(
                source: state.descriptor.source, path: joined(directory, name),
                unread: ByteCount(Int64(clamping: status.size - position.offset)), modified: Timestamp(microseconds: status.modified))
        }
    }
}
