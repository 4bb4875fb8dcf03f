import WeirSystem

/// What happened in a run, in its order, as one number: two runs of one seed must end with the same.
package struct TraceDigest: Sendable {
    /// Also keeps what was added, so that the first difference between two runs can be shown.
    @TaskLocal package static var keepsEvents = false

    package private(set) var value: UInt64 = 0
    package private(set) var count: UInt64 = 0
    package private(set) var events: [String] = []

    package init() {}

    package mutating func add(_ text: String) {
        var text = text
        text.withUTF8 { mix(UInt64(CRC32C.checksum(UnsafeRawBufferPointer($0)))) }
        if Self.keepsEvents { events.append(text) }
    }

    /// A path without the name of its mount, which no other run has.
    mutating func add(path: String) {
        let isMounted = path.hasPrefix(MemorySQLite.root)
        var path = path
        path.withUTF8 { bytes in
            let start = isMounted ? bytes.dropFirst().firstIndex(of: UInt8(ascii: "/")) ?? bytes.endIndex : 0
            mix(UInt64(CRC32C.checksum(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(bytes)[start...]))))
            if Self.keepsEvents { events.append(String(decoding: bytes[start...], as: UTF8.self)) }
        }
    }

    package mutating func add(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { mix(UInt64(CRC32C.checksum($0))) }
        if Self.keepsEvents { events.append("\(bytes.count) bytes: \(String(decoding: bytes.prefix(400), as: UTF8.self))") }
    }

    package mutating func add(_ number: some FixedWidthInteger) {
        mix(UInt64(truncatingIfNeeded: number))
        if Self.keepsEvents { events.append("\(number)") }
    }

    private mutating func mix(_ number: UInt64) {
        var random = SeededRandom(seed: value ^ number)
        value = random.next()
        count += 1
    }
}
