/// Names and values as RFC 5424 lets them stand.
enum SyslogText {
    /// A header field: printable US-ASCII without spaces, cut at its limit; what may not stand becomes `_`, and nothing at all `-`.
    static func name(_ text: String, limit: Int) -> [UInt8] {
        let bytes = text.utf8.prefix(limit).map { (0x21...0x7E).contains($0) ? $0 : UInt8(ascii: "_") }
        return bytes.isEmpty ? [UInt8(ascii: "-")] : bytes
    }

    /// The inside of a PARAM-VALUE: only `"`, `\` and `]` are escaped, each by a backslash; cut at a scalar's boundary.
    static func parameter(_ text: String, limit: Int) -> [UInt8] {
        let whole = [UInt8](text.utf8)
        let kept = whole.withUnsafeBytes { UTF8Scan.prefix($0, limit: limit) }
        return whole[..<kept].flatMap { byte -> [UInt8] in
            byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte == UInt8(ascii: "]") ? [UInt8(ascii: "\\"), byte] : [byte]
        }
    }
}
