import Foundation
import Glibc
import WeirCompression
import WeirRecords

/// What this machine can do at most of each thing that a path is made of: one core, the log's own bytes, 10⁶ bytes a second.
struct Limits: Encodable {
    /// Bytes of the log that each is measured on.
    private static let sampleBytes = 64 << 20
    /// Between two syncs, as a shipper has it.
    private static let syncedBytes = 5 << 20

    /// Reading the file, from the page cache where it is there.
    var read: Double
    /// Each line looked through as JSON.
    var scan: Double
    /// gzip at level 1.
    var gzip: Double
    /// Written and synced every 5 MiB.
    var disk: Double
    /// From one socket to another in writes of 64 KiB, a thread reading at the other end.
    var socket: Double

    static func measure(_ logs: LogSet, in folder: String) throws -> Limits {
        guard let path = logs.files.first?.path, let file = FileHandle(forReadingAtPath: path),
            let sample = try file.read(upToCount: sampleBytes)
        else { throw BenchmarkFailure("the log can't be read") }
        let bytes = [UInt8](sample)
        return Limits(
            read: try speed(bytes) { _ in
                try file.seek(toOffset: 0)
                _ = try file.read(upToCount: sampleBytes)
            }, scan: try speed(bytes, scan), gzip: try speed(bytes, gzip), disk: try speed(bytes) { try write($0, folder + "/limit") },
            socket: try speed(bytes, send))
    }

    var text: String {
        String(
            format: "limits of one core, MB/s: read %.0f, scan %.0f, gzip %.0f, disk with syncs %.0f, socket %.0f", read, scan, gzip, disk,
            socket)
    }

    /// The best of some rounds.
    private static func speed(_ bytes: [UInt8], _ body: ([UInt8]) throws -> Void) throws -> Double {
        let seconds = try (0..<5).map { _ in try ContinuousClock().measure { try body(bytes) } / .seconds(1) }
        return Double(bytes.count) / (seconds.min() ?? .infinity) / 1e6
    }

    private static func scan(_ bytes: [UInt8]) throws {
        let portable = bytes.withUnsafeBytes { bytes in
            var (start, portable) = (0, 0)
            while let end = Lines.nextLineFeed(in: bytes, from: start) {
                portable += JSONLineScanner.verdict(on: UnsafeRawBufferPointer(rebasing: bytes[start..<end]).bytes) == .portable ? 1 : 0
                start = end + 1
            }
            return portable
        }
        guard portable > 0 else { throw BenchmarkFailure("no line of the log is JSON") }
    }

    private static func gzip(_ bytes: [UInt8]) throws {
        var encoder = try GzipEncoder(level: 1)
        try bytes.withUnsafeBytes { bytes in
            for start in stride(from: 0, to: bytes.count, by: 1 << 20) {
                var packed: [UInt8] = []
                try encoder.compress(UnsafeRawBufferPointer(rebasing: bytes[start..<min(start + 1 << 20, bytes.count)]), into: &packed)
            }
        }
    }

    private static func write(_ bytes: [UInt8], _ path: String) throws {
        let file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        guard file >= 0 else { throw BenchmarkFailure("\(path) can't be written") }
        defer {
            close(file)
            unlink(path)
        }
        try bytes.withUnsafeBytes { bytes in
            for start in stride(from: 0, to: bytes.count, by: syncedBytes) {
                let part = UnsafeRawBufferPointer(rebasing: bytes[start..<min(start + syncedBytes, bytes.count)])
                guard Glibc.write(file, part.baseAddress, part.count) == part.count, fdatasync(file) == 0 else {
                    throw BenchmarkFailure("\(path) can't be written")
                }
            }
        }
    }

    /// Through a pair of sockets, which a thread empties.
    private static func send(_ bytes: [UInt8]) throws {
        var ends: [Int32] = [0, 0]
        guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends) == 0 else { throw BenchmarkFailure("no sockets") }
        let reading = ends[1]
        let reader = Thread {
            let room = UnsafeMutableRawPointer.allocate(byteCount: 256 << 10, alignment: 64)
            while Glibc.read(reading, room, 256 << 10) > 0 {}
            room.deallocate()
            close(reading)
        }
        reader.start()
        defer { close(ends[0]) }
        try bytes.withUnsafeBytes { bytes in
            var start = 0
            while start < bytes.count {
                let written = Glibc.write(ends[0], bytes.baseAddress?.advanced(by: start), min(64 << 10, bytes.count - start))
                guard written > 0 else { throw BenchmarkFailure("the socket takes nothing") }
                start += written
            }
        }
    }
}
