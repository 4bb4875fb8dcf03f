/// Parts of a URL's path that are keys: whoever knows one may write there, as to a collector of logs.
package enum PathKey {
    /// Below this a part of a path is no key, and behind a key's name.
    private static let (shortest, shortestNamed) = (12, 6)
    /// How often what is made by chance goes from letters to digits or back, at the least.
    private static let fewestChanges = 3
    /// Letters alone are made by chance from here on, where capitals are among them and no sign divides them.
    private static let shortestOfLetters = 24
    private static let names: Set<String> = ["key", "keys", "apikey", "api_key", "api-key", "token", "tokens", "secret", "secrets"]

    /// Those of a path's parts that are keys, by what they look like and what stands before them.
    package static func all(in parts: [Substring]) -> Set<Substring> {
        let named = zip(parts, parts.dropFirst()).filter { names.contains($0.0.lowercased()) && isKeyBehindName($0.1) }.map(\.1)
        return Set(parts.filter(looksMade) + named)
    }

    private static func looksMade(_ part: Substring) -> Bool {
        let signs = part.utf8.filter { !"-_.~%=".utf8.contains($0) }
        let kinds = signs.map(isDigit)
        let changes = zip(kinds, kinds.dropFirst()).reduce(0) { $0 + ($1.0 == $1.1 ? 0 : 1) }
        if signs.count >= shortest, changes >= fewestChanges { return true }
        return signs.count >= shortestOfLetters && signs.count == part.utf8.count && signs.contains(where: isCapital)
            && !signs.allSatisfy(isCapital)
    }

    /// A word such as `refresh` is what can be done with the key.
    private static func isKeyBehindName(_ part: Substring) -> Bool {
        part.utf8.count >= shortestNamed && part.utf8.contains { isDigit($0) || isCapital($0) }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
    private static func isCapital(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) }
}
