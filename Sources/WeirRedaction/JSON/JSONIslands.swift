internal import WeirSystem

/// JSON in the midst of a text: `body {"password": "…"} read`.
struct JSONIslands {
    struct Island {
        var range: Range<Int>
        var found: [Finding]
    }

    let search: TextSearch
    let depth: Int

    /// Bytes that may be read again where what begins like JSON is none: beyond that a text is only a text.
    private static let patience = 4

    func find(in text: UnsafeRawBufferPointer, _ hits: [LiteralScanner.Hit]) -> [Island] {
        var islands: [Island] = []
        var place = 0
        var budget = text.count * Self.patience + 4_096
        while place < text.count {
            let byte = text[place]
            guard byte == UInt8(ascii: "{") || byte == UInt8(ascii: "["), mayBegin(text, place) else {
                place += 1
                continue
            }
            if let (tokens, end) = JSONTokens.read(text, from: place), !isSubscript(text, end) {
                let inner = JSONSearch(text: text, search: search, depth: depth, hits: hits)
                islands.append(Island(range: place..<end, found: inner.find(tokens)))
                place = end
            } else {
                budget -= text.count - place
                if budget < 0 { return islands }
                place += 1
            }
        }
        return islands
    }

    /// `["name"] => …`: a name in brackets.
    private func isSubscript(_ text: UnsafeRawBufferPointer, _ end: Int) -> Bool {
        let next = text.at(text.skippingSpaces(from: end, limit: 4))
        return next == UInt8(ascii: "=") || next == UInt8(ascii: ":")
    }

    /// Arrays only of strings and of what is JSON itself: `[INFO]` and `[1]` are none.
    private func mayBegin(_ text: UnsafeRawBufferPointer, _ place: Int) -> Bool {
        let next = text.at(text.skippingBlanks(from: place + 1, limit: 16))
        if text[place] == UInt8(ascii: "{") { return next == 0x22 }
        return next == 0x22 || next == UInt8(ascii: "{") || next == UInt8(ascii: "[")
    }
}
