internal import WeirRecords
internal import WeirSystem

/// Which of a slab's records call for a search: those with a clue, or a literal of a rule, that does not show at once that it means nothing.
struct TellingRecords {
    struct Record: Equatable {
        var index: Int
        /// Of the rules and clues that called for it.
        var marks: UInt64
    }

    private let rules: RedactionRules
    private let search: TextSearch?
    private let room: UnsafeMutableBufferPointer<LiteralScanner.Hit>

    /// - Parameter room: of ``LiteralScanner/hitsAtOnce``.
    init(_ rules: RedactionRules, _ search: LineSearch?, _ room: UnsafeMutableBufferPointer<LiteralScanner.Hit>) {
        self.rules = rules
        self.search = search?.search
        self.room = room
    }

    /// In the order of their indices.
    func find(in payload: UnsafeRawBufferPointer, _ entries: [RecordEntry]) -> [Record] {
        var found: [Record] = []
        entries.withUnsafeBufferPointer { entries in
            var first = 0
            while first < entries.count {
                let end = Self.endOfRow(entries, from: first)
                find(in: payload, entries, first..<end, into: &found)
                first = end
            }
        }
        return found
    }

    /// Records mostly lie one behind the other, so that all of them are looked through at once.
    private static func endOfRow(_ entries: UnsafeBufferPointer<RecordEntry>, from first: Int) -> Int {
        var (end, behind) = (first, UInt64(0))
        while end < entries.count, end == first || UInt64(entries[end].payloadOffset) >= behind {
            behind = UInt64(entries[end].payloadOffset) + UInt64(entries[end].length)
            end += 1
        }
        return end
    }

    private func find(
        in payload: UnsafeRawBufferPointer, _ entries: UnsafeBufferPointer<RecordEntry>, _ row: Range<Int>, into found: inout [Record]
    ) {
        let start = Int(entries[row.lowerBound].payloadOffset)
        let end = entries[row.upperBound - 1].payloadEnd
        let bytes = payload.part(start..<end)
        let (scanner, search, own) = (rules.scanner, search, rules.own)
        var (index, from, marks) = (row.lowerBound, 0, UInt64(0))
        while from < bytes.count {
            for hit in room.prefix(scanner.next(in: bytes, from: &from, into: room)) {
                let place = start + hit.place
                if place >= entries[index].payloadEnd {
                    if marks != 0 { found.append(Record(index: index, marks: marks)) }
                    marks = 0
                    repeat { index += 1 } while place >= entries[index].payloadEnd
                }
                let record = Int(entries[index].payloadOffset)
                guard place >= record, marks & hit.marks != hit.marks else { continue }
                if let search, hit.marks & own == 0 {
                    let line = payload.part(record..<entries[index].payloadEnd)
                    guard search.isWorthwhile(LiteralScanner.Hit(place: place - record, marks: hit.marks), in: line) else { continue }
                }
                marks |= hit.marks
            }
        }
        if marks != 0 { found.append(Record(index: index, marks: marks)) }
    }
}

extension RecordEntry {
    fileprivate var payloadEnd: Int { Int(payloadOffset) + Int(length) }
}
