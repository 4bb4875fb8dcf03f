/// Which serial numbers came: a bit each, in pages that are made when they are first needed.
package struct SerialSet: Sendable {
    package struct Gap: Equatable, Sendable, Codable {
        /// First and last serial that is missing.
        package var from: UInt64
        package var to: UInt64

        package init(from: UInt64, to: UInt64) {
            self.from = from
            self.to = to
        }
    }

    package enum Insertion: Equatable, Sendable { case new, repeated, outside }

    /// 64-bit words of a page: 8 KiB, 65,536 serials.
    private static let pageWords = 1_024
    private static let pageSerials = UInt64(pageWords * 64)

    /// Pages by number; an empty one has not been made.
    private var pages: [[UInt64]] = []
    /// The highest serial that may come.
    private let limit: UInt64
    /// Distinct serials.
    package private(set) var count: UInt64 = 0
    /// 0 where none came.
    package private(set) var highest: UInt64 = 0

    /// - Parameter limit: serials above it, and 0, are outside.
    package init(limit: UInt64 = ReceiverLimits.highestSerial) { self.limit = min(limit, ReceiverLimits.highestSerial) }

    package mutating func insert(_ serial: UInt64) -> Insertion {
        guard serial >= 1, serial <= limit else { return .outside }
        let page = Int((serial - 1) / Self.pageSerials)
        let bit = (serial - 1) % Self.pageSerials
        while pages.count <= page { pages.append([]) }
        if pages[page].isEmpty { pages[page] = Array(repeating: 0, count: Self.pageWords) }
        let mask: UInt64 = 1 << (bit & 63)
        guard pages[page][Int(bit >> 6)] & mask == 0 else { return .repeated }
        pages[page][Int(bit >> 6)] |= mask
        count += 1
        highest = max(highest, serial)
        return .new
    }

    package func contains(_ serial: UInt64) -> Bool {
        guard serial >= 1, serial <= highest else { return false }
        return word(Int((serial - 1) / 64)) & (1 << ((serial - 1) & 63)) != 0
    }

    /// What is missing from 1 to `last`, in order; at most `listed` gaps.
    package func gaps(through last: UInt64, listed: Int = ReceiverLimits.listedGaps) -> [Gap] {
        var gaps: [Gap] = []
        var open: UInt64?
        var serial: UInt64 = 1
        let known = min(last, highest)
        while serial <= known, gaps.count < listed {
            let word = word(Int((serial - 1) / 64))
            let isWhole = (serial - 1) & 63 == 0 && serial + 63 <= known && (word == 0 || word == .max)
            change(&open, isMissing: word & (1 << ((serial - 1) & 63)) == 0, at: serial, &gaps)
            serial += isWhole ? 64 : 1
        }
        if last > known, serial > known { open = open ?? known + 1 }
        if let open, gaps.count < listed { gaps.append(Gap(from: open, to: last)) }
        return gaps
    }

    private func change(_ open: inout UInt64?, isMissing: Bool, at serial: UInt64, _ gaps: inout [Gap]) {
        if isMissing {
            open = open ?? serial
        } else if let from = open {
            gaps.append(Gap(from: from, to: serial - 1))
            open = nil
        }
    }

    private func word(_ index: Int) -> UInt64 {
        let page = index / Self.pageWords
        guard page < pages.count, !pages[page].isEmpty else { return 0 }
        return pages[page][index % Self.pageWords]
    }
}
