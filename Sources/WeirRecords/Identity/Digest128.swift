/// A 128-bit value of a published hash; sums of digests are taken modulo 2¹²⁸.
@frozen
package struct Digest128: Hashable, Sendable, BitwiseCopyable {
    package var low: UInt64
    package var high: UInt64

    @inlinable
    package init(low: UInt64, high: UInt64) {
        self.low = low
        self.high = high
    }

    package static let zero = Digest128(low: 0, high: 0)

    @inlinable
    package static func &+ (left: Digest128, right: Digest128) -> Digest128 {
        let (low, carry) = left.low.addingReportingOverflow(right.low)
        return Digest128(low: low, high: left.high &+ right.high &+ (carry ? 1 : 0))
    }

    @inlinable
    package static func &- (left: Digest128, right: Digest128) -> Digest128 {
        let (low, borrow) = left.low.subtractingReportingOverflow(right.low)
        return Digest128(low: low, high: left.high &- right.high &- (borrow ? 1 : 0))
    }

    @inlinable
    package static func &+= (left: inout Digest128, right: Digest128) { left = left &+ right }
}

extension Digest128: CustomStringConvertible {
    /// 32 lower-case hexadecimal digits, most significant first.
    package var description: String { String(unsafeUninitializedCapacity: 32) { hexadecimal(into: $0) } }

    package init?(_ text: some StringProtocol) {
        guard text.utf8.count == 32, let high = UInt64(text.prefix(16), radix: 16), let low = UInt64(text.suffix(16), radix: 16)
        else { return nil }
        self.init(low: low, high: high)
    }

    /// Writes 32 hexadecimal digits and returns their number.
    package func hexadecimal(into buffer: UnsafeMutableBufferPointer<UInt8>) -> Int {
        for (index, word) in [high, low].enumerated() {
            for digit in 0..<16 {
                let nibble = UInt8(truncatingIfNeeded: (word >> UInt64(60 - 4 * digit)) & 0xF)
                buffer[16 * index + digit] = nibble < 10 ? 0x30 + nibble : 0x57 + nibble
            }
        }
        return 32
    }
}
