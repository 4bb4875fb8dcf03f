/// What stands where a value would and only names something: a secret that is kept elsewhere, a place in a source, an algorithm.
enum Mentions {
    static func isOne(_ value: UnsafeRawBufferPointer, _ name: SecretName) -> Bool {
        if isReference(value) || isPath(value) { return true }
        let isPassword = name.kind == .password || name.kind == .shortPassword
        return !isPassword && (isPlace(value) || isAlgorithm(value))
    }

    /// `arn:aws:secretsmanager:…`, `op://vault/item/field`, `projects/1/secrets/db`.
    private static func isReference(_ value: UnsafeRawBufferPointer) -> Bool {
        let isNamed = ["arn:", "acs:", "op://", "ref+", "projects/"].contains { (start: StaticString) in value.has(start, at: 0) }
        return isNamed && value.count >= 8
    }

    private static let roots: [StaticString] = [
        "/etc/", "/run/", "/var/", "/home/", "/opt/", "/usr/", "/root/", "/tmp/", "/srv/", "/mnt/", "/dev/", "/proc/", "/data/",
        "/secrets/", "/vault/", "/app/", "/config/", "/private/",
    ]

    /// `/etc/credstore/db_password`, `/run/secrets/db`: where a secret is kept.
    private static func isPath(_ value: UnsafeRawBufferPointer) -> Bool {
        value.first == UInt8(ascii: "/") && roots.contains { value.has($0, at: 0) }
            && value.allSatisfy { $0.isName || $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "@") }
    }

    /// `/app/verify.js:89:19`, `src/token.ts:12`.
    private static func isPlace(_ value: UnsafeRawBufferPointer) -> Bool {
        let column = value.start(before: value.count, limit: 6) { $0.isDigit }
        guard column < value.count, value.at(column - 1) == UInt8(ascii: ":") else { return false }
        let line = value.start(before: column - 1, limit: 6) { $0.isDigit }
        let path = line < column - 1 && value.at(line - 1) == UInt8(ascii: ":") ? line - 1 : column - 1
        let ending = value.start(before: path, limit: 5) { $0.isLetter }
        return ending < path && value.at(ending - 1) == UInt8(ascii: ".") && ending > 1 || value.has("node:", at: 0)
    }

    private static let algorithms: WordSet = [
        "ecdsa", "rsa", "dsa", "eddsa", "pss", "rsae", "sha", "secp", "r", "k", "ed", "x", "curve", "hmac", "aes", "gcm", "cbc", "ctr",
        "ccm",
        "with", "and", "encryption", "pkcs", "v", "nistp", "brainpool", "ssh", "etm", "openssh", "com", "md", "hs", "rs", "es", "ps", "mgf",
        "chacha", "poly", "blake", "b", "s", "ripemd", "sm", "gost", "t", "ml", "dilithium", "pure", "ph", "sig", "alg", "aead", "dh",
        "ecdh",
        "kyber", "mlkem",
    ]

    /// `ecdsa_secp256r1_sha256`, `sha256WithRSAEncryption`: of such words, digits between them, and no long number.
    private static func isAlgorithm(_ value: UnsafeRawBufferPointer) -> Bool {
        guard value.count <= 48, value.contains(where: \.isLetter) else { return false }
        var (place, longest) = (0, 0)
        while place < value.count {
            let end = value.end(from: place) { $0.isLetter }
            guard end > place else {
                let digits = value.end(from: place) { $0.isDigit }
                guard digits > place ? digits - place <= 4 : "_-./@+:".utf8.contains(value[place]) else { return false }
                place = max(digits, place + 1)
                continue
            }
            let letters = value.part(place..<end)
            // Without a capital it is one word.
            guard letters.contains(where: \.isUpper) || algorithms.contains(letters) else { return false }
            for word in NameWords.words(of: letters) {
                guard algorithms.contains(word) else { return false }
                longest = max(longest, word.utf8.count)
            }
            place = end
        }
        return longest >= 2
    }
}
