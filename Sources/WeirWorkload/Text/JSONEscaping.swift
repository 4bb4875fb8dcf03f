/// How text becomes the inside of a JSON string.
enum JSONEscaping {
    /// As Python's `json.dumps`: all that is not ASCII becomes `\uXXXX`, in surrogate pairs where it must.
    static func appendASCII(_ text: [UInt8], to line: inout LineBuffer) {
        guard text.contains(where: { $0 < 0x20 || $0 >= 0x7F || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") }) else {
            line.append(text)
            return
        }
        for scalar in String(decoding: text, as: UTF8.self).unicodeScalars { appendASCII(scalar, to: &line) }
    }

    /// As nginx's `escape=json`: UTF-8 stays as it is.
    static func appendUTF8(_ text: [UInt8], to line: inout LineBuffer) {
        for byte in text {
            if byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
                appendASCII(Unicode.Scalar(byte), to: &line)
            } else {
                line.append(byte: byte)
            }
        }
    }

    private static func appendASCII(_ scalar: Unicode.Scalar, to line: inout LineBuffer) {
        switch scalar {
        case "\"": line.append(#"\""#)
        case "\\": line.append(#"\\"#)
        case "\n": line.append(#"\n"#)
        case "\r": line.append(#"\r"#)
        case "\t": line.append(#"\t"#)
        case " "..."~": line.append(byte: UInt8(truncatingIfNeeded: scalar.value))
        default:
            for unit in String(scalar).utf16 { appendEscape(unit, to: &line) }
        }
    }

    private static func appendEscape(_ unit: UInt16, to line: inout LineBuffer) {
        line.append(#"\u"#)
        line.append(hexadecimal: UInt64(unit), digits: 4)
    }
}
