/// Names of one object's members of which something is masked: they stay different from each other and from the names beside them,
/// since of two members of one name a reader keeps one.
struct MaskedNames {
    private var masked: [(token: JSONToken, found: [Finding])] = []
    /// Names that may be what a masked one becomes.
    private var starred: [JSONToken] = []

    mutating func note(_ token: JSONToken, in text: UnsafeRawBufferPointer) {
        if token.isEscaped || text[token.range].contains(UInt8(ascii: "*")) { starred.append(token) }
    }

    mutating func mask(_ token: JSONToken, _ found: [Finding]) { masked.append((token, found)) }

    /// The object is over: what is masked in its names.
    func findings(in text: UnsafeRawBufferPointer) -> [Finding] {
        guard !masked.isEmpty else { return [] }
        var taken = Set(starred.map { Self.name($0, [], text) })
        var next: [[UInt8]: Int] = [:]
        return masked.flatMap { token, found in
            let plain = Self.name(token, found, text)
            var ordinal = next[plain] ?? 0
            var masks = Self.numbered(found, ordinal, of: token)
            // A name without room for a number more stays as the one before it.
            while !taken.insert(Self.name(token, masks, text)).inserted, Self.hasRoom(token, ordinal + 1) {
                ordinal = max(2, ordinal + 1)
                masks = Self.numbered(found, ordinal, of: token)
            }
            next[plain] = max(2, ordinal + 1)
            return masks
        }
    }

    private static func hasRoom(_ token: JSONToken, _ ordinal: Int) -> Bool {
        token.range.count >= Redactor.mask.utf8CodeUnitCount + String(ordinal).utf8.count
    }

    /// With the number behind the first mask; where that has no room, all of the name is masked.
    private static func numbered(_ found: [Finding], _ ordinal: Int, of token: JSONToken) -> [Finding] {
        guard ordinal > 0, var first = found.first else { return found }
        let room = Redactor.mask.utf8CodeUnitCount + String(ordinal).utf8.count
        let isRoomy = first.range.count >= room
        if !isRoomy { first.range = token.range }
        first.ordinal = ordinal
        return isRoomy ? [first] + found.dropFirst() : [first]
    }

    /// What a reader takes for the name then.
    private static func name(_ token: JSONToken, _ found: [Finding], _ text: UnsafeRawBufferPointer) -> [UInt8] {
        var name: [UInt8] = []
        var place = token.range.lowerBound
        for finding in found where finding.range.lowerBound >= place {
            name += text[place..<finding.range.lowerBound]
            name += LineMask.replacement(for: finding.range.count, ordinal: finding.ordinal)
            place = finding.range.upperBound
        }
        name += text[place..<max(place, token.range.upperBound)]
        return token.isEscaped ? name.withUnsafeBytes { DecodedText(json: $0).bytes } : name
    }
}
