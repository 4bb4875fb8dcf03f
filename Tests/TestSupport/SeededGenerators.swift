package import WeirSystem

extension SeededRandom {
    package mutating func number(in range: Range<Int>) -> Int { Int.random(in: range, using: &self) }

    package mutating func chance(_ share: Double) -> Bool { Double.random(in: 0..<1, using: &self) < share }

    package mutating func bytes(_ count: Int) -> [UInt8] { (0..<count).map { _ in UInt8.random(in: 0...255, using: &self) } }

    /// Texts that break what is careless: nothing, quotes, line ends, characters of one to four bytes.
    package mutating func text(upTo count: Int) -> String {
        let characters: [Character] = ["a", "Z", "0", " ", "\"", "\\", "\n", "\u{0}", "ä", "€", "😀", "{", "W"]
        return String((0..<number(in: 0..<(count + 1))).map { _ in characters[number(in: 0..<characters.count)] })
    }
}
