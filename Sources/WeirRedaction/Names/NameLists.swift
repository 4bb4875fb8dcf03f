/// The words that names are judged by, in lower case.
enum NameLists {
    static let kinds: [String: SecretName.Kind] = [
        "authorization": .authorization, "auth": .authorization, "authorisation": .authorization, "authdata": .authorization,
        "cookie": .cookie, "cookies": .cookie, "setcookie": .cookie,
        "password": .password, "passwords": .password, "passwd": .password, "passwort": .password, "passphrase": .password,
        "passcode": .password, "passkey": .password, "pwd": .password, "psw": .password, "pswd": .password, "passwrd": .password,
        "kennwort": .password, "userpassword": .password, "rolpassword": .password,
        "pass": .shortPassword, "pw": .shortPassword, "psk": .shortPassword,
        "otp": .code, "totp": .code, "pin": .code, "mfa": .code, "cvv": .code, "cvc": .code, "tan": .code, "passcodes": .code,
        "token": .token, "tokens": .token, "jwt": .token, "csrf": .token, "xsrf": .token, "samlresponse": .token, "saml": .token,
        "assertion": .token, "samlassertion": .token, "bearer": .token, "ticket": .session,
        "sessionid": .session, "jsessionid": .session, "phpsessid": .session, "sessid": .session, "sessionkey": .secret,
        "secret": .secret, "secrets": .secret, "apikey": .secret, "apikeys": .secret, "accesskey": .secret, "privatekey": .secret,
        "secretkey": .secret, "encryptionkey": .secret, "credential": .signature, "credentials": .signature, "creds": .signature,
        "accountkey": .secret,
        "mnemonic": .secret, "signature": .signature, "hmac": .signature, "masterkey": .secret, "signingkey": .secret,
        "sharedaccesskey": .secret, "dsn": .signature, "requirepass": .password, "masterauth": .password, "bindpw": .password,
        "rootpw": .password, "authpass": .password, "authtok": .password, "passwordd": .password, "passwordo": .password,
        "userpw": .password, "adminpw": .password, "dbpw": .password, "smtppw": .password, "loginpw": .password,
    ]

    static let stems: [(String, SecretName.Kind)] = [
        ("password", .password), ("passwd", .password), ("passphrase", .password), ("passwort", .password), ("pwd", .password),
        ("token", .token), ("secret", .secret), ("apikey", .secret), ("accesskey", .secret), ("secretkey", .secret),
        ("privatekey", .secret), ("signature", .signature), ("credentials", .signature), ("cookie", .cookie),
        ("sessionid", .session), ("sessid", .session), ("pass", .shortPassword), ("authorization", .authorization), ("authtok", .password),
    ]

    /// They end in a stem and mean something else.
    static let noStem: Set<String> = [
        "bypass", "compass", "surpass", "trespass", "encompass", "overpass", "underpass", "lowpass", "highpass", "bandpass", "multipass",
        "onepass", "singlepass", "firstpass", "maxtoken", "subtoken", "retoken", "issecret",
    ]

    /// Before `key`.
    static let beforeKey: Set<String> = [
        "api", "access", "private", "secret", "encryption", "shared", "account", "master", "license", "licence", "signing", "service",
        "storage", "subscription", "function", "auth", "app", "application", "client", "consumer", "session", "ssh", "server", "admin",
        "deploy", "webhook", "integration", "ingest", "ingestion", "write", "root", "crypt", "decryption", "crypto", "hmac", "jwt",
        "symmetric", "wrapping", "unseal", "recovery", "backup", "registration", "tls", "csrf", "cookie", "functions", "host",
        "dek", "kek", "activation", "product", "validation", "preshared", "cipher", "aes", "enrollment", "provisioning", "pairing", "tsig",
        "rndc", "wep", "wpa", "authentication",
    ]

    /// Before `key` with a blank between them: `private key: …`.
    static let beforeSpokenKey: WordSet = [
        "private", "preshared", "pre-shared", "shared", "secret", "api", "access", "encryption", "decryption", "master", "license",
        "licence", "activation",
    ]

    /// Before `community`: SNMP's, which is a password.
    static let beforeCommunity: Set<String> = ["snmp", "ro", "rw", "read", "write", "readonly", "readwrite", "trap"]

    static let issuers: Set<String> = [
        "aws", "gcp", "azure", "openai", "stripe", "anthropic", "datadog", "dd", "sendgrid", "mailgun", "twilio", "github", "gitlab",
        "slack", "newrelic", "pagerduty", "algolia", "cloudflare", "heroku", "mailchimp", "rails", "laravel", "django", "fastly", "linode",
        "vultr", "hetzner", "scaleway", "okta", "sentry", "mixpanel", "amplitude", "mapbox", "plaid", "hubspot", "postmark", "mandrill",
        "sparkpost", "cohere", "mistral", "groq", "gemini", "perplexity", "huggingface", "deepgram", "elevenlabs", "pinecone", "supabase",
        "dropbox", "opsgenie", "rollbar", "bugsnag", "honeycomb", "sumologic", "loggly", "rapidapi", "tailscale", "ngrok",
    ]

    /// Anywhere before `code`.
    static let beforeCode: Set<String> = [
        "verification", "auth", "authorization", "authentication", "security", "otp", "mfa", "totp", "fa", "access", "login",
        "confirmation", "pin", "sms", "recovery", "backup", "passcode", "device", "user", "time", "factor", "signin", "activation",
        "invite", "scratch", "reset", "forgot", "magic", "verify",
    ]

    /// Behind what announces a secret, without changing that it does.
    static let trailing: Set<String> = [
        "value", "val", "text", "plain", "plaintext", "raw", "string", "str", "confirm", "confirmation", "confirmed", "again", "repeat",
        "repeated", "hash", "hashed", "digest", "encrypted", "enc", "base", "b", "new", "old", "current", "previous", "header", "env",
        "var",
        "md", "sha", "bcrypt", "verify", "param", "data", "literal", "input", "in", "crypt", "scrypt", "argon", "argon2", "salted",
        "primary",
        "secondary", "prod", "production", "dev", "staging", "test", "live", "base64", "hex", "clear", "cleartext", "decrypted", "retype",
        "retyped", "pem",
    ]

    /// Anywhere before what would announce a secret: it is spoken of then, not given.
    static let denying: Set<String> = [
        "has", "is", "no", "not", "need", "needs", "require", "requires", "required", "use", "uses", "using", "enable", "enabled", "allow",
        "allows", "allowed", "max", "min", "maximum", "minimum", "num", "can", "should", "must", "with", "without", "supports", "public",
        "count", "total", "disable", "disabled", "were", "was", "did",
    ]

    /// What is done with a secret, or how it was: mostly a flag or a count, and at times the secret itself.
    static let doubting: Set<String> = [
        "show", "hide", "force", "forgot", "reset", "change", "changed", "invalid", "missing", "wrong", "expired", "save", "remember",
        "skip", "failed", "bad", "check", "validate", "generate", "rotate", "rejected", "incorrect",
    ]

    /// The same before `token` and `code`.
    static let doubtingToken: Set<String> = ["used", "generated", "last", "response", "return"]

    /// What is sent to a person under such a name opens an account: no doubt of a token.
    static let handing: Set<String> = ["reset", "forgot", "remember", "verify", "magic"]

    /// Between `x` and `key`: what is looked up by such a key.
    static let openKeys: Set<String> = [
        "cache", "partition", "idempotency", "row", "sort", "routing", "surrogate", "primary", "public", "foreign", "dedup", "id",
        "message", "group", "trace", "correlation", "hash", "range", "shard", "bucket", "object",
    ]

    /// Before `token`: positions in a text or a list, and what models count.
    static let noToken: Set<String> = [
        "prompt", "completion", "output", "cached", "cache", "reasoning", "avg", "average", "per", "page", "next", "prev",
        "continuation", "pagination", "cancellation", "sync", "unexpected", "syntax", "end", "eos", "bos", "pad", "unk", "stop",
        "lookahead", "parser", "lexer", "context", "thinking", "budget", "remaining", "exit", "zip", "country", "postal", "reason",
        "language", "currency", "source", "op", "event", "byte",
        "inference", "rate", "special", "first", "status", "error",
    ]

    /// Before `pass`: one of several times that something is gone through, and what lets somebody through.
    static let noPass: Set<String> = [
        "first", "second", "third", "final", "next", "one", "two", "single", "multi", "render", "shader", "boarding", "season",
    ]
}
