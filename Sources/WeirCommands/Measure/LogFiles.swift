import WeirRecords
import WeirSystem

/// A log file to be measured.
struct LogFile: Equatable, Sendable {
    var path: String
    var name: LogFileName
    var size: UInt64
    /// When it was last changed.
    var modified: Timestamp
    var compression = LogCompression.none
}

/// A file in a directory that is not taken for a log.
struct LeftOutFile: Equatable, Sendable {
    var path: String
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
    /// Files in a directory that are no logs by their names, or hold JSON that is none; the largest first.
    private(set) var others: [LeftOutFile] = []
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
        others.sort { ($1.size, $0.path) < ($0.size, $1.path) }
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
        case .file: addFile(path, status, isNamed: isNamed)
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

    private mutating func addFile(_ path: String, _ status: FileStatus, isNamed: Bool) {
        let name = LogFileName(path: path)
        let start = beginning(of: path)
        let isLog = name.isLog && !(name.isJSONByName && !start.isLineOfJSON)
        guard isNamed || isLog, files.count < Self.maximumFiles else {
            return others.append(LeftOutFile(path: path, size: status.size))
        }
        files.append(
            LogFile(
                path: path, name: name, size: status.size, modified: Timestamp(microseconds: status.modified),
                compression: start.withUnsafeBytes { LogCompression($0, isNamedCompressed: name.isCompressedByName) }))
    }

    /// Empty where it can't be read: who measures the file says so.
    private func beginning(of path: String) -> [UInt8] {
        guard let file = try? fileSystem.open(path, .read) else { return [] }
        defer { file.close() }
        return
            (try? [UInt8](unsafeUninitializedCapacity: LogHead.bytes) { room, count in
                count = try file.read(into: UnsafeMutableRawBufferPointer(room), at: 0)
            }) ?? []
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

extension [UInt8] {
    /// The first line is one whole JSON object, or it is compressed.
    fileprivate var isLineOfJSON: Bool {
        withUnsafeBytes { bytes in
            guard LogCompression(bytes) == .none else { return true }
            let start = Lines.withoutByteOrderMark(bytes, 0..<bytes.count)
            let end = Lines.nextLineFeed(in: bytes, from: start) ?? bytes.count
            return JSONLineScanner.verdict(on: UnsafeRawBufferPointer(rebasing: bytes[start..<end]).bytes) != .invalid
        }
    }
}
