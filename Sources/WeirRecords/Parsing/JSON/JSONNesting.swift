extension JSONLineScanner {
    /// What may come next inside of nested values.
    private enum Expected {
        case value
        case valueOrEnd
        case key
        case keyOrEnd
        case commaOrEnd
    }

    /// The open objects and arrays, one bit each; that is what limits the depth.
    private struct Nest {
        private var objects: UInt64 = 0
        private(set) var depth = 0

        var isObject: Bool { objects & 1 == 1 }
        var close: UInt8 { isObject ? UInt8(ascii: "}") : UInt8(ascii: "]") }

        /// False where that is too deep.
        mutating func open(object: Bool) -> Bool {
            guard depth < JSONLineScanner.maximumDepth else { return false }
            objects = objects << 1 | (object ? 1 : 0)
            depth += 1
            return true
        }

        mutating func end() {
            objects >>= 1
            depth -= 1
        }
    }

    /// Steps over an object or an array with all that is in it.
    mutating func skipNested(_ line: RawSpan) -> Bool {
        var nest = Nest()
        var expected = Expected.value
        repeat {
            skipWhitespace(line)
            guard position < line.byteCount, let next = step(line, expected, &nest) else { return false }
            expected = next
        } while nest.depth > 0
        return true
    }

    /// One token; nil where it is not what may come.
    private mutating func step(_ line: RawSpan, _ expected: Expected, _ nest: inout Nest) -> Expected? {
        let byte = line.byte(at: position)
        switch expected {
        case .value: return nestedValue(line, byte, &nest)
        case .valueOrEnd: return byte == nest.close ? end(&nest) : nestedValue(line, byte, &nest)
        case .key: return nestedKey(line, byte)
        case .keyOrEnd: return byte == nest.close ? end(&nest) : nestedKey(line, byte)
        case .commaOrEnd:
            guard byte != nest.close else { return end(&nest) }
            guard byte == UInt8(ascii: ",") else { return nil }
            position += 1
            return nest.isObject ? .key : .value
        }
    }

    private mutating func end(_ nest: inout Nest) -> Expected {
        position += 1
        nest.end()
        return .commaOrEnd
    }

    private mutating func nestedKey(_ line: RawSpan, _ byte: UInt8) -> Expected? {
        guard byte == UInt8(ascii: "\""), skipNestedString(line) else { return nil }
        skipWhitespace(line)
        guard at(UInt8(ascii: ":"), in: line) else { return nil }
        position += 1
        return .value
    }

    private mutating func nestedValue(_ line: RawSpan, _ byte: UInt8, _ nest: inout Nest) -> Expected? {
        switch byte {
        case UInt8(ascii: "\""):
            return skipNestedString(line) ? .commaOrEnd : nil
        case UInt8(ascii: "{"), UInt8(ascii: "["):
            let isObject = byte == UInt8(ascii: "{")
            position += 1
            return nest.open(object: isObject) ? (isObject ? .keyOrEnd : .valueOrEnd) : nil
        default:
            return skipValue(line) == nil ? nil : .commaOrEnd
        }
    }

    /// From a string's opening quote to behind its closing one.
    private mutating func skipNestedString(_ line: RawSpan) -> Bool {
        position += 1
        guard skipString(line) else { return false }
        position += 1
        return true
    }
}
