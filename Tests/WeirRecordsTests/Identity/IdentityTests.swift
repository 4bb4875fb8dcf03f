import Testing
import WeirRecords

@Suite("hashes and ids")
struct IdentityTests {
    private func hash(_ text: String, seed: UInt32 = 0) -> String {
        text.withBytes { MurmurHash3.hash($0, seed: seed).description }
    }

    /// The reference's own check: hashes of 0, 0 1, 0 1 2 … with seeds 256 down to 1, hashed together. SMHasher gives the first four bytes.
    @Test("the reference implementation's verification value comes out")
    func verification() {
        var hashes: [UInt8] = []
        for count in 0..<256 {
            let key = (0..<count).map { UInt8($0) }
            let digest = key.withUnsafeBytes { MurmurHash3.hash($0, seed: UInt32(256 - count)) }
            for word in [digest.low, digest.high] { withUnsafeBytes(of: word.littleEndian) { hashes.append(contentsOf: $0) } }
        }
        let final = hashes.withUnsafeBytes { MurmurHash3.hash($0) }
        #expect(UInt32(truncatingIfNeeded: final.low) == 0x6384_BA69)
    }

    /// Published with Guava and other implementations; printed here most significant word last as they do.
    @Test("published vectors come out")
    func vectors() {
        func words(_ text: String, seed: UInt32 = 0) -> [UInt64] {
            let digest = text.withBytes { MurmurHash3.hash($0, seed: seed) }
            return [digest.low, digest.high]
        }
        #expect(words("") == [0, 0])
        #expect(words("hello") == [0xcbd8_a7b3_41bd_9b02, 0x5b1e_906a_48ae_1d19])
        #expect(words("hello, world") == [0x342f_ac62_3a5e_bc8e, 0x4cdc_bc07_9642_414d])
        #expect(words("The quick brown fox jumps over the lazy dog.") == [0xcd99_481f_9ee9_02c9, 0x695d_a1a3_8987_b6e7])
    }

    private let installation = Digest128(low: 1, high: 2)

    private func stream(source: String = "kasm", generation: UInt64 = 7) -> StreamDescriptor {
        StreamDescriptor(
            kind: .file, source: source, host: "h", origin: "/log", generation: Digest128(low: generation, high: 0), format: .plain)
    }

    @Test("an event's id depends on installation, source, generation and offset, and on nothing else")
    func eventIDs() {
        let id = EventID.file(installation: installation, stream: stream(), offset: 5)
        var renamed = stream()
        renamed.origin = "/log.1"
        renamed.format = .kasmText
        #expect(EventID.file(installation: installation, stream: renamed, offset: 5) == id)
        #expect(EventID.Prefix(installation: installation, stream: stream()).id(at: 5) == id)
        let others = [
            EventID.file(installation: .zero, stream: stream(), offset: 5),
            EventID.file(installation: installation, stream: stream(source: "kasm2"), offset: 5),
            EventID.file(installation: installation, stream: stream(generation: 8), offset: 5),
            EventID.file(installation: installation, stream: stream(), offset: 6),
            EventID.network(installation: installation, recordNumber: 5),
        ]
        #expect(Set(others + [id]).count == 6)
    }

    @Test("ids stay what they are from version to version")
    func pinned() {
        #expect(EventID.file(installation: installation, stream: stream(), offset: 5).description == "251c44169cda368fd1a12d4ec7f9f407")
        #expect(EventID.network(installation: installation, recordNumber: 5).description == "5e21c895b336b6e7c2d341cff8edac70")
        let digest = ContentDigest.of(
            host: "web-1", application: "client_api_server", level: .info, time: Timestamp(microseconds: 1_675_177_501_896_185),
            message: "Authentication attempt")
        #expect(digest.description == "6416739eee9cd1f671f36829873b71ab")
    }

    @Test("every part of a record changes its digest, and parts can't run into each other")
    func digests() {
        func digest(_ host: String, _ application: String, _ level: Level = .info, _ time: Int64 = 1, _ message: String = "m") -> Digest128
        {
            ContentDigest.of(
                host: host, application: application, level: level, time: Timestamp(microseconds: time), message: message)
        }
        let digests = [
            digest("ab", "c"), digest("a", "bc"), digest("", "abc"), digest("ab", "c", .debug), digest("ab", "c", .info, 2),
            digest("ab", "c", .info, 1, "n"), digest("ab", "c", .info, 1, ""), digest("ab", "c\0"), digest("ab\0", "c"),
            digest("ab", "c", .info, 1, "m\0"),
        ]
        #expect(Set(digests).count == digests.count)
    }

    @Test("sums of digests carry over and are read back from their text")
    func sums() {
        let sum = Digest128(low: .max, high: 1) &+ Digest128(low: 2, high: 3)
        #expect(sum == Digest128(low: 1, high: 5))
        #expect(Digest128(sum.description) == sum)
        #expect(Digest128(low: .max, high: .max) &+ Digest128(low: 1, high: 0) == .zero)
        #expect(Digest128("xyz") == nil && Digest128(String(repeating: "+", count: 32)) == nil)
    }
}
