import Foundation
import Testing
import WeirCompression

@testable import WeirReceiver

@Suite struct BodyReaderTests {
    private static let text = Array(String(repeating: #"{"a":1}"# + "\n", count: 5_000).utf8)

    @Test("a body comes out as it was, in any coding and in any parts", arguments: ["identity", "gzip", "zstd"], [1, 7, 100_000])
    func codings(coding: String, part: Int) throws {
        var reader = try BodyReader(encoding: coding)
        let wire = try encoded(coding)
        for start in stride(from: 0, to: wire.count, by: part) {
            try append(wire[start..<min(start + part, wire.count)], to: &reader)
        }
        try reader.finish()
        #expect(reader.received == wire.count)
        #expect(reader.bytes.withMutableBytes { Array($0) } == Self.text)
    }

    @Test("a body over a limit is 413, as it comes and inflated", arguments: ["identity", "gzip"])
    func limits(coding: String) throws {
        var reader = try BodyReader(encoding: coding, limit: coding == "gzip" ? 1 << 20 : 100, inflatedLimit: 100)
        let wire = try encoded(coding)
        #expect(throws: BodyRefusal.tooLarge) { try append(wire[...], to: &reader) }
    }

    @Test("bodies together have a bound, which each gives back", arguments: ["identity", "gzip", "zstd"])
    func budget(coding: String) throws {
        let budget = MemoryBudget(1 << 20)
        let wire = try encoded(coding)
        var readers: [BodyReader] = []
        func take() throws {
            var reader = try BodyReader(encoding: coding, budget: budget)
            try append(wire[...], to: &reader)
            readers.append(reader)
        }
        // Each takes one step of room, or two where it is inflated and could have been longer.
        #expect(throws: BodyRefusal.tooManyBodies) { for _ in 0..<17 { try take() } }
        #expect(readers.count >= 8)
        readers.removeLast()
        try take()
    }

    @Test("what was taken and counted makes room")
    func givesBack() throws {
        let budget = MemoryBudget(128 << 10)
        for _ in 0..<50 {
            var reader = try BodyReader(encoding: nil, budget: budget)
            try append(ArraySlice([UInt8](repeating: 65, count: 80_000)), to: &reader)
            #expect(!budget.take(1))
        }
        #expect(budget.take(128 << 10))
    }

    @Test("room is taken of the budget before it is written to, however much a few bytes inflate to", arguments: ["gzip", "zstd"])
    func bomb(coding: String) throws {
        let wire = try encoded(coding, [UInt8](repeating: 65, count: 64 << 20))
        let budget = MemoryBudget(8 << 20)
        let before = try residentBytes()
        var reader = try BodyReader(encoding: coding, budget: budget)
        #expect(throws: BodyRefusal.tooManyBodies) { try append(wire[...], to: &reader) }
        #expect(reader.bytes.count <= 8 << 20)
        // Other tests run beside this one: half of what it would be without the bound.
        #expect(try residentBytes() - before < 32 << 20)
    }

    private func residentBytes() throws -> Int {
        let status = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8).split(separator: " ")
        return try #require(Int(status[1])) * 4096
    }

    @Test("an unknown coding is 415")
    func unknownCoding() {
        #expect(throws: BodyRefusal(status: 415, message: "this receiver takes gzip, zstd and identity")) { try BodyReader(encoding: "br") }
    }

    @Test("a cut or broken body is 400")
    func brokenBody() throws {
        let wire = try encoded("gzip")
        var cut = try BodyReader(encoding: "gzip")
        try append(wire.dropLast(9), to: &cut)
        #expect { try cut.finish() } throws: { ($0 as? BodyRefusal)?.status == 400 }
        var broken = try BodyReader(encoding: "gzip")
        let rubbish = [UInt8](repeating: 7, count: 99)
        #expect { try append(rubbish[...], to: &broken) } throws: { ($0 as? BodyRefusal)?.status == 400 }
    }

    private func append(_ part: ArraySlice<UInt8>, to reader: inout BodyReader) throws {
        try part.withUnsafeBytes { try reader.append($0) }
    }

    private func encoded(_ coding: String, _ text: [UInt8] = Self.text) throws -> [UInt8] {
        var wire: [UInt8] = []
        switch coding {
        case "gzip":
            var encoder = try GzipEncoder(level: 1)
            try text.withUnsafeBytes { try encoder.compress($0, into: &wire) }
        case "zstd":
            var encoder = try ZstdEncoder(level: 1)
            try text.withUnsafeBytes { try encoder.compress($0, into: &wire) }
        default: wire = text
        }
        return wire
    }
}
