package import WeirSystem

/// A spool's lock, held by a command that changes what a running shipper must not see changed.
package struct SpoolLock: Sendable {
    private let file: any File

    /// `nil` where a process has the spool open.
    ///
    /// - Throws: where there is no such directory, or the lock can't be asked for.
    package static func take(_ directory: String, fileSystem: any FileSystem) throws(SpoolError) -> SpoolLock? {
        try spooling { () throws(SystemError) in
            let path = FilePath.join(directory, SpoolPlace.lockName)
            let isThere = try fileSystem.status(of: path) != nil
            let file = try fileSystem.open(path, isThere ? .write : .create)
            guard try file.lock() else {
                file.close()
                return nil
            }
            return SpoolLock(file: file)
        }
    }

    package func release() { file.close() }
}
