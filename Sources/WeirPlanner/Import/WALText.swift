import WeirRecords

extension WALDifference {
    /// Bytes of a file that are looked through.
    package static let maximumBytes = 1 << 18
    private static let longestTime = 40

    /// Every position and every time in a text, in their order: what psql prints in any of its forms, JSON, or notes taken by hand.
    ///
    /// - Parameter name: of the file, for messages.
    package static func points(in text: String, name: String) throws(PlanError) -> [Point] {
        let words = text.utf8.prefix(maximumBytes)
        let (positions, times) = (positions(in: String(decoding: words, as: UTF8.self)), times(in: Array(words)))
        guard !positions.isEmpty else {
            throw .imported("\(name) holds no WAL position such as 16/B374D848", "save what \"\(query)\" prints, now and a day later")
        }
        guard positions.count == times.count else {
            throw .imported(
                "\(name) holds \(positions.count) WAL positions and \(times.count) times", "save one time with each: \"\(query)\"")
        }
        return zip(positions, times).map { Point($0, at: $1) }
    }

    private static func positions(in text: String) -> [WALPosition] {
        text.split { !($0.isASCII && ($0.isLetter || $0.isNumber || $0 == "/" || $0 == "-" || $0 == ":")) }.compactMap { WALPosition($0) }
    }

    /// Wherever a year and a month stand, the longest text from there that is a time.
    private static func times(in bytes: [UInt8]) -> [Timestamp] {
        var times: [Timestamp] = []
        var index = 0
        while index < bytes.count {
            guard let (time, length) = time(in: bytes, at: index) else {
                index += 1
                continue
            }
            times.append(time)
            index += length
        }
        return times
    }

    /// `2026-11-21 04:31` is the shortest.
    private static let shortestTime = 16

    private static func time(in bytes: [UInt8], at index: Int) -> (Timestamp, Int)? {
        guard index + shortestTime <= bytes.count, 0x30...0x39 ~= bytes[index], bytes[index + 4] == UInt8(ascii: "-"),
            bytes[index + 7] == UInt8(ascii: "-")
        else {
            return nil
        }
        for length in stride(from: min(longestTime, bytes.count - index), through: shortestTime, by: -1) {
            let text = String(decoding: bytes[index..<(index + length)], as: UTF8.self)
            if let time = ImportedTime.parse(text) { return (time, length) }
        }
        return nil
    }
}
