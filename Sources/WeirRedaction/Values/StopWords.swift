/// What stands where a value would and says something of it: never a value itself. In lower case.
enum StopWords {
    static let all: WordSet = [
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
        "deprecated", "obsolete", "sensitive", "insecure", "secure", "disallowed", "mandatory", "compromised", "unusable", "breached",
        "guessable", "unavailable", "protected", "confidential", "plaintext", "visible",
        // Mechanisms of SASL.
        "xoauth2", "oauthbearer", "cram-md5", "digest-md5", "scram-sha-1", "scram-sha-256", "scram-sha-512", "gssapi", "ntlm",
    ]
}
