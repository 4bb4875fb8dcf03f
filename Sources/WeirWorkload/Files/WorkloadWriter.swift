import WeirRecords
import WeirSystem

/// Writes each line into its host's file and keeps the manifest's sums.
struct WorkloadWriter {
    private let directory: String
    private let plan: WorkloadPlan
    private let fileSystem: any FileSystem
    private var files: [WorkloadFile] = []
    /// Index into `files` by host and kind; −1 where none was opened yet.
    private var places: [Int]
    /// The date in the name of the dated file at that place, as the day's number.
    private var days: [Int64]
    private let hostNames: [[UInt8]]
    private var tally = ContentTally()

    init(directory: String, plan: WorkloadPlan, fileSystem: any FileSystem) {
        self.directory = directory
        self.plan = plan
        self.fileSystem = fileSystem
        let count = plan.hosts.count * LogFile.allCases.count
        places = Array(repeating: -1, count: count)
        days = Array(repeating: .min, count: count)
        hostNames = plan.hosts.map { Array($0.name.utf8) }
    }

    mutating func write(_ line: Workload.Line, _ bytes: UnsafeRawBufferPointer) throws(SystemError) {
        let index = try fileIndex(of: line)
        try files[index].append(bytes)
        hostNames[line.host].withUnsafeBytes { host in tally.add(bytes, host: host) }
    }

    /// - Parameter holdingBack: bytes of each file's last line to keep for the next flush, drawn per file.
    mutating func flush(holdingBack: () -> Int = { 0 }) throws(SystemError) {
        for file in files where file.hasPending { try file.flush(holdingBack: holdingBack()) }
    }

    mutating func close() throws(SystemError) {
        for file in files { try file.close() }
    }

    var bytes: UInt64 { files.reduce(0) { $0 + $1.totalBytes } }
    var rotations: UInt64 { files.reduce(0) { $0 + $1.rotations } }
    var rotatedAway: UInt64 { files.reduce(0) { $0 + $1.rotatedAway } }

    func manifest(seed: UInt64, records: UInt64, start: Timestamp, end: Timestamp) -> WorkloadManifest {
        WorkloadManifest(
            seed: seed, records: records, bytes: bytes, start: start.description, end: end.description, rotatedAway: rotatedAway,
            hosts: plan.hosts.map(\.name),
            files: files.sorted { $0.path < $1.path }.map {
                WorkloadManifest.File(
                    host: $0.host, path: relative($0.path), records: $0.totalRecords, bytes: $0.totalBytes, rotations: $0.rotations)
            },
            digests: tally.rows)
    }

    private func relative(_ path: String) -> String { String(path.dropFirst(directory.utf8.count + 1)) }

    private mutating func fileIndex(of line: Workload.Line) throws(SystemError) -> Int {
        let place = line.host * LogFile.allCases.count + Int(line.file.rawValue)
        let day = line.file.isDated ? line.time.microseconds.quotientRoundedDown(by: Self.microsecondsPerDay) : 0
        if places[place] >= 0, days[place] == day { return places[place] }
        if places[place] >= 0 { try files[places[place]].flush() }
        files.append(try open(line))
        places[place] = files.count - 1
        days[place] = day
        return files.count - 1
    }

    private func open(_ line: Workload.Line) throws(SystemError) -> WorkloadFile {
        let host = plan.hosts[line.host]
        let date = Array(line.time.description.utf8.prefix(10))
        let path = "\(directory)/\(host.name)/log/\(line.file.path(date: date[...]))"
        let kept = host.role == .agent ? plan.rotation.keptOnAgent : plan.rotation.kept
        let rule = RotationRule(bytes: UInt64(max(1, plan.rotation.bytes.bytes)), kept: line.file.isDated ? 0 : kept)
        return try WorkloadFile(path: path, host: host.name, rule: rule, fileSystem: fileSystem)
    }

    private static let microsecondsPerDay: Int64 = 86_400_000_000
}
