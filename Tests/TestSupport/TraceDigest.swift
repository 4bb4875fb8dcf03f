import WeirSystem

/// What happened in a run, in its order, as one number: two runs of one seed must end with the same.
package struct TraceDigest: Equatable, Sendable {
    package private(set) var value: UInt64 = 0
    package private(set) var events: UInt64 = 0

    package init() {}

    package mutating func add(_ text: String) {
        var text = text
        text.withUTF8 { add(CRC32C.checksum(UnsafeRawBufferPointer($0))) }
    }

    package mutating func add(_ bytes: [UInt8]) { bytes.withUnsafeBytes { add(CRC32C.checksum($0)) } }

    package mutating func add(_ number: some FixedWidthInteger) {
        var random = SeededRandom(seed: value ^ UInt64(truncatingIfNeeded: number))
        value = random.next()
        events += 1
    }
}
