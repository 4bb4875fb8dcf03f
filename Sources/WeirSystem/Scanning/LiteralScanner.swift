internal import CWeirSystem

/// Finds where any of many short texts stands, letters of ASCII in either case.
///
/// Of each text three bytes in a row and the one behind them are looked for (``TextGroups``); where they stand it is compared. Its tables
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

    private let tables: UnsafeMutablePointer<weir_scanner>
    private let texts: UnsafeMutableBufferPointer<weir_text>
    private let endings: UnsafeMutableBufferPointer<weir_word>
    private let usesInstructions: Bool

    /// - Parameters:
    ///   - windows: which bytes to look for, in which groups, as it was tried out before for some of the texts: see ``TextGroups``.
    ///   - usesInstructions: false to look byte by byte: what a processor without them does.
    /// - Precondition: each text has at least ``shortestText`` bytes; together they have at most 65,535 endings; at most two are bytes.
    package init(_ literals: [Literal], windows: [[String]] = [], usesInstructions: Bool = true) {
        self.usesInstructions = usesInstructions
        tables = .allocate(capacity: 1)
        tables.initialize(to: weir_scanner())
        texts = .allocate(capacity: literals.count)
        endings = .allocate(capacity: literals.reduce(0) { $0 + $1.endings.count })
        var groups = TextGroups(windows)
        let compared = literals.filter { $0.byte == nil }.map { literal in
            let bytes = ComparedText.bytes(literal)
            return ComparedText(literal, bytes, offset: groups.place(bytes, endings: ComparedText.endings(literal)).offset)
        }
        tables.pointee.is_ascii = compared.allSatisfy { $0.triple.allSatisfy { $0 < 0x80 } } ? 1 : 0
        fill(Dictionary(grouping: compared) { Int(weir_text_bucket($0.start)) })
        for text in compared { noteKnown(text) }
        for (group, signs) in groups.groups.enumerated() { note(signs, of: group) }
        tables.pointee.single = (0xFF, 0xFF)
        for (index, literal) in literals.filter({ $0.byte != nil }).prefix(2).enumerated() {
            withUnsafeMutableBytes(of: &tables.pointee.single) { $0[index] = literal.byte ?? 0xFF }
            withUnsafeMutableBytes(of: &tables.pointee.is_single) { $0[Int(literal.byte ?? 0xFF)] = 1 }
            withUnsafeMutableBytes(of: &tables.pointee.single_marks) { $0.bindMemory(to: UInt64.self)[index] = literal.marks }
        }
    }

    private func fill(_ buckets: [Int: [ComparedText]]) {
        var (textCount, endingCount) = (0, 0)
        for bucket in 0..<Int(WEIR_TEXT_BUCKETS) {
            for text in buckets[bucket] ?? [] {
                let first = endingCount
                for ending in text.literal.endings where ending.utf8.count != 1 {
                    endings.initializeElement(at: endingCount, to: weir_word(ending.utf8.map(ASCIILetter.lower)))
                    endingCount += 1
                }
                texts.initializeElement(at: textCount, to: weir_text(text, endings: first..<endingCount))
                textCount += 1
            }
            withUnsafeMutableBytes(of: &tables.pointee.first_text) { $0.bindMemory(to: UInt16.self)[bucket + 1] = UInt16(textCount) }
        }
        tables.pointee.texts = UnsafePointer(texts.baseAddress)
        tables.pointee.endings = UnsafePointer(endings.baseAddress)
    }

    deinit {
        tables.deallocate()
        texts.deallocate()
        endings.deallocate()
    }

    /// How many hits there must be room for.
    package static let hitsAtOnce = Int(WEIR_HITS_AT_ONCE)

    /// The next hits of a text, in their order.
    ///
    /// - Parameters:
    ///   - from: where to look from; behind that, where to go on, which is the text's end when all were found.
    ///   - room: for ``hitsAtOnce`` at least.
    /// - Returns: how many there are.
    package func next(in bytes: UnsafeRawBufferPointer, from: inout Int, into room: UnsafeMutableBufferPointer<Hit>) -> Int {
        guard let base = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), let hits = room.baseAddress else {
            from = bytes.count
            return 0
        }
        return hits.withMemoryRebound(to: weir_hit.self, capacity: room.count) {
            weir_texts(tables, usesInstructions ? 0 : 1, base, bytes.count, &from, $0, room.count)
        }
    }

    /// All hits of a text.
    package func hits(in bytes: UnsafeRawBufferPointer) -> [Hit] {
        withUnsafeTemporaryAllocation(of: Hit.self, capacity: Self.hitsAtOnce) { room in
            var (hits, from): ([Hit], Int) = ([], 0)
            while from < bytes.count { hits += room.prefix(next(in: bytes, from: &from, into: room)) }
            return hits
        }
    }

    private func note(_ signs: TextGroups.Signs, of group: Int) {
        let bit: UInt8 = 1 << UInt8(group & 7)
        withUnsafeMutableBytes(of: &tables.pointee.groups) { table in
            for (sign, values) in signs.values.enumerated() {
                let first = 16 * (group / 8 * signs.values.count + sign)
                for value in 0..<16 where values >> UInt16(value) & 1 == 1 { table[first + value] |= bit }
            }
        }
    }

    private func noteKnown(_ text: ComparedText) {
        withUnsafeMutableBytes(of: &tables.pointee.known) { table in
            let known = table.bindMemory(to: UInt64.self)
            let (bucket, triple) = (Int(weir_text_bucket(text.start)), UInt64(weir_folded_triple(text.start)))
            let isShared = known[bucket] != 0 && UInt32(truncatingIfNeeded: known[bucket]) != UInt32(triple)
            let followed = text.behindTriple.reduce(UInt64(0)) { $0 | 1 << (32 + UInt64($1 & 31)) }
            known[bucket] = known[bucket] & ~0xFFFF_FFFF | followed | (isShared ? 1 << 31 : triple)
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

    init(_ literal: LiteralScanner.Literal, _ bytes: [UInt8], offset: Int) {
        self.literal = literal
        self.bytes = bytes
        self.offset = offset
    }

    /// The bytes that it may be followed by.
    static func endings(_ literal: LiteralScanner.Literal) -> [UInt8] {
        literal.endings.compactMap { $0.utf8.first.map(ASCIILetter.lower) }
    }

    static func bytes(_ literal: LiteralScanner.Literal) -> [UInt8] {
        let text = literal.text.utf8.map(ASCIILetter.lower)
        let last = max(0, text.count - longest)
        let start = literal.endings.isEmpty ? min(ByteRarity.rarestTriple(in: text), last) : last
        return Array(text[start...].prefix(longest))
    }

    /// What may stand behind the three bytes.
    var behindTriple: [UInt8] {
        if offset + LiteralScanner.shortestText < bytes.count { return [bytes[offset + LiteralScanner.shortestText]] }
        return literal.endings.isEmpty ? Array(0...0xFF) : Self.endings(literal)
    }

    var triple: [UInt8] { Array(bytes[offset...].prefix(LiteralScanner.shortestText)) }

    /// The three bytes as a word of memory begins with them.
    var start: UInt32 { triple.reversed().reduce(0) { $0 << 8 | UInt32($1) } }
}

extension weir_text {
    fileprivate init(_ text: ComparedText, endings: Range<Int>) {
        self.init(
            words: (weir_word(text.bytes.prefix(8)), weir_word(text.bytes.dropFirst(8))), ending_bytes: (0, 0, 0, 0),
            ending_starts: (0, 0, 0, 0), start: weir_word(text.bytes.dropFirst(text.offset)), marks: text.literal.marks,
            count: UInt16(text.bytes.count),
            offset: UInt16(text.offset),
            first_ending: UInt16(endings.lowerBound), end_of_endings: UInt16(endings.upperBound),
            needs_ending: text.literal.endings.isEmpty ? 0 : 1)
        for ending in text.literal.endings {
            guard let first = ending.utf8.first.map(ASCIILetter.lower) else { continue }
            for byte in [first, ASCIILetter.upper(first)] {
                let bit: UInt64 = 1 << UInt64(byte & 63)
                if ending.utf8.count == 1 {
                    withUnsafeMutableBytes(of: &ending_bytes) { $0.bindMemory(to: UInt64.self)[Int(byte >> 6)] |= bit }
                } else {
                    withUnsafeMutableBytes(of: &ending_starts) { $0.bindMemory(to: UInt64.self)[Int(byte >> 6)] |= bit }
                }
            }
        }
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
