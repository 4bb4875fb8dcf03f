internal import WeirSystem

/// The words of a command as elements of an array: `["docker", "login", "-p", "…"]`.
struct JSONCommand {
    private static let longestBytes = 4_096

    let text: UnsafeRawBufferPointer
    let search: TextSearch

    /// What a command line of the same words would lose.
    func find(_ words: [JSONToken]) -> [Finding] {
        guard words.contains(where: { text.at($0.range.lowerBound) == 0x2D }), words.reduce(0, { $0 + $1.range.count }) < Self.longestBytes
        else { return [] }
        var line: [UInt8] = []
        var places: [Range<Int>] = []
        for word in words {
            let start = line.count
            // A blank within a word parts nothing.
            line += text[word.range].map { $0.isBlank ? 0x5F : $0 }
            places.append(start..<line.count)
            line.append(0x20)
        }
        return line.withUnsafeBytes(found).compactMap { finding in
            guard let index = places.firstIndex(where: { $0.contains(finding.range.lowerBound) }) else { return nil }
            let (place, word) = (places[index], words[index])
            // Of an escaped word all goes, so that no escape is cut.
            let skipped = word.isEscaped ? 0 : finding.range.lowerBound - place.lowerBound
            return finding.at(word.range.lowerBound + skipped..<word.range.upperBound)
        }
    }

    private func found(in line: UnsafeRawBufferPointer) -> [Finding] {
        var found: [Finding] = []
        for hit in search.scanner.hits(in: line) where search.has(.command, hit) {
            StatedWords(line).find(around: hit.place, into: &found)
        }
        return found
    }
}
