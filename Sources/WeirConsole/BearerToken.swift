/// The secret that a request must carry, compared in a time that does not depend on where it differs.
struct BearerToken: Sendable {
    private let expected: [UInt8]

    init(_ token: String) { expected = Array(token.utf8) }

    /// - Parameter authorization: the header's value.
    func admits(_ authorization: String?) -> Bool {
        let parts = (authorization ?? "").split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "bearer" else { return false }
        return isEqual(Array(parts[1].utf8))
    }

    /// Looks at every byte that was given, also after a difference; only the length given decides how long it takes.
    private func isEqual(_ given: [UInt8]) -> Bool {
        guard !expected.isEmpty else { return false }
        var difference = UInt(bitPattern: given.count ^ expected.count)
        for (index, byte) in given.enumerated() { difference |= UInt(byte ^ expected[index % expected.count]) }
        return difference == 0
    }
}
