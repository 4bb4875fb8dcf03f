import WeirPlanner
import WeirRecords

extension ScalarReader where Value == ByteCount {
    static func byteCount(from least: ByteCount = ByteCount(1), to most: ByteCount = ByteCount(1 << 60)) -> Self {
        Self("a number of bytes such as 8GiB, 10MiB or 200GB") { text throws(Refusal) in
            let value = try ByteCountText.parse(text)
            guard value >= least else { throw Refusal("must be at least \(ByteCountText.text(least))") }
            guard value <= most else { throw Refusal("must be at most \(ByteCountText.text(most))") }
            return value
        }
    }

    /// Bytes a second.
    static var byteRate: Self {
        Self("a number of bytes a second such as 125MiB/s") { text throws(Refusal) in
            guard text.hasSuffix("/s") else { throw Refusal("has no `/s`", suggestion: text + "/s") }
            let value = try ByteCountText.parse(String(text.dropLast(2)))
            guard value > .zero else { throw Refusal("must be more than nothing") }
            return value
        }
    }
}

/// `8GiB` is binary, `200GB` decimal.
enum ByteCountText {
    private static let units: [(name: String, bytes: Int64)] = [
        ("B", 1), ("KiB", 1 << 10), ("MiB", 1 << 20), ("GiB", 1 << 30), ("TiB", 1 << 40), ("PiB", 1 << 50), ("kB", 1_000), ("KB", 1_000),
        ("MB", 1_000_000), ("GB", 1_000_000_000), ("TB", 1_000_000_000_000), ("PB", 1_000_000_000_000_000),
    ]

    static func parse(_ text: String) throws(Refusal) -> ByteCount {
        guard let number = DecimalText(text) else { throw Refusal() }
        guard !number.isNegative else { throw Refusal("must not be negative") }
        guard !number.unit.isEmpty else { throw Refusal("has no unit", wayOut: "the units are B, KiB, MiB, GiB, TiB and kB, MB, GB, TB") }
        guard let unit = units.first(where: { $0.name == number.unit }) else { throw unknownUnit(number.unit, of: text) }
        guard let bytes = number.scaled(by: unit.bytes) else { throw Refusal("is more than any disk holds") }
        return ByteCount(bytes)
    }

    static func text(_ count: ByteCount) -> String {
        let exact = units.filter { count.bytes != 0 && count.bytes.isMultiple(of: $0.bytes) }
        let unit = exact.max { $0.bytes < $1.bytes } ?? units[0]
        return "\(count.bytes / unit.bytes)\(unit.name)"
    }

    /// `8gib` and `8G` are near to what was meant.
    private static func unknownUnit(_ unit: String, of text: String) -> Refusal {
        let folded = unit.lowercased()
        let short = units.first { $0.name.lowercased() == folded || $0.name.lowercased() == folded + "ib" }
        guard let meant = short?.name else { return Refusal(wayOut: "the units are B, KiB, MiB, GiB, TiB and kB, MB, GB, TB") }
        return Refusal(suggestion: text.dropLast(unit.count).filter { $0 != " " } + meant)
    }
}

extension ScalarReader where Value == Share {
    static func share(from least: Share, to most: Share) -> Self {
        Self("a percentage such as 3%") { text throws(Refusal) in
            guard let number = DecimalText(text) else { throw Refusal() }
            guard number.unit == "%" else { throw Refusal(suggestion: number.unit.isEmpty ? text + "%" : nil) }
            let value = Share(percent: number.double)
            guard value >= least, value <= most else {
                throw Refusal("must be between \(Int(least.percent))% and \(Int(most.percent))%")
            }
            return value
        }
    }
}
