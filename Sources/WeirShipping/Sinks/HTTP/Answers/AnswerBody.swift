import WeirCompression

/// An answer's body as text for people, whatever it was packed in.
enum AnswerBody {
    /// - Parameters:
    ///   - bytes: the body's beginning.
    ///   - encoding: the answer's `Content-Encoding`.
    /// - Returns: at most ``HTTPAnswer/maximumBody`` bytes of it as text.
    static func text(_ bytes: [UInt8], encoding: String?) -> String {
        let coding = encoding?.lowercased().filter { !$0.isWhitespace } ?? ""
        guard !bytes.isEmpty, !coding.isEmpty, coding != "identity" else { return text(bytes) }
        guard let inflater = inflater(for: coding, bytes) else { return "(a body in the encoding \(coding.prefix(32)), which is not read)" }
        return text(inflated(bytes, inflater))
    }

    /// Whether it is a whole page of HTML. Its type alone says nothing: many frameworks give every answer that one.
    static func isPage(_ bytes: [UInt8], type: String?, encoding: String?) -> Bool {
        guard let type, type.lowercased().hasPrefix("text/html") else { return false }
        let start = text(bytes, encoding: encoding).drop { $0.isWhitespace || $0 == "\u{FEFF}" }.prefix(pageStart.count).lowercased()
        return start == pageStart || start.hasPrefix("<html")
    }

    private static let pageStart = "<!doctype html"

    private static func text(_ bytes: [UInt8]) -> String {
        String(decoding: bytes.prefix(HTTPAnswer.maximumBody), as: UTF8.self)
    }

    /// What comes out before an error or the limit is kept: the body may be cut, or a bomb.
    private static func inflated(_ bytes: [UInt8], _ inflater: Inflater) -> [UInt8] {
        var inflater = inflater
        var output: [UInt8] = []
        bytes.withUnsafeBytes { input in try? inflater.inflate(input, into: &output) }
        return output
    }

    private static func inflater(for coding: String, _ bytes: [UInt8]) -> Inflater? {
        switch coding {
        case "gzip", "x-gzip": .gzip(limitBytes: HTTPAnswer.maximumBody)
        case "deflate": .deflate(isWrapped: isZlib(bytes), limitBytes: HTTPAnswer.maximumBody)
        case "zstd": try? .zstd(limitBytes: HTTPAnswer.maximumBody)
        default: nil
        }
    }

    /// `deflate` is zlib's wrapping by RFC 9110, and bare from not a few servers.
    private static func isZlib(_ bytes: [UInt8]) -> Bool {
        guard bytes.count >= 2 else { return false }
        return bytes[0] & 0x0F == 8 && (Int(bytes[0]) << 8 | Int(bytes[1])) % 31 == 0
    }
}
