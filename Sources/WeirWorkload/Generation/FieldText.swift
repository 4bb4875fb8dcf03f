import WeirSystem

/// Fills the places of a message. What belongs to the subject is the same each time; the rest is drawn.
struct FieldText: Sendable {
    private let words = VocabularyBytes()
    private let agents: [[UInt8]]
    private let webApps: [[UInt8]]
    private let zones: [[UInt8]]

    /// `{"alg":"RS256","typ":"JWT"}`: what every token begins with.
    private static let tokenHead: StaticString = "eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9."
    private static let base64: [UInt8] = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

    init(plan: WorkloadPlan) {
        func names(_ role: WorkloadPlan.Role) -> [[UInt8]] { plan.hosts.filter { $0.role == role }.map { Array($0.name.utf8) } }
        agents = names(.agent)
        webApps = names(.webApp)
        zones = Set(plan.hosts.map(\.zone)).sorted().map { Array($0.utf8) }
    }

    func browser(of subject: Subject) -> [UInt8] { words.browsers[Int(subject.browser) % words.browsers.count] }

    func append(
        _ field: MessageTemplate.Field, of subject: Subject, time: TimeText, random: inout SeededRandom, to text: inout LineBuffer
    ) {
        switch field {
        case .user: text.append(words.users[Int(subject.user) % words.users.count])
        case .kasm: appendUUID(subject.identity.mixed(1), subject.identity.mixed(2), to: &text)
        case .container: for salt in 3..<UInt64(7) { text.append(hexadecimal: subject.identity.mixed(salt)) }
        case .address: appendAddress(subject.address, to: &text)
        case .agent: append(agents, subject.agent, to: &text)
        case .webApp: append(webApps, subject.webApp, to: &text)
        case .zone: append(zones, subject.agent, to: &text)
        case .image: text.append(words.images[Int(subject.image) % words.images.count])
        case .browser: text.append(browser(of: subject))
        case .common: time.appendCommon(to: &text)
        case .file: pick(words.files, random.next(), to: &text)
        case .domain: pick(words.domains, random.next(), to: &text)
        case .category: pick(words.categories, random.next(), to: &text)
        case .token: appendToken(&random, to: &text)
        case .uuid: appendUUID(random.next(), random.next(), to: &text)
        case .seconds: appendSeconds(random.next(), to: &text)
        case .count: text.append(decimal: random.next().reduced(below: 1_000))
        case .percent: text.append(decimal: random.next().reduced(below: 100))
        case .port: text.append(decimal: 1_024 + random.next().reduced(below: 64_000))
        case .bytes: text.append(decimal: random.next().reduced(below: 8_000_000))
        }
    }

    /// In the ranges that documentation and tests may use (RFC 5737, RFC 2544), so that nobody's address is made up.
    func appendAddress(_ address: UInt32, to text: inout LineBuffer) {
        text.append("198.18.")
        text.append(decimal: UInt64((address >> 8) & 0xFF))
        text.append(byte: UInt8(ascii: "."))
        text.append(decimal: UInt64(address & 0xFF))
    }

    private func append(_ names: [[UInt8]], _ number: UInt16, to text: inout LineBuffer) {
        guard !names.isEmpty else { return text.append("none") }
        text.append(names[Int(number) % names.count])
    }

    private func pick(_ words: [[UInt8]], _ bits: UInt64, to text: inout LineBuffer) {
        text.append(words[Int(bits.reduced(below: UInt64(words.count)))])
    }

    private func appendUUID(_ high: UInt64, _ low: UInt64, to text: inout LineBuffer) {
        let dash = UInt8(ascii: "-")
        text.append(hexadecimal: high >> 32, digits: 8)
        text.append(byte: dash)
        text.append(hexadecimal: high >> 16, digits: 4)
        text.append("-4")
        text.append(hexadecimal: high, digits: 3)
        text.append("-a")
        text.append(hexadecimal: low >> 48, digits: 3)
        text.append(byte: dash)
        text.append(hexadecimal: low, digits: 12)
    }

    /// As Python prints a float: 0 to 2 seconds with 16 digits after the point.
    private func appendSeconds(_ bits: UInt64, to text: inout LineBuffer) {
        text.append(decimal: bits >> 63)
        text.append(byte: UInt8(ascii: "."))
        text.append(decimal: (bits << 1).reduced(below: 10_000_000_000_000_000), width: 16)
    }

    private func appendToken(_ random: inout SeededRandom, to text: inout LineBuffer) {
        text.append(Self.tokenHead)
        appendBase64(words: 7, &random, to: &text)
        text.append(byte: UInt8(ascii: "."))
        appendBase64(words: 9, &random, to: &text)
    }

    /// Ten characters a word of chance.
    private func appendBase64(words: Int, _ random: inout SeededRandom, to text: inout LineBuffer) {
        for _ in 0..<words {
            var bits = random.next()
            for _ in 0..<10 {
                text.append(byte: Self.base64[Int(bits & 63)])
                bits >>= 6
            }
        }
    }
}
