import WeirRecords
import WeirSystem

/// One log file being written: whole lines are gathered and written together. Owned by the writer.
final class WorkloadFile {
    let path: String
    let host: String
    private let rule: RotationRule
    private let fileSystem: any FileSystem
    private var file: any File
    /// Bytes given to the file that bears the name now, written or not.
    private(set) var size: UInt64 = 0
    private var written: UInt64 = 0
    private var pending: [UInt8] = []
    private var records: UInt64 = 0
    /// Records of the renamed files, newest first.
    private var renamed: [UInt64] = []
    private(set) var totalRecords: UInt64 = 0
    private(set) var totalBytes: UInt64 = 0
    private(set) var rotations: UInt64 = 0
    /// Records in files that a later rename went over.
    private(set) var rotatedAway: UInt64 = 0

    init(path: String, host: String, rule: RotationRule, fileSystem: any FileSystem) throws(SystemError) {
        self.path = path
        self.host = host
        self.rule = rule
        self.fileSystem = fileSystem
        try fileSystem.createDirectory(FilePath.parent(of: path))
        file = try fileSystem.open(path, .create)
        pending.reserveCapacity(WorkloadLimits.fileBufferBytes)
    }

    func append(_ line: UnsafeRawBufferPointer) throws(SystemError) {
        if rule.isDue(size: size, nextLine: line.count + 1) { try rotate() }
        if pending.count + line.count + 1 > WorkloadLimits.fileBufferBytes { try flush() }
        pending.append(contentsOf: line)
        pending.append(UInt8(ascii: "\n"))
        size += UInt64(line.count) + 1
        records += 1
        totalRecords += 1
        totalBytes += UInt64(line.count)
    }

    /// - Parameter holdingBack: bytes of the last line that stay behind for now: real writers flush in the middle of a line, too.
    func flush(holdingBack: Int = 0) throws(SystemError) {
        let count = max(0, pending.count - holdingBack)
        guard count > 0 else { return }
        let offset = written
        let file = file
        try pending.withUnsafeBufferPointer { bytes throws(SystemError) in
            try file.write([UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: bytes[..<count]))], at: offset)
        }
        written += UInt64(count)
        pending.removeFirst(count)
    }

    var hasPending: Bool { !pending.isEmpty }

    func close() throws(SystemError) {
        try flush()
        file.close()
    }

    private func rotate() throws(SystemError) {
        try close()
        let rotation = Rotation(of: path, present: renamed.count, kept: rule.kept)
        for rename in rotation.renames { try fileSystem.rename(rename.from, to: rename.to) }
        if rotation.losesOldest { rotatedAway += renamed.popLast() ?? 0 }
        renamed.insert(records, at: 0)
        file = try fileSystem.open(path, .create)
        (size, written, records) = (0, 0, 0)
        rotations += 1
    }
}
