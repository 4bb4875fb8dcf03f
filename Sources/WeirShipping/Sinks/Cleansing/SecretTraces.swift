internal import WeirRecords

/// Finds secrets in a text of someone else, whole or in part, however they are spelt.
///
/// Two things meet: the ways of writing a secret that a few of its bytes show (Base64, Base32, hexadecimal, rot13, backwards), and the
/// readings of the text that other decoders make (``AnswerView``), one on top of another.
struct SecretTraces: Sendable {
    /// A piece of a secret that is at least this long is a trace; a secret that is shorter counts as a whole.
    static let shortestPiece = 8
    /// Below this a secret can't be told from any word.
    static let shortestSecret = 4
    /// Decoders one on top of another. Each reading has nine others, mostly short ones: an answer is 4 KiB at most.
    private static let maximumLayers = 2
    private static let mask = "***"
    private static let notations: [BitText] = [.hexadecimal, .base32, .base32Hex, .base64]

    /// Every piece of ``shortestPiece`` bytes of the longer secrets and of what they are written as, folded, in a word each.
    private var pieces: Set<UInt64> = []
    private var short: [[UInt8]] = []

    init(_ secrets: [String]) {
        for secret in secrets {
            let bytes = [UInt8](secret.utf8)
            guard bytes.count >= Self.shortestSecret else { continue }
            guard bytes.count >= Self.shortestPiece else {
                add(bytes.map(Self.folded))
                for text in Self.notations { add(text.written(bytes)[0].map(Self.folded)) }
                continue
            }
            for form in [bytes, bytes.map(Self.rotated)] + Self.notations.flatMap({ $0.written(bytes) }) {
                let folded = form.map(Self.folded)
                for read in [folded, folded.filter(AnswerView.isAlphanumeric)] where read.count >= Self.shortestPiece {
                    add(read)
                    add(read.reversed())
                }
            }
        }
    }

    private mutating func add(_ form: [UInt8]) {
        guard form.count >= Self.shortestPiece else {
            if form.count >= Self.shortestSecret { short.append(form) }
            return
        }
        Self.eachPiece(of: form) { _, piece in pieces.insert(piece) }
    }

    private static func eachPiece(of bytes: [UInt8], _ body: (_ start: Int, _ piece: UInt64) -> Void) {
        var piece: UInt64 = 0
        for (place, byte) in bytes.enumerated() {
            piece = piece << 8 | UInt64(byte)
            if place + 1 >= shortestPiece { body(place + 1 - shortestPiece, piece) }
        }
    }

    func masked(_ text: String) -> String {
        guard !pieces.isEmpty || !short.isEmpty else { return text }
        let bytes = [UInt8](text.utf8)
        var marked = [Bool](repeating: false, count: bytes.count)
        var views = [AnswerView(bytes)]
        for layer in 0...Self.maximumLayers {
            for view in views {
                mark(in: view, &marked)
                markPieces(in: view.squeezed(), &marked)
            }
            if layer < Self.maximumLayers { views = views.flatMap { $0.decoded() }.filter { $0.bytes.count >= Self.shortestSecret } }
        }
        return Self.text(bytes, without: marked)
    }

    private func mark(in view: AnswerView, _ marked: inout [Bool]) {
        markPieces(in: view, &marked)
        guard !short.isEmpty else { return }
        let folded = view.bytes.map(Self.folded)
        for start in folded.indices {
            for secret in short where Self.stands(secret, at: start, in: folded) {
                Self.mark(view.place(of: start..<start + secret.count), &marked)
            }
        }
    }

    private func markPieces(in view: AnswerView, _ marked: inout [Bool]) {
        Self.eachPiece(of: view.bytes.map(Self.folded)) { start, piece in
            if pieces.contains(piece) { Self.mark(view.place(of: start..<start + Self.shortestPiece), &marked) }
        }
    }

    private static func mark(_ range: Range<Int>, _ marked: inout [Bool]) {
        for place in range { marked[place] = true }
    }

    /// A short secret counts where it is no part of a longer word.
    private static func stands(_ secret: [UInt8], at start: Int, in text: [UInt8]) -> Bool {
        let end = start + secret.count
        guard end <= text.count, text[start..<end].elementsEqual(secret) else { return false }
        return (start == 0 || !isWord(text[start - 1])) && (end == text.count || !isWord(text[end]))
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

    private static func rotated(_ byte: UInt8) -> UInt8 {
        guard 0x61...0x7A ~= byte | 0x20 else { return byte }
        return (byte & 0x20) | 0x40 | ((byte & 0x1F) + 12) % 26 + 1
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte) || byte >= 0x80
    }
}
