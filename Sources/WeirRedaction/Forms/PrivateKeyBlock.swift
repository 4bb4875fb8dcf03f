/// Private keys between `-----BEGIN … PRIVATE KEY-----` and `-----END`, and what PuTTY has between `Private-Lines:` and `Private-MAC:`.
struct PrivateKeyBlock {
    private let text: UnsafeRawBufferPointer

    init(_ text: UnsafeRawBufferPointer) { self.text = text }

    struct Opening: Equatable {
        /// Behind the dashes of the first line.
        var body: Int
        /// Of the last line's dashes; nil where the block goes on in the next record.
        var end: Int?
    }

    /// - Parameter place: within `PRIVATE KEY`.
    func opening(around place: Int) -> Opening? {
        let start = text.start(before: place + 1, limit: 48) { $0.isUpper || $0 == 0x20 || $0.isDigit }
        let begins =
            (text.has("begin", at: start) && text.has("-----", at: start - 5))
            || (text.has("begin", at: start + 1) && text.has("----", at: start - 4))
        guard begins else { return nil }
        let words = text.end(from: place, limit: 48) { $0.isUpper || $0 == 0x20 }
        let body = text.end(from: words, limit: 8) { $0 == 0x2D }
        guard body >= words + 4 else { return nil }
        var end = body
        while end < text.count {
            if text[end] == 0x2D, text.has("----end", at: end) || text.has("---- end", at: end) || text.has("-----end", at: end) {
                return Opening(body: body, end: end)
            }
            end += 1
        }
        return Opening(body: body, end: nil)
    }

    /// - Returns: where to go on.
    func find(around place: Int, into found: inout [Finding]) -> Int {
        guard let opening = opening(around: place) else { return place }
        let end = opening.end ?? text.count
        var start = opening.body
        while start < end, text[start].isBlank || text[start] == 0x5C || text[start].isQuote { start += 1 }
        guard hasBody(start..<end) else { return opening.body }
        found.append(Finding(opening.body..<end, .privateKey))
        return end
    }

    private func hasBody(_ range: Range<Int>) -> Bool {
        var place = range.lowerBound
        while place < range.upperBound {
            let end = text.end(from: place) { $0.isBase64 }
            if end - place >= 16, !Words.arePlain(text.part(place..<end)) { return true }
            place = max(end, place) + 1
        }
        return false
    }

    /// Whether the block goes on behind this text.
    static func isOpen(behind text: UnsafeRawBufferPointer, wasOpen: Bool) -> Bool {
        var isOpen = wasOpen
        var place = 0
        while let dash = text.firstIndex(of: 0x2D, from: place, to: text.count) {
            if text.has("----begin", at: dash) || text.has("---- begin", at: dash) {
                let end = text.end(from: dash, limit: 80) { $0 == 0x2D || $0 == 0x20 || $0.isUpper || $0.isDigit }
                isOpen = Self.names(text, dash..<end)
            } else if text.has("private-lines:", at: dash - 7) {
                isOpen = true
            } else if text.has("private-mac:", at: dash - 7) {
                isOpen = false
            } else if text.has("----end", at: dash) || text.has("---- end", at: dash) {
                isOpen = false
            }
            place = dash + 1
        }
        return isOpen
    }

    private static func names(_ text: UnsafeRawBufferPointer, _ range: Range<Int>) -> Bool {
        range.contains { text.has("private", at: $0) }
    }

    /// Lines of a block's body in a text of its own: base 64, perhaps behind what a logger put before it.
    static func body(in text: UnsafeRawBufferPointer) -> [Finding] {
        var found: [Finding] = []
        var place = 0
        while place < text.count {
            let end = text.end(from: place) { $0.isBase64 }
            let isWhole =
                text.start(before: place) { $0.isBlank } == 0
                && text.end(from: end) { $0.isBlank || $0 == 0x5C || $0 == 0x6E } == text.count
            let isPadded = end - place >= 8 && text.at(end - 1) == UInt8(ascii: "=")
            if end - place >= 24 || isPadded || (isWhole && end - place >= 4), !Words.arePlain(text.part(place..<end)) {
                found.append(Finding(place..<end, .privateKey))
            }
            place = max(end, place + 1)
        }
        return found
    }
}
