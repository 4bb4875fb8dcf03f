/// MurmurHash3 x64 128, the published algorithm (Austin Appleby, public domain), with seed 0 unless told otherwise.
///
/// Input comes in blocks of 16 bytes as two little-endian words; what is left at the end goes to `finish`.
@frozen
package struct MurmurHash3: Sendable, BitwiseCopyable {
    package static let blockBytes = 16
    @usableFromInline static let c1: UInt64 = 0x87c3_7b91_1142_53d5
    @usableFromInline static let c2: UInt64 = 0x4cf5_ad43_2745_937f

    @usableFromInline var h1: UInt64
    @usableFromInline var h2: UInt64
    @usableFromInline var hashedBytes: UInt64 = 0

    @inlinable
    package init(seed: UInt32 = 0) {
        h1 = UInt64(seed)
        h2 = UInt64(seed)
    }

    @inlinable @inline(__always)
    package mutating func block(_ k1: UInt64, _ k2: UInt64) {
        h1 ^= Self.mixed1(k1)
        h1 = (Self.rotated(h1, 27) &+ h2) &* 5 &+ 0x52dc_e729
        h2 ^= Self.mixed2(k2)
        h2 = (Self.rotated(h2, 31) &+ h1) &* 5 &+ 0x3849_5ab5
        hashedBytes &+= 16
    }

    /// The bytes, padded with zeros to whole blocks. Their number must be hashed as well where that matters.
    @inlinable
    package mutating func padded(_ bytes: UnsafeRawBufferPointer) {
        let tail = blocks(of: bytes)
        guard !tail.isEmpty else { return }
        block(Self.word(tail, at: 0), tail.count > 8 ? Self.word(tail, at: 8) : 0)
    }

    /// The last bytes, of any number, and the avalanche.
    @inlinable
    package consuming func finish(_ bytes: UnsafeRawBufferPointer) -> Digest128 {
        let tail = blocks(of: bytes)
        if tail.count > 8 { h2 ^= Self.mixed2(Self.word(tail, at: 8)) }
        if tail.count > 0 { h1 ^= Self.mixed1(Self.word(tail, at: 0)) }
        hashedBytes &+= UInt64(tail.count)
        return avalanche()
    }

    package static func hash(_ bytes: UnsafeRawBufferPointer, seed: UInt32 = 0) -> Digest128 {
        MurmurHash3(seed: seed).finish(bytes)
    }

    /// Hashes the whole blocks and returns what is left, fewer than 16 bytes.
    @inlinable @inline(__always)
    mutating func blocks(of bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        guard let base = bytes.baseAddress else { return bytes }
        var offset = 0
        while bytes.count &- offset >= Self.blockBytes {
            block(
                UInt64(littleEndian: base.loadUnaligned(fromByteOffset: offset, as: UInt64.self)),
                UInt64(littleEndian: base.loadUnaligned(fromByteOffset: offset &+ 8, as: UInt64.self)))
            offset &+= Self.blockBytes
        }
        return UnsafeRawBufferPointer(start: base + offset, count: bytes.count &- offset)
    }

    /// Up to eight bytes from `offset` on as a little-endian word, missing ones as zero.
    ///
    /// - Precondition: there is at least one.
    @inlinable @inline(__always)
    static func word(_ bytes: UnsafeRawBufferPointer, at offset: Int) -> UInt64 {
        let count = bytes.count &- offset
        if count >= 8 { return UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)) }
        guard bytes.count < 8 else {
            let last = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: bytes.count &- 8, as: UInt64.self))
            return last >> UInt64(8 &* (8 &- count))
        }
        return (0..<count).reduce(0) { $0 | UInt64(bytes[offset &+ $1]) << UInt64(8 &* $1) }
    }

    @inlinable
    consuming func avalanche() -> Digest128 {
        h1 ^= hashedBytes
        h2 ^= hashedBytes
        h1 = h1 &+ h2
        h2 = h2 &+ h1
        h1 = Self.final(h1)
        h2 = Self.final(h2)
        h1 = h1 &+ h2
        h2 = h2 &+ h1
        return Digest128(low: h1, high: h2)
    }

    @inlinable @inline(__always)
    static func rotated(_ value: UInt64, _ bits: UInt64) -> UInt64 { value << bits | value >> (64 &- bits) }

    @inlinable @inline(__always)
    static func mixed1(_ k: UInt64) -> UInt64 { rotated(k &* c1, 31) &* c2 }

    @inlinable @inline(__always)
    static func mixed2(_ k: UInt64) -> UInt64 { rotated(k &* c2, 33) &* c1 }

    @inlinable
    static func final(_ value: UInt64) -> UInt64 {
        var k = value
        k ^= k >> 33
        k = k &* 0xff51_afd7_ed55_8ccd
        k ^= k >> 33
        k = k &* 0xc4ce_b9fe_1a85_ec53
        k ^= k >> 33
        return k
    }
}
