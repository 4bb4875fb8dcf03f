import Synchronization

/// Everything that operators get to read of a shipper, as far as it must not hold the sink's token, which the peer echoes.
final class HeardTexts: Sendable {
    /// Made at run time, so that no text that looks like a secret is kept in the project.
    let secret = String((0..<24).map { Character(UnicodeScalar(UInt8(0x61 + $0 * 11 % 26))) })
    private let leaks = Mutex<[String]>([])

    var violations: [String] { leaks.withLock { $0 } }

    func hear(_ text: String) {
        guard text.contains(secret.prefix(8)) else { return }
        leaks.withLock { if $0.count < 8 { $0.append("the token was told: \(text)") } }
    }
}
