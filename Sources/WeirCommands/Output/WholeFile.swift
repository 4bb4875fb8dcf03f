import WeirSystem

/// Files that appear whole or not at all: written beside, synced, renamed.
enum WholeFile {
    static func write(_ text: String, to path: String, _ fileSystem: some FileSystem) throws(SystemError) {
        let draft = "\(path).\(Environment.processID).tmp"
        let directory = FilePath.parent(of: path)
        try fileSystem.createDirectory(directory)
        let file = try fileSystem.open(draft, .create)
        defer { file.close() }
        let bytes = Array(text.utf8)
        try bytes.withUnsafeBufferPointer { bytes throws(SystemError) in try file.write([UnsafeRawBufferPointer(bytes)], at: 0) }
        try file.synchronize()
        try fileSystem.rename(draft, to: path)
        try fileSystem.synchronizeDirectory(directory)
    }
}
