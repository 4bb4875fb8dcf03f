internal import GRDB
internal import WeirSystem

/// The database's write-ahead log.
enum StateLog {
    static let suffix = "-wal"
    private static let chunkBytes = 1 << 18

    /// Writes the whole log once more, byte for byte, and syncs it.
    ///
    /// A sync that failed before the last end left pages that read well, that the kernel believes clean and that no later sync
    /// writes. SQLite reads commits from them and puts new ones behind them; a loss of power then takes all of it back, or lets
    /// the rest of the log overwrite a newer database.
    static func makeDurable(of database: DatabaseQueue, _ fileSystem: any FileSystem) throws {
        // SQLite holds no lock on this file that closing it could drop, and whoever else has the database open waits to write.
        try database.writeWithoutTransaction { db in
            try db.inTransaction(.immediate) {
                try rewrite(database.path + suffix, fileSystem)
                return .rollback
            }
        }
    }

    private static func rewrite(_ path: String, _ fileSystem: any FileSystem) throws(SystemError) {
        guard let status = try fileSystem.status(of: path), status.size > 0 else { return }
        let file = try fileSystem.open(path, .write)
        defer { file.close() }
        let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: chunkBytes, alignment: 1)
        defer { chunk.deallocate() }
        var offset: UInt64 = 0
        while case let count = try file.read(into: chunk, at: offset), count > 0 {
            try file.write([UnsafeRawBufferPointer(rebasing: chunk[..<count])], at: offset)
            offset += UInt64(count)
        }
        try file.synchronize()
        FaultPoint.logSynced.pass()
    }
}
