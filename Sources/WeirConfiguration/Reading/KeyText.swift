/// Keys as they may stand in messages.
enum KeyText {
    static let hidden = "…"
    private static let longestName = 40
    /// Names have digits at their end or between two words; what is made by chance goes to and fro between letters and digits.
    private static let mostChanges = 3

    static func shown(_ key: String) -> String { isName(key) ? printable(key) : hidden }

    /// Whether it is a word or several, as names are: no `token: VALUE`, no `user:password@host`, and nothing made by chance.
    static func isName(_ key: String) -> Bool {
        key.count <= longestName && key.unicodeScalars.allSatisfy(isPart) && changes(key) <= mostChanges
    }

    /// How often a digit follows a letter or a letter a digit.
    static func changes(_ text: String) -> Int {
        let kinds = text.unicodeScalars.filter { $0.properties.isAlphabetic || isDigit($0) }.map(isDigit)
        return zip(kinds, kinds.dropFirst()).reduce(0) { $0 + ($1.0 == $1.1 ? 0 : 1) }
    }

    private static func isPart(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isAlphabetic || isDigit(scalar) || "_-.<".unicodeScalars.contains(scalar)
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }
}
