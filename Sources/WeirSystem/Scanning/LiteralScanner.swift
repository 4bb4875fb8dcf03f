internal import CWeirSystem

/// Finds where any of many short texts stands, letters of ASCII in either case: some 20 GB/s where there is none.
///
/// Of each text three bytes in a row are looked for, those that are the rarest in logs; where they stand it is compared. Its tables
/// are never changed once made, hence `@unchecked Sendable`.
package final class LiteralScanner: @unchecked Sendable {
    /// A text, and what may follow it.
    package struct Literal: Sendable {
        package var text: String
        /// One of these, of up to eight bytes each, stands behind the text; none: anything may.
        package var endings: [String]
        /// What a hit is told with.
        package var marks: UInt64

        package init(_ text: String, endings: [String] = [], marks: UInt64) {
            self.text = text
            self.endings = endings
            self.marks = marks
            byte = nil
        }

        /// One byte, wherever two more follow it: for bytes that logs seldom hold.
        package init(byte: UInt8, marks: UInt64) {
            (text, endings) = ("", [])
            self.marks = marks
            self.byte = byte
        }

        fileprivate let byte: UInt8?
    }

    package struct Hit: Equatable, Sendable {
        /// Some place within the text.
        package var place: Int
        /// Of all texts that stand there with it.
        package var marks: UInt64

        package init(place: Int, marks: UInt64) {
            self.place = place
            self.marks = marks
        }
    }

    /// Bytes that a text must have at least.
    package static let shortestText = 3

    private var tables = weir_scanner()
    private let texts: UnsafeMutableBufferPointer<weir_text>
    private let endings: UnsafeMutableBufferPointer<weir_word>
    private let usesInstructions: Bool

    /// - Parameter usesInstructions: false to look byte by byte: what a processor without them does.
    /// - Precondition: each text has at least ``shortestText`` bytes; together they have at most 65,535 endings; at most two are bytes.
    package init(_ literals: [Literal], usesInstructions: Bool = true) {
        self.usesInstructions = usesInstructions
        texts = .allocate(capacity: literals.count)
        endings = .allocate(capacity: literals.reduce(0) { $0 + $1.endings.count })
        let compared = ComparedText.all(literals)
        tables.is_ascii = compared.allSatisfy { $0.triple.allSatisfy { $0 < 0x80 } } ? 1 : 0
        fill(Dictionary(grouping: compared) { Int(weir_text_bucket($0.triple[0], $0.triple[1], $0.triple[2])) })
        let groups = TripleGroups(compared.map(\.triple)).groups
        for (index, group) in groups.enumerated() { for triple in group { note(triple, group: index, of: groups.count) } }
        tables.single = (0xFF, 0xFF)
        for (index, literal) in literals.filter({ $0.byte != nil }).prefix(2).enumerated() {
            withUnsafeMutableBytes(of: &tables.single) { $0[index] = literal.byte ?? 0xFF }
            withUnsafeMutableBytes(of: &tables.single_marks) { $0.bindMemory(to: UInt64.self)[index] = literal.marks }
        }
    }

    private func fill(_ buckets: [Int: [ComparedText]]) {
        var (textCount, endingCount) = (0, 0)
        for bucket in 0..<Int(WEIR_TEXT_BUCKETS) {
            for text in buckets[bucket] ?? [] {
                let first = endingCount
                for ending in text.literal.endings {
                    endings.initializeElement(at: endingCount, to: weir_word(ending.utf8.map(ASCIILetter.lower)))
                    endingCount += 1
                }
                texts.initializeElement(at: textCount, to: weir_text(text, endings: first..<endingCount))
                textCount += 1
            }
            withUnsafeMutableBytes(of: &tables.first_text) { $0.bindMemory(to: UInt16.self)[bucket + 1] = UInt16(textCount) }
        }
        tables.texts = UnsafePointer(texts.baseAddress)
        tables.endings = UnsafePointer(endings.baseAddress)
    }

    deinit {
        texts.deallocate()
        endings.deallocate()
    }

    /// The first hit at or behind a place.
    package func next(in bytes: UnsafeRawBufferPointer, from: Int) -> Hit? {
        guard let base = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), from < bytes.count else { return nil }
        var marks: UInt64 = 0
        let search = usesInstructions ? weir_next_text : weir_next_text_bytewise
        let place = search(&tables, base, bytes.count, from, &marks)
        return place < bytes.count ? Hit(place: place, marks: marks) : nil
    }

    private func note(_ triple: [UInt8], group: Int, of count: Int) {
        withUnsafeMutableBytes(of: &tables.known) { known in
            let place = Int(weir_known_place(triple[0], triple[1], triple[2]))
            known[place >> 3] |= 1 << UInt8(place & 7)
        }
        let folded: UInt8 = 1 << UInt8(group & 7)
        let halved: UInt8 = 1 << UInt8(group * 8 / max(count, 8))
        for (place, byte) in triple.enumerated() {
            withUnsafeMutableBytes(of: &tables.folded) { $0[192 * (group / 8) + 64 * place + TripleGroups.folded(byte)] |= folded }
            withUnsafeMutableBytes(of: &tables.low) { $0[16 * place + Int(byte & 15)] |= halved }
            withUnsafeMutableBytes(of: &tables.high) { high in
                high[16 * place + Int(byte >> 4)] |= halved
                high[16 * place + Int(ASCIILetter.upper(byte) >> 4)] |= halved
            }
        }
    }
}

/// What is compared of a literal, in lower case.
private struct ComparedText {
    private static let longest = 16

    let literal: LiteralScanner.Literal
    /// Of a long one its end, which its endings follow, or else the part that begins with its rarest bytes.
    let bytes: [UInt8]
    /// Where the three bytes begin that are looked for.
    let offset: Int

    /// - Parameter known: what is looked for anyway: nothing else is, where that will do.
    init(_ literal: LiteralScanner.Literal, known: [[UInt8]]) {
        self.literal = literal
        let text = literal.text.utf8.map(ASCIILetter.lower)
        let last = max(0, text.count - Self.longest)
        let start = literal.endings.isEmpty ? min(ByteRarity.rarestTriple(in: text), last) : last
        let bytes = Array(text[start...].prefix(Self.longest))
        self.bytes = bytes
        let shared = known.lazy.compactMap { bytes.firstRange(of: $0)?.lowerBound }.first
        offset = shared ?? ByteRarity.rarestTriple(in: bytes)
    }

    static func all(_ literals: [LiteralScanner.Literal]) -> [ComparedText] {
        var (texts, known): ([ComparedText], [[UInt8]]) = ([], [])
        for literal in literals where literal.byte == nil {
            let text = ComparedText(literal, known: known)
            texts.append(text)
            known.append(text.triple)
        }
        return texts
    }

    var triple: [UInt8] { Array(bytes[offset...].prefix(LiteralScanner.shortestText)) }
}

extension weir_text {
    fileprivate init(_ text: ComparedText, endings: Range<Int>) {
        self.init(
            words: (weir_word(text.bytes.prefix(8)), weir_word(text.bytes.dropFirst(8))), triple: weir_word(text.triple),
            marks: text.literal.marks, count: UInt16(text.bytes.count), offset: UInt16(text.offset),
            first_ending: UInt16(endings.lowerBound), end_of_endings: UInt16(endings.upperBound))
    }
}

extension weir_word {
    /// - Parameter lowered: in lower case; what is beyond eight bytes is left out.
    fileprivate init(_ lowered: some Collection<UInt8>) {
        self.init()
        for (index, byte) in lowered.prefix(8).enumerated() {
            let shift = UInt64(8 * index)
            bits |= UInt64(byte) << shift
            mask |= 0xFF << shift
            if ASCIILetter.isLower(byte) { fold |= 0x20 << shift }
        }
    }
}
