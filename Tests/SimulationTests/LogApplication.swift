import TestSupport
import WeirSystem

/// An application that writes logs of two formats and rotates them; its files outlive every loss of the shipper's power.
final class LogApplication {
    /// What else happens to its files than lines and renames.
    enum Habit: String, CaseIterable {
        /// NUL bytes before a line, and in one.
        case holes
        /// A line over the limit, each part of which ends in a serial of its own.
        case longLines
        /// Rotation by copy and truncation.
        case copyTruncations
        /// A copy under a number, of a log that goes on.
        case copies
        /// Every file begins with the same 1,100 bytes, none of which is a record.
        case sameBeginnings
    }

    /// Which of them there are, drawn from the seed.
    struct Habits {
        var kinds: Set<Habit> = []
        /// Bytes of a line's part.
        var partBytes: Int

        /// `WEIR_HABITS=copies,holes` has these alone.
        private static let allowed: Set<Habit> = {
            guard let names = Environment.variable("WEIR_HABITS") else { return Set(Habit.allCases) }
            return Set(names.split(separator: ",").compactMap { Habit(rawValue: String($0)) })
        }()

        init(_ random: inout SeededRandom, slab: Int) {
            kinds = Set(Habit.allCases.filter { _ in random.chance(0.3) }).intersection(Self.allowed)
            partBytes = slab - 1
            if slab > 4 << 10 { kinds.remove(.longLines) }
        }
    }

    /// The sources that read its logs: the one JSON, the other text.
    static let sources = ["api", "agent"]

    private struct Log {
        var path: String
        var isJSON: Bool
        var offset: UInt64 = 0
        var file: (any File)?
        /// Made again by truncation or rotation, and nothing was written to it since.
        var isFresh = true
    }

    /// What must be nowhere on the spool's disk, nor arrive at a peer.
    static let secret = "hunter"
    private static let placeholder = "<secret>"
    private static let rotatedBytes: UInt64 = 8 << 10
    /// Enough that nothing is rotated away unread.
    private static let keptFiles = 40

    let files: MemoryFileSystem
    /// By serial, from 1: each line as it was written, but for its secret.
    private(set) var lines: [Int: [UInt8]] = [:]
    /// Serials of lines that were written with one.
    private(set) var secretive: Set<Int> = []
    private var logs = [Log(path: "/log/api_server_json.log", isJSON: true), Log(path: "/log/agent.log", isJSON: false)]
    private let total: Int
    private let habits: Habits
    private var done: [Habit] = []
    private var copies = 0

    init(_ files: MemoryFileSystem, total: Int, habits: Habits) throws {
        self.files = files
        self.total = total
        self.habits = habits
        try files.withoutFaults { try files.createDirectory("/log") }
    }

    var isDone: Bool { lines.count == total }

    /// Writes some lines to one of the logs.
    func step(_ random: inout SeededRandom) throws { try files.withoutFaults { try write(&random) } }

    /// What was done since it was last asked.
    func takeDone() -> [Habit] {
        defer { done = [] }
        return done
    }

    private func does(_ habit: Habit, _ share: Double, _ random: inout SeededRandom) -> Bool {
        guard habits.kinds.contains(habit), random.chance(share) else { return false }
        done.append(habit)
        return true
    }

    private func write(_ random: inout SeededRandom) throws {
        let index = random.number(in: 0..<logs.count)
        if logs[index].isFresh { try begin(&logs[index], &random) }
        if !logs[index].isJSON, total - lines.count > 4, does(.longLines, 0.1, &random) { try writeLong(to: &logs[index], &random) }
        for _ in 0..<random.number(in: 1..<12) where !isDone {
            let serial = lines.count + 1
            let isSecretive = random.chance(0.15)
            let line = logs[index].isJSON ? Self.json(serial, &random) : Self.text(serial, &random)
            lines[serial] = Self.filled(line, isSecretive ? "token=***" : "")
            if isSecretive { secretive.insert(serial) }
            let bytes = Self.filled(line, isSecretive ? "token=\(Self.secret)\(serial)" : "") + [0x0A]
            if does(.holes, 0.1, &random) {
                try appendHoled(bytes, to: &logs[index], &random)
            } else {
                try append(bytes, to: &logs[index])
            }
        }
        if does(.copies, 0.05, &random) { try copy(logs[index]) }
        if logs[index].offset > Self.rotatedBytes {
            try does(.copyTruncations, 0.7, &random) ? truncate(&logs[index]) : rotate(&logs[index])
        }
    }

    /// A file must be known by some bytes before it can be told from its copy.
    private func begin(_ log: inout Log, _ random: inout SeededRandom) throws {
        log.isFresh = false
        if does(.sameBeginnings, 1, &random) { try append([UInt8](repeating: 0x0A, count: 1_100), to: &log) }
        guard !habits.kinds.isDisjoint(with: [.copies, .copyTruncations]), !isDone else { return }
        let serial = lines.count + 1
        let line = (log.isJSON ? Self.json(serial, &random, least: 300) : Self.text(serial, &random)).replacing(Self.placeholder, with: "")
        let padded = log.isJSON ? line : line.replacing("weir_serial", with: String(repeating: "p", count: 300) + " weir_serial")
        lines[serial] = Array(padded.utf8)
        try append(Array(padded.utf8) + [0x0A], to: &log)
    }

    /// A hole before the line, or in it.
    private func appendHoled(_ bytes: [UInt8], to log: inout Log, _ random: inout SeededRandom) throws {
        let hole = UInt64(random.number(in: 8..<[40, 600, 9_000][random.number(in: 0..<3)]))
        let place = random.chance(0.5) ? 0 : random.number(in: 1..<bytes.count)
        if place > 0 { try append(Array(bytes[..<place]), to: &log) }
        log.offset += hole
        try append(Array(bytes[place...]), to: &log)
    }

    /// Parts of exactly the limit, and a shorter last one.
    private func writeLong(to log: inout Log, _ random: inout SeededRandom) throws {
        var line: [UInt8] = []
        for part in 0..<random.number(in: 2..<4) where !isDone {
            let serial = lines.count + 1
            let head = part == 0 ? "2026-11-21 00:00:01,324 [DEBUG] __main__.handler: " : ""
            let tail = "weir_serial=\(serial)"
            let bytes = head + String(repeating: "x", count: habits.partBytes - head.utf8.count - tail.utf8.count) + tail
            lines[serial] = Array(bytes.utf8)
            line += lines[serial] ?? []
        }
        try append(line + [0x0A], to: &log)
    }

    /// Under a number that no rotation has come to.
    private func copy(_ log: Log) throws {
        guard log.offset > 0 else { return }
        copies += 1
        try copy(log.path, to: "\(log.path).\(1_000 + copies)")
    }

    private func copy(_ path: String, to other: String) throws {
        let file = try files.open(other, .create)
        try (files.content(of: path) ?? []).withUnsafeBytes { try file.write([$0], at: 0) }
        file.close()
    }

    private func truncate(_ log: inout Log) throws {
        try makeRoom(for: log)
        try copy(log.path, to: "\(log.path).1")
        try log.file?.truncate(to: 0)
        (log.offset, log.isFresh) = (0, true)
    }

    private func makeRoom(for log: Log) throws {
        for number in stride(from: Self.keptFiles, to: 0, by: -1) where try files.status(of: "\(log.path).\(number)") != nil {
            try files.rename("\(log.path).\(number)", to: "\(log.path).\(number + 1)")
        }
    }

    private func append(_ bytes: [UInt8], to log: inout Log) throws {
        let file = try log.file ?? files.open(log.path, .create)
        log.file = file
        try bytes.withUnsafeBytes { try file.write([$0], at: log.offset) }
        log.offset += UInt64(bytes.count)
    }

    private func rotate(_ log: inout Log) throws {
        log.file?.close()
        try makeRoom(for: log)
        try files.rename(log.path, to: "\(log.path).1")
        log = Log(path: log.path, isJSON: log.isJSON)
    }

    private static func filled(_ line: String, _ text: String) -> [UInt8] { Array(line.replacing(placeholder, with: text).utf8) }

    private static func json(_ serial: Int, _ random: inout SeededRandom, least: Int = 0) -> String {
        let filler = String(repeating: "x", count: least + random.number(in: 0..<200))
        let line =
            #"{"asctime": "2026-11-21 00:00:01,000", "name": "client_api_server", "levelname": "INFO", "message": "m \#(filler) \#(placeholder)", "#
        return line + #""timestamp": "2026-11-21T00:00:01.000000+00:00", "weir_serial": \#(serial)}"#
    }

    private static func text(_ serial: Int, _ random: inout SeededRandom) -> String {
        let filler = ["plain", "with \"quotes\"", "and \\ slash", "ünïcode 😀", "tab\there"][random.number(in: 0..<5)]
        return "2026-11-21 00:00:01,324 [DEBUG] __main__.handler: \(filler) \(placeholder) weir_serial=\(serial)"
    }
}

/// The source that reads the log in which a line stands.
func source(of line: [UInt8]) -> String { LogApplication.sources[line.first == UInt8(ascii: "{") ? 0 : 1] }

/// The serial that a line carries at its end.
func serial(of line: [UInt8]) -> Int? {
    let digits = line.reversed().drop { $0 == UInt8(ascii: "}") }.prefix { (0x30...0x39).contains($0) }.reversed()
    return Int(String(decoding: Array(digits), as: UTF8.self))
}
