import Foundation

/// A record's bytes in JSON: as text where they are UTF-8, in base 64 where they are not.
struct RecordText: Encodable {
    var text: String?
    var base64: String?

    private enum CodingKeys: String, CodingKey { case text, base64 = "textBase64" }

    init(_ bytes: [UInt8]) {
        text = String(validating: bytes, as: UTF8.self)
        base64 = text == nil ? Data(bytes).base64EncodedString() : nil
    }
}

/// Bytes as they are, a line end behind each record.
enum RawOutput {
    static func write(_ bytes: [UInt8]) {
        var line = Data(bytes)
        line.append(0x0A)
        try? FileHandle.standardOutput.write(contentsOf: line)
    }
}
