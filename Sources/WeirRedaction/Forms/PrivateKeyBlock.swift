/// Private keys between `-----BEGIN … PRIVATE KEY-----` and `-----END`, and what PuTTY has between `Private-Lines:` and `Private-MAC:`.
struct PrivateKeyBlock {
    /// What begins or ends a block.
    struct Border: Equatable {
        var range: Range<Int>
        /// A private key's body follows.
        var opens: Bool
    }

    /// Of a block with its end in the same text: the longest key with what a logger puts before each of its lines.
    private static let longestBytes = 4 * OpenKey.longestBytes
    /// Between two lines of a block without its end: what a logger puts before them.
    private static let farthest = 256

    private let text: UnsafeRawBufferPointer

    init(_ text: UnsafeRawBufferPointer) { self.text = text }

    /// - Parameter place: within `PRIVATE KEY`.
    func find(around place: Int, into found: inout [Finding]) {
        let dash = text.start(before: place, limit: 64) { $0 != 0x2D } - 1
        guard let border = Self.border(text, from: max(0, dash - 4), to: place), border.opens, border.range.contains(place) else {
            return
        }
        let body = border.range.upperBound
        let limit = min(text.count, body + Self.longestBytes)
        guard let next = Self.border(text, from: body, to: limit), !next.opens else { return open(from: body, to: limit, into: &found) }
        let end = next.range.lowerBound
        guard hasBody(text.skippingBlanks(from: body)..<end) else { return }
        found.append(Finding(body..<end, .privateKey))
    }

    /// A block that goes on in the next record, or is none.
    private func open(from body: Int, to limit: Int, into found: inout [Finding]) {
        let next = Self.border(text, from: body, to: limit)?.range.lowerBound ?? limit
        var key = OpenKey(isAlone: true)
        var lines: [Finding] = []
        _ = key.read(text, body..<next, into: &lines)
        var end = body
        for line in lines where line.range.lowerBound - end <= Self.farthest { end = line.range.upperBound }
        guard end > body else { return }
        found.append(Finding(body..<end, .privateKey))
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

    /// The next one from a place on.
    static func border(_ text: UnsafeRawBufferPointer, from start: Int, to limit: Int = .max) -> Border? {
        let limit = min(limit, text.count)
        var place = start
        while let dash = text.firstIndex(of: 0x2D, from: place, to: limit) {
            if let border = border(text, at: dash) { return border }
            place = dash + 1
        }
        return nil
    }

    private static func border(_ text: UnsafeRawBufferPointer, at dash: Int) -> Border? {
        if text.has("private-lines:", at: dash - 7) { return Border(range: dash - 7..<dash + 7, opens: true) }
        if text.has("private-mac:", at: dash - 7) { return Border(range: dash - 7..<dash + 5, opens: false) }
        guard text.at(dash + 1) == 0x2D else { return nil }
        let word = text.end(from: dash, limit: 6) { $0 == 0x2D }
        let start = text.at(word) == 0x20 ? word + 1 : word
        guard word >= dash + 4, text.has("begin", at: start) || text.has("end", at: start) else { return nil }
        let words = text.end(from: start, limit: 64) { $0 == 0x20 || $0.isUpper || $0.isDigit }
        let end = text.end(from: words, limit: 6) { $0 == 0x2D }
        let isPrivate = (start..<max(start, words)).contains { text.has("private", at: $0) }
        return Border(range: dash..<end, opens: text.has("begin", at: start) && isPrivate && end >= words + 4)
    }
}

/// The private key of a stream, from record to record.
struct KeyMemory: Equatable {
    private(set) var open: OpenKey?

    /// The lines of a key in the next record.
    mutating func read(_ text: UnsafeRawBufferPointer) -> [Finding] {
        var found: [Finding] = []
        var place = 0
        var isTold = text.allSatisfy(\.isBlank)
        while place < text.count {
            let border = PrivateKeyBlock.border(text, from: place)
            if open?.read(text, place..<max(place, border?.range.lowerBound ?? text.count), into: &found) == true { isTold = true }
            guard let border else { break }
            open = border.opens ? OpenKey() : nil
            isTold = true
            place = border.range.upperBound
        }
        open?.finishRecord(isTold: isTold)
        if open?.isOver == true { open = nil }
        return found
    }
}
