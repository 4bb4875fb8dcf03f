import Testing
import WeirCompression

@Suite("hostile input ends in an error")
struct HostileInputTests {
    enum Codec: CaseIterable {
        case gzip, zstd

        func pack(_ input: [UInt8]) throws -> [UInt8] {
            var output: [UInt8] = []
            try input.withUnsafeBytes { bytes in
                switch self {
                case .gzip:
                    var encoder = try GzipEncoder(level: 1)
                    try encoder.compress(bytes, into: &output)
                case .zstd:
                    var encoder = try ZstdEncoder(level: 1)
                    try encoder.compress(bytes, into: &output)
                }
            }
            return output
        }

        func inflater(limitBytes: Int) throws -> Inflater {
            switch self {
            case .gzip: .gzip(limitBytes: limitBytes)
            case .zstd: try .zstd(limitBytes: limitBytes)
            }
        }
    }

    private func failure(_ bytes: [UInt8], _ inflater: inout Inflater, into output: inout [UInt8]) -> CompressionError.Code? {
        do throws(CompressionError) {
            var result: [UInt8] = []
            defer { output = result }
            var inner: CompressionError?
            bytes.withUnsafeBytes { raw in
                do throws(CompressionError) { try inflater.inflateAll(raw, into: &result) } catch { inner = error }
            }
            if let inner { throw inner }
            return nil
        } catch {
            return error.code
        }
    }

    @Test("a bomb stops at the limit, to the byte", arguments: Codec.allCases)
    func bomb(codec: Codec) throws {
        let size = 50 << 20
        let packed = try codec.pack(Array(repeating: 0, count: size))
        for limit in [0, 1, 65_535, 65_536, 1 << 20, size - 1] {
            var inflater = try codec.inflater(limitBytes: limit)
            var output: [UInt8] = []
            #expect(failure(packed, &inflater, into: &output) == .limit)
            #expect(output.count == limit)
        }
        var inflater = try codec.inflater(limitBytes: size)
        var output: [UInt8] = []
        #expect(failure(packed, &inflater, into: &output) == nil)
        #expect(output.count == size)
    }

    @Test("a stream cut anywhere is not taken for a whole one", arguments: Codec.allCases)
    func truncated(codec: Codec) throws {
        var random = SeededBytes(seed: 11)
        let input = random.lines(3000)
        let packed = try codec.pack(input)
        var inflater = try codec.inflater(limitBytes: 1 << 20)
        var output: [UInt8] = []
        for length in 0..<packed.count {
            #expect(failure(Array(packed.prefix(length)), &inflater, into: &output) == .truncated)
        }
    }

    @Test("a changed byte never gives other data as good", arguments: Codec.allCases)
    func corrupted(codec: Codec) throws {
        var random = SeededBytes(seed: 12)
        let input = random.lines(3000)
        let packed = try codec.pack(input)
        var inflater = try codec.inflater(limitBytes: 1 << 20)
        var output: [UInt8] = []
        var refused = 0
        for index in packed.indices {
            var changed = packed
            changed[index] ^= UInt8(1 << Int(random.next() % 8))
            if failure(changed, &inflater, into: &output) == nil { #expect(output == input) } else { refused += 1 }
        }
        #expect(refused > packed.count * 9 / 10)
    }

    @Test("noise is refused and an error stays until reset", arguments: Codec.allCases)
    func noise(codec: Codec) throws {
        var random = SeededBytes(seed: 13)
        var inflater = try codec.inflater(limitBytes: 1 << 20)
        var output: [UInt8] = []
        for _ in 0..<500 {
            let code = failure(random.noise(1 + Int(random.next() % 300)), &inflater, into: &output)
            #expect(code == .corrupt || code == .truncated)
        }
        #expect(failure(Array("not compressed at all".utf8), &inflater, into: &output) == .corrupt)
        #expect(throws: CompressionError.self) { try inflater.finish() }
        let input = random.lines(1000)
        #expect(failure(try codec.pack(input), &inflater, into: &output) == nil)
        #expect(output == input)
    }

    @Test("bytes behind the last member are refused", arguments: Codec.allCases)
    func trailing(codec: Codec) throws {
        var inflater = try codec.inflater(limitBytes: 1 << 20)
        var output: [UInt8] = []
        let packed = try codec.pack(Array("line\n".utf8)) + Array("more".utf8) + Array(repeating: 1, count: 40)
        #expect(failure(packed, &inflater, into: &output) == .corrupt)
    }

    @Test("a zstd header can't ask for a larger window than 8 MiB")
    func window() throws {
        // Magic, a frame header without single-segment, and a window descriptor of 2^(10 + 21).
        let header: [UInt8] = [0x28, 0xb5, 0x2f, 0xfd, 0x00, 21 << 3, 0x01, 0x00, 0x00]
        var inflater = try Inflater.zstd(limitBytes: 1 << 20)
        var output: [UInt8] = []
        #expect(failure(header, &inflater, into: &output) == .corrupt)
    }

    @Test("the largest limit there is does no harm")
    func largestLimit() throws {
        var inflater = Inflater.gzip(limitBytes: .max)
        var output: [UInt8] = []
        #expect(failure(try Codec.gzip.pack([1, 2, 3]), &inflater, into: &output) == nil)
        #expect(output == [1, 2, 3])
    }
}
