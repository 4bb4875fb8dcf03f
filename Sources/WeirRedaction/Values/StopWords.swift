/// What stands where a value would and says something of it: never a value itself. In lower case.
enum StopWords {
    static let all: Set<String> = [
        "none", "null", "true", "false", "nil", "undefined", "unset", "empty", "missing", "invalid", "valid", "expired", "expires",
        "required", "changed", "reset", "revoked", "denied", "failed", "failure", "error", "success", "successful", "enabled", "disabled",
        "wrong", "incorrect", "correct", "unknown", "unauthorized", "forbidden", "rejected", "accepted", "updated", "deleted", "created",
        "removed", "rotated", "renewed", "refreshed", "issued", "granted", "verified", "mismatch", "mismatched", "matched", "match",
        "optional", "present", "absent", "provided", "given", "blank", "default", "prompt", "hidden", "secret", "password", "passwd",
        "token", "string", "text", "number", "integer", "boolean", "bool", "object", "array", "bytes", "void", "field", "header",
        "cookie", "bearer", "basic", "digest", "negotiate", "plain", "login", "logout", "authentication", "authenticated", "authorization",
        "authorized", "malformed", "corrupted", "supported", "unsupported", "ignored", "skipped", "pending", "active", "inactive",
        "locked", "unlocked", "weak", "strong", "short", "long", "policy", "prompted", "asked", "entered", "typed", "sent", "received",
        "found", "loaded", "reading", "loading", "using", "from", "with", "without", "that", "this", "must", "should", "cannot", "contains",
        "will", "wont", "been", "have", "does", "only", "when", "while", "because", "stored", "saved", "encrypted", "hashed", "redacted",
        "masked", "filtered", "removed", "omitted", "value", "values", "file", "environment", "input", "output", "stdin", "interactive",
        "keyboard", "publickey", "always", "never", "once", "again", "after", "before", "today", "soon", "unchanged", "same", "different",
        "instead", "option", "flag", "argument", "parameter", "refresh", "access", "okay", "done", "auto", "generated", "internal",
        "chauthtok", "n/a", "not", "any", "off", "yes", "nothing", "needed", "auth", "user", "username", "name", "type",
        // Mechanisms of SASL.
        "xoauth2", "oauthbearer", "cram-md5", "digest-md5", "scram-sha-1", "scram-sha-256", "scram-sha-512", "gssapi", "ntlm",
    ]
}

/// What others put for a secret, and what stands for one that comes later.
enum Placeholders {
    static func isOne(_ value: UnsafeRawBufferPointer) -> Bool {
        guard let first = value.first else { return true }
        if value.allSatisfy({ $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "x") || $0 == UInt8(ascii: "X") || $0 == 0x2E || $0 == 0x2D }) {
            return true
        }
        if value.count == 3 || value.has("***", at: 0), value.count <= 8, value.has("***", at: 0) { return true }
        switch first {
        case UInt8(ascii: "$"):
            return value.at(1) == UInt8(ascii: "{") || value.dropFirst().allSatisfy { $0.isUpper || $0 == 0x5F || $0.isDigit }
                || value.at(1) == UInt8(ascii: "(")
        case UInt8(ascii: "<"): return isWrapped(value)
        case UInt8(ascii: "{"): return value.at(1) == UInt8(ascii: "{")
        case UInt8(ascii: "["): return isWrapped(value)
        case UInt8(ascii: "("): return isWrapped(value)
        case UInt8(ascii: "%"): return value.count <= 3 || value.at(1) == UInt8(ascii: "(") || value.at(1) == UInt8(ascii: "{")
        case 0xE2: return value.has("\u{2022}\u{2022}", at: 0)
        default: return false
        }
    }

    /// `<redacted>`, `[FILTERED]`: one or more words in brackets.
    private static func isWrapped(_ value: UnsafeRawBufferPointer) -> Bool {
        value.dropFirst().allSatisfy {
            $0.isLetter || $0 == 0x20 || $0 == 0x5F || $0 == 0x2D || $0 == UInt8(ascii: ">") || $0 == UInt8(ascii: "]")
                || $0 == UInt8(ascii: ")") || $0 == 0x3A
        }
    }
}
