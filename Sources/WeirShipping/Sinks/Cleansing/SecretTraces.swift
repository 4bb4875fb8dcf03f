/// Finds secrets in a text of someone else, whole or in part, as they are or as endpoints write them: in Base64, as hexadecimal,
/// percent-encoded, with JSON's or HTML's escapes, in whatever case.
struct SecretTraces: Sendable {
    /// A piece of a secret that is at least this long is a trace; a secret that is shorter counts as a whole.
    static let shortestPiece = 8
    /// Below this a secret can't be told from any word.
    static let shortestSecret = 4
    private static let mask = "***"

    /// Every piece of ``shortestPiece`` bytes of the longer secrets and of their encoded forms, folded.
    private var pieces: Set<[UInt8]> = []
    private var short: [[UInt8]] = []

    init(_ secrets: [String]) {
        for secret in secrets {
            let bytes = [UInt8](secret.utf8)
            guard bytes.count >= Self.shortestSecret else { continue }
            add(bytes)
            add(Base64Text.encoded(bytes))
            // Within something longer its Base64 begins at another bit: the first and last characters then belong to the neighbours too.
            for shift in 1...2 {
                add(Base64Text.encoded([UInt8](repeating: 0, count: shift) + bytes).dropFirst(4).dropLast(4))
            }
            add(bytes.flatMap { [Self.digit($0 >> 4), Self.digit($0 & 15)] })
        }
    }

    private mutating func add(_ form: some Sequence<UInt8>) {
        let folded = form.filter { $0 != UInt8(ascii: "=") }.map(Self.folded)
        guard folded.count >= Self.shortestPiece else {
            if folded.count >= Self.shortestSecret { short.append(folded) }
            return
        }
        for start in 0...(folded.count - Self.shortestPiece) { pieces.insert(Array(folded[start..<start + Self.shortestPiece])) }
    }

    func masked(_ text: String) -> String {
        guard !pieces.isEmpty || !short.isEmpty else { return text }
        let bytes = [UInt8](text.utf8)
        var view = EscapedView(bytes)
        var marked = [Bool](repeating: false, count: bytes.count)
        // As it is written, then with one and two layers of escapes taken off.
        for layer in 0..<3 {
            if layer > 0 { view = view.unescaped() }
            mark(in: view, &marked)
        }
        return Self.text(bytes, without: marked)
    }

    private func mark(in view: EscapedView, _ marked: inout [Bool]) {
        let folded = view.bytes.map(Self.folded)
        func mark(_ range: Range<Int>) {
            guard let first = view.places[range].first, let last = view.places[range].last else { return }
            for place in first.lowerBound..<last.upperBound { marked[place] = true }
        }
        for start in folded.indices {
            let piece = start + Self.shortestPiece
            if piece <= folded.count, pieces.contains(Array(folded[start..<piece])) { mark(start..<piece) }
            for secret in short where Self.stands(secret, at: start, in: folded) { mark(start..<start + secret.count) }
        }
    }

    /// A short secret counts where it is no part of a longer word.
    private static func stands(_ secret: [UInt8], at start: Int, in text: [UInt8]) -> Bool {
        let end = start + secret.count
        guard end <= text.count, text[start..<end].elementsEqual(secret) else { return false }
        let isAlone = (start == 0 || !isWord(text[start - 1])) && (end == text.count || !isWord(text[end]))
        return isAlone
    }

    private static func text(_ bytes: [UInt8], without marked: [Bool]) -> String {
        guard marked.contains(true) else { return String(decoding: bytes, as: UTF8.self) }
        var kept: [UInt8] = []
        for place in bytes.indices {
            if !marked[place] {
                kept.append(bytes[place])
            } else if place == 0 || !marked[place - 1] {
                kept += mask.utf8
            }
        }
        return String(decoding: kept, as: UTF8.self)
    }

    private static func folded(_ byte: UInt8) -> UInt8 {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte | 0x20
        // The two alphabets of Base64.
        case UInt8(ascii: "-"): UInt8(ascii: "+")
        case UInt8(ascii: "_"): UInt8(ascii: "/")
        default: byte
        }
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte) || byte >= 0x80
    }

    private static func digit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x61 + value - 10 }
}
