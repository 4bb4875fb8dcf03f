import Testing
import WeirSystem

@Suite("CRC32C")
struct ChecksumTests {
    @Test("the checksum is the published one")
    func checkValue() {
        // The check value that the catalogue of CRC algorithms gives for CRC-32/ISCSI.
        let digits = Array("123456789".utf8)
        #expect(digits.withUnsafeBytes { CRC32C.checksum($0) } == 0xE306_9283)
        // RFC 3720, B.4: 32 bytes of zero.
        #expect([UInt8](repeating: 0, count: 32).withUnsafeBytes { CRC32C.checksum($0) } == 0x8A91_36AA)
    }

    @Test("the processor's instruction, the table and any cut into parts agree at every length and alignment")
    func waysAgree() {
        var random = SeededRandom(seed: 1)
        let bytes = (0..<5000).map { _ in UInt8(truncatingIfNeeded: random.next()) }
        bytes.withUnsafeBytes { whole in
            for _ in 0..<400 {
                let start = Int(random.next() % 64)
                let end = start + Int(random.next() % UInt64(whole.count - start))
                let part = UnsafeRawBufferPointer(rebasing: whole[start..<end])
                let cut = part.isEmpty ? 0 : Int(random.next() % UInt64(part.count))
                var parts = CRC32C()
                parts.update(UnsafeRawBufferPointer(rebasing: part[..<cut]))
                parts.update(UnsafeRawBufferPointer(rebasing: part[cut...]))
                #expect(CRC32C.checksum(part) == CRC32C.tableChecksum(part))
                #expect(CRC32C.checksum(part) == parts.value)
            }
        }
    }
}
