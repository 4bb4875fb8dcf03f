internal import WeirSystem

/// The database as a file: its mode, and what is done with one that is broken.
enum StateFile {
    private static let companions = [StateLog.suffix, "-shm"]

    /// Makes the file where it is missing, so that it is 0600: SQLite would take the process's default, and gives its
    /// companions the mode of the database.
    static func prepare(_ path: String, _ fileSystem: any FileSystem) throws(StateError) {
        try translatingSystem { () throws(SystemError) in
            try fileSystem.createDirectory(FilePath.parent(of: path))
            guard try fileSystem.status(of: path) == nil else { return }
            try fileSystem.open(path, .create).close()
            try fileSystem.synchronizeDirectory(FilePath.parent(of: path))
            FaultPoint.stateMade.pass()
        }
    }

    /// The new path of a database that can't be opened: kept for a person to look at.
    static func moveAside(_ path: String, _ fileSystem: any FileSystem, at wallMicroseconds: Int64) throws(StateError) -> String {
        let aside = "\(path).broken-\(wallMicroseconds)"
        try translatingSystem { () throws(SystemError) in
            try fileSystem.rename(path, to: aside)
            for companion in companions where try fileSystem.status(of: path + companion) != nil {
                try fileSystem.rename(path + companion, to: aside + companion)
            }
        }
        return aside
    }

    /// Gives a whole database the name of one that was moved aside.
    static func put(_ copy: String, inPlaceOf path: String, _ fileSystem: any FileSystem) throws(StateError) {
        try translatingSystem { () throws(SystemError) in
            let file = try fileSystem.open(copy, .write)
            defer { file.close() }
            try file.synchronize()
            try fileSystem.rename(copy, to: path)
            try fileSystem.synchronizeDirectory(FilePath.parent(of: path))
        }
    }

    private static func translatingSystem(_ body: () throws(SystemError) -> Void) throws(StateError) {
        do throws(SystemError) { try body() } catch {
            throw StateError(
                .inputOutput, "the spool's state: could not \(error.operation) \(error.subject): \(error.reason)",
                wayOut: error.wayOut ?? "check the spool's directory", cause: error)
        }
    }
}
