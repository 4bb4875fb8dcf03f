/// A growing run of bytes that an encoder appends to and a sink sends: emptied and used again, never shared.
package struct OutputBuffer: ~Copyable {
    private var base: UnsafeMutableRawPointer
    package private(set) var capacity: Int
    package private(set) var count = 0

    package init(capacity: Int = 64 << 10) {
        self.capacity = max(capacity, 64)
        base = .allocate(byteCount: self.capacity, alignment: 64)
    }

    deinit { base.deallocate() }

    /// Valid until the next change.
    package var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: base, count: count) }

    package mutating func removeAll() { count = 0 }

    package mutating func reserve(_ more: Int) {
        guard count + more > capacity else { return }
        let grown = max(capacity * 2, count + more)
        let next = UnsafeMutableRawPointer.allocate(byteCount: grown, alignment: 64)
        next.copyMemory(from: base, byteCount: count)
        base.deallocate()
        base = next
        capacity = grown
    }

    package mutating func append(_ byte: UInt8) {
        reserve(1)
        base.storeBytes(of: byte, toByteOffset: count, as: UInt8.self)
        count += 1
    }

    package mutating func append(_ bytes: UnsafeRawBufferPointer) {
        guard let source = bytes.baseAddress, !bytes.isEmpty else { return }
        reserve(bytes.count)
        (base + count).copyMemory(from: source, byteCount: bytes.count)
        count += bytes.count
    }

    package mutating func append(_ bytes: [UInt8]) { bytes.withUnsafeBytes { append($0) } }

    package mutating func append(_ text: StaticString) {
        append(UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    /// Lets `body` write at most `room` bytes at the end; it returns how many it wrote.
    package mutating func append(room: Int, _ body: (UnsafeMutableBufferPointer<UInt8>) -> Int) {
        reserve(room)
        let start = (base + count).assumingMemoryBound(to: UInt8.self)
        count += min(room, body(UnsafeMutableBufferPointer(start: start, count: room)))
    }

    package mutating func append(decimal number: Int) {
        guard number >= 10 else { return append(0x30 + UInt8(truncatingIfNeeded: max(0, number))) }
        let digits = number.decimalDigits
        append(room: digits) { buffer in
            var rest = number
            for index in stride(from: digits - 1, through: 0, by: -1) {
                buffer[index] = 0x30 + UInt8(truncatingIfNeeded: rest % 10)
                rest /= 10
            }
            return digits
        }
    }

    /// Puts one byte for another from an offset on.
    package mutating func replace(_ byte: UInt8, with other: UInt8, from offset: Int) {
        for index in offset..<count where base.load(fromByteOffset: index, as: UInt8.self) == byte {
            base.storeBytes(of: other, toByteOffset: index, as: UInt8.self)
        }
    }
}

extension Int {
    /// How many decimal digits a number of bytes has: 1 for 0.
    var decimalDigits: Int {
        var digits = 1
        var rest = self
        while rest >= 10 {
            rest /= 10
            digits += 1
        }
        return digits
    }
}
