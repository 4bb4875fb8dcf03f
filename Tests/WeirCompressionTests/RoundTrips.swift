import Foundation
import Testing
import WeirCompression

@Suite("what an encoder makes, the inflater undoes")
struct RoundTripTests {
    static let limitBytes = 16 << 20

    static func gzip(_ bytes: [UInt8], level: Int) throws -> [UInt8] {
        var encoder = try GzipEncoder(level: level)
        var output: [UInt8] = []
        try bytes.withUnsafeBytes { try encoder.compress($0, into: &output) }
        return output
    }

    static func inflated(_ bytes: [UInt8], _ inflater: inout Inflater) throws -> [UInt8] {
        var output: [UInt8] = []
        try bytes.withUnsafeBytes { try inflater.inflateAll($0, into: &output) }
        return output
    }

    @Test("at every gzip level, whichever library makes it", arguments: GzipEncoder.levels)
    func gzipLevels(level: Int) throws {
        var random = SeededBytes(seed: UInt64(level))
        var encoder = try GzipEncoder(level: level)
        var inflater = Inflater.gzip(limitBytes: Self.limitBytes)
        for input in [[], [0], random.noise(100_000), random.lines(3_000_000)] + (0..<40).map({ _ in random.anything(atMost: 1 << 20) }) {
            var packed: [UInt8] = []
            try input.withUnsafeBytes { try encoder.compress($0, into: &packed) }
            #expect(try Self.inflated(packed, &inflater) == input)
        }
    }

    @Test("gzip itself reads what each level makes, and what gzip makes is read", arguments: GzipEncoder.levels)
    func gzipProgram(level: Int) throws {
        var random = SeededBytes(seed: UInt64(level) + 100)
        var inflater = Inflater.gzip(limitBytes: Self.limitBytes)
        for input in [[], random.noise(70_000), random.lines(400_000)] {
            #expect(try Self.gzipProgram(Self.gzip(input, level: level), "-dc") == input)
            #expect(try Self.inflated(Self.gzipProgram(input, "-\(level)c"), &inflater) == input)
        }
    }

    private static func gzipProgram(_ input: [UInt8], _ option: String) throws -> [UInt8] {
        let path = FileManager.default.temporaryDirectory.appending(path: "weir-gzip-\(UUID())")
        try Data(input).write(to: path)
        defer { try? FileManager.default.removeItem(at: path) }
        let (process, output) = (Process(), Pipe())
        process.executableURL = URL(filePath: "/usr/bin/gzip")
        process.arguments = [option]
        process.standardInput = try FileHandle(forReadingFrom: path)
        process.standardOutput = output
        try process.run()
        defer { process.waitUntilExit() }
        return try [UInt8](output.fileHandleForReading.readToEnd() ?? Data())
    }

    @Test("at every zstd level", arguments: [1, 3, 9, 19])
    func zstdLevels(level: Int) throws {
        var random = SeededBytes(seed: UInt64(level))
        var encoder = try ZstdEncoder(level: level)
        var inflater = try Inflater.zstd(limitBytes: Self.limitBytes)
        for input in [[], [0], random.noise(100_000), random.lines(300_000)] + (0..<20).map({ _ in random.anything(atMost: 1 << 18) }) {
            var packed: [UInt8] = []
            try input.withUnsafeBytes { try encoder.compress($0, into: &packed) }
            #expect(try Self.inflated(packed, &inflater) == input)
        }
    }

    @Test("log lines shrink at least four times at every gzip level", arguments: GzipEncoder.levels)
    func ratio(level: Int) throws {
        var random = SeededBytes(seed: 7)
        let lines = random.lines(1 << 20)
        #expect(try Self.gzip(lines, level: level).count < lines.count / 4)
    }

    @Test("output is appended, so members in a row inflate as one stream")
    func concatenatedMembers() throws {
        var random = SeededBytes(seed: 3)
        let (first, second) = (random.lines(5000), random.lines(70_000))
        let packed = try Self.gzip(first, level: 1) + Self.gzip([], level: 6) + Self.gzip(second, level: 9)
        var inflater = Inflater.gzip(limitBytes: Self.limitBytes)
        #expect(try Self.inflated(packed, &inflater) == first + second)
    }

    @Test("a stream may arrive in parts of any size", arguments: [1, 2, 7, 4096])
    func parts(of size: Int) throws {
        var random = SeededBytes(seed: UInt64(size))
        let input = random.lines(30_000)
        let packed = try Self.gzip(input, level: 1) + Self.gzip(input, level: 5)
        var inflater = Inflater.gzip(limitBytes: Self.limitBytes)
        var output: [UInt8] = []
        for start in stride(from: 0, to: packed.count, by: size) {
            try packed[start..<min(start + size, packed.count)].withUnsafeBytes { try inflater.inflate($0, into: &output) }
        }
        try inflater.finish()
        #expect(output == input + input)
        #expect(inflater.inflatedBytes == output.count)
    }

    @Test("levels out of range are refused", arguments: [-1, 0, 10])
    func wrongLevels(level: Int) {
        #expect(throws: CompressionError.self) { try GzipEncoder(level: level) }
        #expect(throws: CompressionError.self) { try ZstdEncoder(level: level == 10 ? 20 : level) }
    }
}
