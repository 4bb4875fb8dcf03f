import TestSupport
import Testing
import WeirRecords
import WeirSystem

@testable import WeirReceiver

@Suite struct HexadecimalIDTests {
    private static func id(_ text: [UInt8]) -> Digest128? { text.withUnsafeBytes { Digest128(hexadecimal: $0) } }

    @Test("an id is read as it was written, in either case")
    func roundTrip() {
        var random = SeededRandom(seed: 3)
        for _ in 0..<500 {
            let id = Digest128(low: random.next(), high: random.next())
            #expect(Self.id(Array(id.description.utf8)) == id)
            #expect(Self.id(Array(id.description.uppercased().utf8)) == id)
        }
    }

    @Test("a byte that is no digit makes it none, wherever it stands")
    func foreignBytes() {
        let digits = Set("0123456789abcdefABCDEF".utf8)
        for place in 0..<32 {
            for byte in UInt8.min...UInt8.max {
                var text = [UInt8](repeating: UInt8(ascii: "7"), count: 32)
                text[place] = byte
                #expect((Self.id(text) != nil) == digits.contains(byte), "\(byte) at \(place)")
            }
        }
    }

    @Test("any other length makes it none", arguments: [0, 1, 31, 33, 64])
    func lengths(count: Int) { #expect(Self.id([UInt8](repeating: UInt8(ascii: "a"), count: count)) == nil) }
}
