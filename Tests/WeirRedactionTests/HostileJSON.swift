import TestSupport
import WeirSystem

/// Valid JSON that a careless mask breaks: secrets that end in a backslash, quotes and escapes at every edge, the same key twice, numbers
/// that no reader holds.
struct HostileJSON {
    private static let names = [
        "password", "token", "cookie", "authorization", "secret", "api_key", "set-cookie", "prompt_token", "message", "name", "value",
        "url",
        "auth", "pin", "x", "headers", "key", #"pass\u0077ord"#, "private_key", #"a\"b"#, "", "env", "session", "code", "_weir",
    ]
    private static let texts = [
        #"\\"#, #"\""#, #"x\\"#, #"Pw12345678\\"#, #"sid=S3cr3t123\\"#, #"Bearer abcdef0123456789ABCD\\"#, #"a\"b\"c"#,
        #"http://u:p4ss\u0041word@h/x"#, #"token=a1b2c3d4e5\\"#, #"password=\u0022abcd1234"#, #"{\"password\":\"hunter2x9\\\"q\"}"#,
        #"{\"pin\":123456}"#, #"[\"token\",\"abcd1234efgh5678ijkl\"]"#, #"password='a\"b12345' x"#, #"Cookie: a=\"x123456\"; b=c\\"#,
        #"\ud83d\ude00password=\ud83d\ude00abc1234"#, "password%3Da1b2c3d4%22", "&quot;password&quot;:&quot;a1b2c3d4&quot;",
        "user=bob;password=a,b;c&d1", #"curl -u bob:abc1234\\"#, #"insert into t (password) values ('ab1234cd\\')"#,
        #"authorization: digest a=\"b\\"#, #"\u0070assword=abc12345"#, #"x\u0000y password\u0000=abcd1234"#, "plain", "",
    ]

    private var random: SeededRandom

    init(seed: UInt64) { random = SeededRandom(seed: seed) }

    mutating func record() -> String {
        if random.chance(0.02) {
            let depth = random.number(in: 1..<64)
            return String(repeating: #"{"a":"#, count: depth) + #"{"password":"hunter2abc"}"# + String(repeating: "}", count: depth)
        }
        return object(depth: 0, members: random.number(in: 1..<6))
    }

    private mutating func object(depth: Int, members: Int) -> String {
        "{"
            + (0..<members).map { _ in "\"\(pick(Self.names))\"\(pick([":", ": ", " :\t"]))\(value(depth))" }.joined(
                separator: pick([",", ", "])) + "}"
    }

    private mutating func value(_ depth: Int) -> String {
        switch random.number(in: 0..<(depth < 4 ? 10 : 6)) {
        case 0...3: return "\"\(pick(Self.texts))\(random.chance(0.5) ? pick(Self.texts) : "")\""
        case 4: return pick(["0", "-1", "12345678", "1e5", "-1500.0", "123456789012345678901234567890", "0.5"])
        case 5: return pick(["true", "false", "null"])
        case 6, 7: return object(depth: depth + 1, members: random.number(in: 0..<4))
        default: return "[" + (0..<random.number(in: 0..<4)).map { _ in value(depth + 1) }.joined(separator: ",") + "]"
        }
    }

    private mutating func pick(_ choices: [String]) -> String { choices[random.number(in: 0..<choices.count)] }
}
