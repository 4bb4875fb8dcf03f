internal import CWeirSystem

/// Where each text is looked for: by which three or four of its bytes, and in which group.
///
/// A group accepts each sign of four bytes that some member has: the fewer of a log's places have one of each kind, the fewer are compared
/// in vain. For texts that are always looked for that was tried out on logs before; all others go where it costs least by how often bytes
/// are met.
struct TextGroups {
    struct Place: Equatable {
        /// Where the bytes begin.
        var offset: Int
        var group: Int
    }

    static let count = 8 * Int(WEIR_TEXT_SETS)

    /// Of each sign the values that members have, a bit each.
    struct Signs: Equatable {
        var values = [UInt16](repeating: 0, count: Int(WEIR_TEXT_SIGNS))

        init() {}

        /// - Parameter following: what may stand behind the three bytes.
        init(_ triple: ArraySlice<UInt8>, following: [UInt8]) {
            let start = triple.reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
            for byte in following {
                for sign in values.indices { values[sign] |= 1 << UInt16(weir_text_sign(start | UInt32(byte) << 24, Int32(sign))) }
            }
        }

        mutating func add(_ other: Signs) {
            for sign in values.indices { values[sign] |= other.values[sign] }
        }
    }

    private let known: [[UInt8]: Int]
    private(set) var groups = [Signs](repeating: Signs(), count: count)

    /// - Parameter windows: of each group the bytes that were tried out, in lower case; any others are ignored.
    init(_ windows: [[String]]) {
        var known: [[UInt8]: Int] = [:]
        for (group, windows) in windows.prefix(Self.count).enumerated() {
            for window in windows { known[Array(window.utf8)] = group }
        }
        self.known = known
    }

    /// - Parameters:
    ///   - text: in lower case, of at least three bytes.
    ///   - endings: the bytes that may follow it; none, then any may.
    mutating func place(_ text: [UInt8], endings: [UInt8]) -> Place {
        let offsets = 0...max(0, text.count - LiteralScanner.shortestText)
        let place = tried(text, offsets) ?? cheapest(text, offsets, endings)
        groups[place.group].add(Self.signs(text, place.offset, endings))
        return place
    }

    private static func signs(_ text: [UInt8], _ offset: Int, _ endings: [UInt8]) -> Signs {
        let following = text.dropFirst(offset + 3).first.map { [$0] } ?? (endings.isEmpty ? Array(0...0xFF) : endings)
        return Signs(text[offset...].prefix(3), following: following)
    }

    private func tried(_ text: [UInt8], _ offsets: ClosedRange<Int>) -> Place? {
        for offset in offsets {
            if let group = known[Array(text[offset...].prefix(4))] { return Place(offset: offset, group: group) }
        }
        return nil
    }

    private func cheapest(_ text: [UInt8], _ offsets: ClosedRange<Int>, _ endings: [UInt8]) -> Place {
        var (best, least) = (Place(offset: 0, group: 0), Double.infinity)
        for offset in offsets {
            let signs = Self.signs(text, offset, endings)
            for (group, members) in groups.enumerated() {
                var joined = members
                joined.add(signs)
                let cost = joined == members ? 0 : ByteRarity.share(of: joined) - ByteRarity.share(of: members)
                if cost < least { (best, least) = (Place(offset: offset, group: group), cost) }
            }
        }
        return best
    }
}
