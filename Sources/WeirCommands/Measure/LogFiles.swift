import WeirSystem

/// A log file to be measured.
struct LogFile: Equatable, Sendable {
    var path: String
    var name: LogFileName
    var size: UInt64
}

/// Finds log files: files as they are named, directories with all that is under them.
struct LogFiles {
    /// Deeper than any log directory; a guard against loops of links.
    static let maximumDepth = 16
    static let maximumFiles = 100_000

    private(set) var files: [LogFile] = []
    /// Text twins of JSON logs: the same records again.
    private(set) var twins: [String] = []
    /// Files in a directory whose names are no log's.
    private(set) var others = 0
    private var seen: Set<FileIdentity> = []
    private let fileSystem: any FileSystem

    private struct FileIdentity: Hashable {
        var device: UInt64
        var inode: UInt64
    }

    init(_ paths: [String], fileSystem: any FileSystem) throws(CommandFailure) {
        self.fileSystem = fileSystem
        for path in paths { try add(path, isNamed: true, depth: 0) }
        takeOutTwins()
        files.sort { ($1.size, $0.path) < ($0.size, $1.path) }
    }

    private mutating func add(_ path: String, isNamed: Bool, depth: Int) throws(CommandFailure) {
        let status = try Self.reading(path) { () throws(SystemError) in try fileSystem.status(of: path) }
        guard let status else {
            // A file that a directory listed may be rotated away before it is looked at.
            if isNamed { throw CommandFailure(.badData, "there is no \(path)", wayOut: "name log files, or directories that hold some") }
            return
        }
        guard seen.insert(FileIdentity(device: status.device, inode: status.inode)).inserted else { return }
        switch status.kind {
        case .directory: try addContents(of: path, depth: depth)
        case .file: addFile(path, size: status.size, isNamed: isNamed)
        case .fifo, .socket, .device, .link, .other:
            if isNamed { throw CommandFailure(.badData, "\(path) is neither a file nor a directory, but a \(status.kind.rawValue)") }
        }
    }

    private mutating func addContents(of directory: String, depth: Int) throws(CommandFailure) {
        guard depth < Self.maximumDepth else { return }
        let names = try Self.reading(directory) { () throws(SystemError) in try fileSystem.names(in: directory) }
        for name in names.sorted() {
            try add(directory.hasSuffix("/") ? directory + name : "\(directory)/\(name)", isNamed: false, depth: depth + 1)
        }
    }

    private mutating func addFile(_ path: String, size: UInt64, isNamed: Bool) {
        let name = LogFileName(path: path)
        guard isNamed || name.isLog, files.count < Self.maximumFiles else { return others += 1 }
        files.append(LogFile(path: path, name: name, size: size))
    }

    private mutating func takeOutTwins() {
        let stems = Set(files.map { $0.name.directory + $0.name.stem })
        let isTwin: (LogFile) -> Bool = { file in file.name.jsonTwin.map { stems.contains(file.name.directory + $0) } ?? false }
        twins = files.filter(isTwin).map(\.path)
        files.removeAll(where: isTwin)
    }

    private static func reading<Value>(_ path: String, _ body: () throws(SystemError) -> Value) throws(CommandFailure) -> Value {
        do { return try body() } catch { throw CommandFailure(.inputOutput, "\(error)") }
    }
}
