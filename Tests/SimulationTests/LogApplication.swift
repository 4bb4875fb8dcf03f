import TestSupport
import WeirSystem

/// An application that writes logs of two formats and rotates them by rename; its files outlive every loss of the shipper's power.
final class LogApplication {
    /// The sources that read its logs: the one JSON, the other text.
    static let sources = ["api", "agent"]

    private struct Log {
        var path: String
        var isJSON: Bool
        var offset: UInt64 = 0
        var file: (any File)?
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

    init(_ files: MemoryFileSystem, total: Int) throws {
        self.files = files
        self.total = total
        try files.withoutFaults { try files.createDirectory("/log") }
    }

    var isDone: Bool { lines.count == total }

    /// Writes some lines to one of the logs.
    func step(_ random: inout SeededRandom) throws { try files.withoutFaults { try write(&random) } }

    private func write(_ random: inout SeededRandom) throws {
        let index = random.number(in: 0..<logs.count)
        for _ in 0..<random.number(in: 1..<12) where !isDone {
            let serial = lines.count + 1
            let isSecretive = random.chance(0.15)
            let line = logs[index].isJSON ? Self.json(serial, &random) : Self.text(serial, &random)
            lines[serial] = Self.filled(line, isSecretive ? "token=***" : "")
            if isSecretive { secretive.insert(serial) }
            try append(Self.filled(line, isSecretive ? "token=\(Self.secret)\(serial)" : "") + [0x0A], to: &logs[index])
        }
        if logs[index].offset > Self.rotatedBytes { try rotate(&logs[index]) }
    }

    private func append(_ bytes: [UInt8], to log: inout Log) throws {
        let file = try log.file ?? files.open(log.path, .create)
        log.file = file
        try bytes.withUnsafeBytes { try file.write([$0], at: log.offset) }
        log.offset += UInt64(bytes.count)
    }

    private func rotate(_ log: inout Log) throws {
        log.file?.close()
        for number in stride(from: Self.keptFiles, to: 0, by: -1) where try files.status(of: "\(log.path).\(number)") != nil {
            try files.rename("\(log.path).\(number)", to: "\(log.path).\(number + 1)")
        }
        try files.rename(log.path, to: "\(log.path).1")
        log = Log(path: log.path, isJSON: log.isJSON)
    }

    private static func filled(_ line: String, _ text: String) -> [UInt8] { Array(line.replacing(placeholder, with: text).utf8) }

    private static func json(_ serial: Int, _ random: inout SeededRandom) -> String {
        let filler = String(repeating: "x", count: random.number(in: 0..<200))
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
