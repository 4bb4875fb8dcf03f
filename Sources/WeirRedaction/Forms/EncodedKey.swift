internal import WeirRecords

/// A private key with its rims in base 64, as Kubernetes' secrets and variables of pipelines have it: `LS0tLS1CRUdJTi…`.
struct EncodedKey {
    /// What `-----BEGIN` begins with then.
    static let start: StaticString = "ls0tls1crudj"
    /// Of base 64: the longest name of a key by RFC 7468 with its rim.
    private static let headBytes = 80

    private let text: UnsafeRawBufferPointer

    init(_ text: UnsafeRawBufferPointer) { self.text = text }

    /// - Parameter place: within its first bytes.
    func find(around place: Int, into found: inout [Finding]) {
        let first = max(0, place - Self.start.utf8CodeUnitCount)
        guard let start = (first...place).first(where: { text.has(Self.start, at: $0) }) else { return }
        let end = text.end(from: start) { $0.isBase64 || $0.isTokenByte }
        let head = text.part(start..<min(end, start + Self.headBytes))
        guard let opened = BitText.base64.decoded(head), opened.withUnsafeBytes(Self.isPrivate) else { return }
        found.append(Finding(start..<end, .privateKey))
    }

    private static func isPrivate(_ head: UnsafeRawBufferPointer) -> Bool { head.indices.contains { head.has("private key", at: $0) } }
}
