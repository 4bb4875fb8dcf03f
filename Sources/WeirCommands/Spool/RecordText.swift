import Foundation
import WeirSystem

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

/// Bytes as they are, a line end behind each record; on a terminal they are made plain.
enum RawOutput {
    static func write(_ bytes: some Collection<UInt8>) throws {
        guard !Terminal.isStandardOutputTerminal else { return try Output.write(String(decoding: bytes, as: UTF8.self)) }
        try Output.write(raw: Array(bytes) + [0x0A])
    }
}
