/// Finds the secrets of one record, and says how it is made of JSON, so that masks keep that.
struct LineSearch {
    let search: TextSearch

    struct Result {
        var found: [Finding] = []
        /// Where the record is JSON: its tokens.
        var tokens: [JSONToken]?
    }

    func find(in line: UnsafeRawBufferPointer) -> Result {
        guard let tokens = Self.tokens(of: line) else { return Result(found: search.find(in: line)) }
        return Result(found: JSONSearch(text: line, search: search, depth: 0).find(tokens), tokens: tokens)
    }

    /// Nil where the record is not one value of JSON, an object or an array.
    static func tokens(of line: UnsafeRawBufferPointer) -> [JSONToken]? {
        let start = line.skippingBlanks(from: line.has("\u{FEFF}", at: 0) ? 3 : 0)
        guard line.at(start) == UInt8(ascii: "{") || line.at(start) == UInt8(ascii: "["),
            let (tokens, end) = JSONTokens.read(line, from: start),
            line.skippingBlanks(from: end, limit: .max) == line.count
        else { return nil }
        return tokens
    }
}
