/// Finds an object of a JSON text that has a key twice: parsers differ in which of the two they take, so neither is to be believed.
///
/// Keys that differ only in case or in underscores count as the same, since the decoder joins `wire_bytes` and `wireBytes`.
/// Text that is no JSON is left to the decoder.
struct RepeatedKeys {
    /// The first such key, as it was written second.
    static func first(in text: [UInt8]) -> String? {
        var search = RepeatedKeys(text: text)
        return search.run()
    }

    private let text: [UInt8]
    private var offset = 0
    /// Keys of each open object; `nil` for an array.
    private var open: [Set<String>?] = []

    private init(text: [UInt8]) { self.text = text }

    private mutating func run() -> String? {
        while offset < text.count {
            let byte = text[offset]
            offset += 1
            switch byte {
            case UInt8(ascii: "{"): open.append([])
            case UInt8(ascii: "["): open.append(nil)
            case UInt8(ascii: "}"), UInt8(ascii: "]"): _ = open.popLast()
            case UInt8(ascii: "\""):
                let string = string()
                if isKey(), let repeated = note(string) { return repeated }
            default: continue
            }
        }
        return nil
    }

    private mutating func note(_ bytes: ArraySlice<UInt8>) -> String? {
        guard let last = open.indices.last, var keys = open[last] else { return nil }
        let key = Self.unescaped(bytes)
        guard keys.insert(key.lowercased().filter { $0 != "_" }).inserted else { return key }
        open[last] = keys
        return nil
    }

    /// What stands between the quotes, as it is written; the offset is behind the closing one.
    private mutating func string() -> ArraySlice<UInt8> {
        let start = offset
        while offset < text.count, text[offset] != UInt8(ascii: "\"") { offset += text[offset] == UInt8(ascii: "\\") ? 2 : 1 }
        let end = min(offset, text.count)
        offset = end + 1
        return text[start..<end]
    }

    /// A colon follows a key and nothing else.
    private func isKey() -> Bool {
        let next = text[min(offset, text.count)...].first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }
        return next == UInt8(ascii: ":")
    }

    private static func unescaped(_ bytes: ArraySlice<UInt8>) -> String {
        var key = ""
        var rest = bytes
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "\\"), let escape = rest.popFirst() else {
                key.unicodeScalars.append(Unicode.Scalar(byte))
                continue
            }
            let digits = escape == UInt8(ascii: "u") ? rest.prefix(4) : []
            guard let scalar = scalar(ofDigits: digits) else {
                key.unicodeScalars.append(Unicode.Scalar(escape))
                continue
            }
            rest = rest.dropFirst(4)
            key.unicodeScalars.append(scalar)
        }
        return key
    }

    private static func scalar(ofDigits digits: ArraySlice<UInt8>) -> Unicode.Scalar? {
        guard digits.count == 4 else { return nil }
        return UInt32(String(decoding: digits, as: UTF8.self), radix: 16).flatMap(Unicode.Scalar.init)
    }
}
