/// A message with places to be filled in, such as `Created Accounting record for kasm_id ({kasm})`; taken apart once.
struct MessageTemplate: Sendable {
    enum Field: String, CaseIterable, Sendable {
        /// `maria.schmidt@example.com`: some names are not ASCII.
        case user
        /// Id of the session, a UUID.
        case kasm
        /// 64 hexadecimal digits, the same for one session.
        case container
        /// The client's address.
        case address
        case agent
        case webApp = "web_app"
        case image
        /// A span of time as Python prints it: `0.5982270240783691`.
        case seconds
        /// 0 to 999.
        case count
        /// 0 to 99.
        case percent
        case port
        /// Up to some megabytes.
        case bytes
        /// Path of a user's file: with spaces, quotes, backslashes and emoji among them.
        case file
        case domain
        case category
        /// A JSON web token, three parts.
        case token
        /// A fresh UUID.
        case uuid
        /// `25/Nov/2024:03:47:52`.
        case common
        /// The browser's User-Agent.
        case browser
        case zone
    }

    enum Part: Sendable {
        case text([UInt8])
        case field(Field)
    }

    private(set) var parts: [Part] = []

    /// A name in braces that is no field stays as it is written.
    init(_ text: String) {
        var rest = text[...]
        while let open = rest.firstIndex(of: "{") {
            let inside = rest[rest.index(after: open)...]
            guard let close = inside.firstIndex(of: "}"), let field = Field(rawValue: String(inside[..<close])) else {
                appendText(rest[...open])
                rest = inside
                continue
            }
            appendText(rest[..<open])
            parts.append(.field(field))
            rest = inside[inside.index(after: close)...]
        }
        appendText(rest)
    }

    private mutating func appendText(_ text: Substring) {
        guard !text.isEmpty else { return }
        parts.append(.text(Array(text.utf8)))
    }
}

extension MessageTemplate: ExpressibleByStringLiteral {
    init(stringLiteral value: String) { self.init(value) }
}
