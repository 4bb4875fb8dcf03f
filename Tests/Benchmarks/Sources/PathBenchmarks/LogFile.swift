import Foundation

/// The platform's lines, each with a serial number by which the receiver finds what is missing.
struct LogFile {
    private static let chunkBytes = 1 << 20

    let path: String
    let records: Int
    let bytes: Int

    static func write(to path: String, records: Int) throws -> LogFile {
        guard FileManager.default.createFile(atPath: path, contents: nil), let file = FileHandle(forWritingAtPath: path) else {
            throw BenchmarkFailure("\(path) can't be written")
        }
        defer { try? file.close() }
        var lines = KasmLines(seed: 42)
        var (chunk, bytes) = ([UInt8](), 0)
        for serial in 1...records {
            chunk.append(contentsOf: line(lines.line(), serial: serial))
            guard chunk.count >= chunkBytes || serial == records else { continue }
            try file.write(contentsOf: chunk)
            bytes += chunk.count
            chunk.removeAll(keepingCapacity: true)
        }
        try file.synchronize()
        return LogFile(path: path, records: records, bytes: bytes)
    }

    /// With its serial number and its line end.
    static func line(_ line: String, serial: Int) -> [UInt8] { Array(line.utf8.dropLast()) + Array(", \"weir_serial\": \(serial)}\n".utf8) }
}
