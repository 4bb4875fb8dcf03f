import Testing
import WeirRecords
import WeirShipping
import WeirSystem

@Suite("positions and fingerprints")
struct FilePositionTests {
    private func sample(_ random: inout SeededRandom) -> FilePosition {
        let length = Int(random.next() % UInt64(Fingerprint.maximumBytes + 1))
        return FilePosition(
            identity: FileIdentity(device: random.next(), inode: random.next()),
            generation: Digest128(low: random.next(), high: random.next()),
            fingerprint: Fingerprint(length: length, hash: Digest128(low: random.next(), high: random.next())) ?? .empty,
            window: Fingerprint(length: length / 2, hash: Digest128(low: random.next(), high: random.next())) ?? .empty,
            offset: 1024 + random.next() >> 2, size: random.next() >> 1, line: LineState.allCases[Int(random.next() % 4)],
            encoding: [nil, .utf8, .utf16LittleEndian, .utf16BigEndian][Int(random.next() % 4)], isFinished: random.next() % 2 == 0,
            knownAt: [nil, Timestamp(microseconds: Int64(1 + random.next() >> 2))][Int(random.next() % 2)])
    }

    @Test("a position comes back as it was")
    func roundTrip() throws {
        var random = SeededRandom(seed: 1)
        for _ in 0..<500 {
            let position = sample(&random)
            #expect(try FilePosition(position.encoded) == position)
            #expect(position.encoded.bytes.count <= StreamPosition.maximumBytes)
        }
    }

    @Test("version 1 stays readable")
    func fixture() throws {
        var bytes: [UInt8] = [1, 0x81, 3, 0]
        for word in 1...8 { bytes += [UInt8(word), 0, 0, 0, 0, 0, 0, 0] }
        let position = try FilePosition(StreamPosition(bytes: bytes))
        #expect(position.identity == FileIdentity(device: 3, inode: 4))
        #expect(position.generation == Digest128(low: 5, high: 6))
        #expect(position.fingerprint == Fingerprint(length: 3, hash: Digest128(low: 1, high: 2)))
        #expect((position.offset, position.size, position.line, position.isFinished) == (7, 8, .overLimit, true))
        #expect(position.window == .empty)
        #expect(position.encoding == nil)
    }

    @Test("version 2, with the window before the offset and the encoding behind that, stays readable")
    func secondFixture() throws {
        var bytes: [UInt8] = [2, 0x03, 3, 0]
        for word in 1...8 { bytes += [UInt8(word), 0, 0, 0, 0, 0, 0, 0] }
        bytes += [6, 0, 2, 0]
        for word in 9...10 { bytes += [UInt8(word), 0, 0, 0, 0, 0, 0, 0] }
        let position = try FilePosition(StreamPosition(bytes: bytes))
        #expect((position.offset, position.size, position.line, position.isFinished) == (7, 8, .leftOut, false))
        #expect(position.window == Fingerprint(length: 6, hash: Digest128(low: 9, high: 10)))
        #expect(position.encoding == .utf16LittleEndian)
        #expect(position.knownAt == nil)
    }

    @Test("version 3 has behind that when the directories were looked at last")
    func thirdFixture() throws {
        var bytes: [UInt8] = [3, 0x03, 3, 0]
        for word in 1...8 { bytes += [UInt8(word), 0, 0, 0, 0, 0, 0, 0] }
        bytes += [6, 0, 2, 0]
        for word in 9...11 { bytes += [UInt8(word), 0, 0, 0, 0, 0, 0, 0] }
        let position = try FilePosition(StreamPosition(bytes: bytes))
        #expect(position.window == Fingerprint(length: 6, hash: Digest128(low: 9, high: 10)))
        #expect(position.knownAt == Timestamp(microseconds: 11))
        #expect(position.encoded.bytes == bytes)
    }

    @Test("bytes that are no position are refused: wrong lengths, versions and fields, and noise")
    func hostile() {
        var random = SeededRandom(seed: 2)
        let good = sample(&random).encoded.bytes
        for length in 0..<good.count {
            #expect(throws: FilePositionError.self) { try FilePosition(StreamPosition(bytes: Array(good.prefix(length)))) }
        }
        #expect(throws: FilePositionError.self) { try FilePosition(StreamPosition(bytes: good + [0])) }
        for (index, byte) in [
            (0, UInt8(4)), (0, 2), (0, 1), (0, 0), (1, 0x7F), (3, 0xFF), (59, 0xFF), (67, 0xFF), (69, 0xFF), (70, 4), (95, 0xFF),
        ] {
            var bytes = good
            bytes[index] = byte
            #expect(throws: FilePositionError.self) { try FilePosition(StreamPosition(bytes: bytes)) }
        }
        for _ in 0..<2000 {
            var bytes = good
            bytes[Int(random.next() % UInt64(bytes.count))] = UInt8(truncatingIfNeeded: random.next())
            _ = try? FilePosition(StreamPosition(bytes: bytes))
        }
    }

    @Test("a fingerprint is compared as a prefix, and the hash is the published one for good")
    func fingerprint() {
        let head = Array("2024-10-29 23:35:31,324 [INFO] __main__.handler: message\n".utf8)
        let short = head.prefix(20).withUnsafeBytes { Fingerprint(of: $0) }
        #expect(short.length == 20)
        #expect(head.withUnsafeBytes { short.matches($0) })
        #expect(!head.prefix(19).withUnsafeBytes { short.matches($0) })
        #expect(!head.dropFirst().withUnsafeBytes { short.matches($0) })
        #expect(head.withUnsafeBytes { Fingerprint.empty.matches($0) })
        #expect([UInt8]().withUnsafeBytes { Fingerprint.empty.matches($0) })
        let long = [UInt8](repeating: 1, count: 5000).withUnsafeBytes { Fingerprint(of: $0) }
        #expect(long.length == Fingerprint.maximumBytes)
        #expect([UInt8](repeating: 1, count: 1024).withUnsafeBytes { long.matches($0) })
        #expect(Fingerprint(length: 1025, hash: .zero) == nil)
        #expect(Fingerprint(length: -1, hash: .zero) == nil)
        let hello = Array("hello".utf8).withUnsafeBytes { Fingerprint(of: $0) }
        #expect(hello.hash.description == "5b1e906a48ae1d19cbd8a7b341bd9b02")
    }
}
