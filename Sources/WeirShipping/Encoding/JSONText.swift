extension OutputBuffer {
    private static let hexadecimalDigits: StaticString = "0123456789abcdef"

    /// Appends the inside of a JSON string. What is no UTF-8 becomes U+FFFD, the only thing that JSON can't carry.
    package mutating func append(jsonEscaping bytes: UnsafeRawBufferPointer, repairing: Bool) {
        reserve(bytes.count + bytes.count / 8)
        var clean = 0
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if byte >= 0x20, byte != 0x22, byte != 0x5C, byte < 0x80 || !repairing {
                index += 1
                continue
            }
            let step = byte < 0x80 ? UTF8Step.invalid(1) : UTF8Scan.step(bytes, at: index)
            switch step {
            case .scalar(let length): index += length
            case .invalid(let length):
                append(UnsafeRawBufferPointer(rebasing: bytes[clean..<index]))
                append(escapeOf: byte)
                index += length
                clean = index
            }
        }
        append(UnsafeRawBufferPointer(rebasing: bytes[clean...]))
    }

    /// Appends bytes as they are, but for what is no UTF-8: U+FFFD stands for that.
    package mutating func append(repairing bytes: UnsafeRawBufferPointer) {
        var clean = 0
        var index = 0
        while index < bytes.count {
            switch UTF8Scan.step(bytes, at: index) {
            case .scalar(let length): index += length
            case .invalid(let length):
                append(UnsafeRawBufferPointer(rebasing: bytes[clean..<index]))
                append(UTF8Scan.replacement)
                index += length
                clean = index
            }
        }
        append(UnsafeRawBufferPointer(rebasing: bytes[clean...]))
    }

    /// What stands for a byte that can't stay: U+FFFD for one that is no ASCII.
    private mutating func append(escapeOf byte: UInt8) {
        switch byte {
        case 0x22: append("\\\"")
        case 0x5C: append("\\\\")
        case 0x0A: append("\\n")
        case 0x0D: append("\\r")
        case 0x09: append("\\t")
        case ..<0x20:
            append("\\u00")
            append(byte < 0x10 ? 0x30 : 0x31)
            append(Self.hexadecimalDigits.utf8Start[Int(byte & 0xF)])
        default: append(UTF8Scan.replacement)
        }
    }
}
