internal import CWeirSystem

/// CRC-32C (Castagnoli, RFC 3720 appendix B.4), by the processor's instruction where there is one.
package struct CRC32C: Sendable {
    package private(set) var value: UInt32 = 0

    package init() {}

    package mutating func update(_ bytes: UnsafeRawBufferPointer) {
        value = weir_crc32c(value, bytes.baseAddress, bytes.count)
    }

    package static func checksum(_ bytes: UnsafeRawBufferPointer) -> UInt32 { weir_crc32c(0, bytes.baseAddress, bytes.count) }

    /// Without the instruction: what the fast one is tested against.
    package static func tableChecksum(_ bytes: UnsafeRawBufferPointer) -> UInt32 {
        weir_crc32c_table(0, bytes.baseAddress, bytes.count)
    }
}
