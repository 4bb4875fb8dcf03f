import WeirSystem

/// Colours, where they are wanted: on a terminal whose user has not said NO_COLOR.
struct Paint {
    static let none = Paint(isOn: false)

    /// For what goes to standard output.
    static var host: Paint {
        Paint(isOn: Terminal.isStandardOutputTerminal && (Environment.variable("NO_COLOR") ?? "").isEmpty)
    }

    private let isOn: Bool

    init(isOn: Bool) { self.isOn = isOn }

    func alert(_ text: String) -> String { painted(text, "31") }
    func warning(_ text: String) -> String { painted(text, "33") }
    func faint(_ text: String) -> String { painted(text, "2") }

    private func painted(_ text: String, _ code: String) -> String { isOn ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text }
}

/// Text of others on one's own terminal: what could move the cursor or change the colours is shown, not done.
enum PlainText {
    static func of(_ text: some StringProtocol) -> String {
        guard text.unicodeScalars.contains(where: isControl) else { return String(text) }
        var plain = ""
        for scalar in text.unicodeScalars {
            if isControl(scalar) { plain += "\\x\(String(scalar.value, radix: 16))" } else { plain.unicodeScalars.append(scalar) }
        }
        return plain
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) || scalar.properties.generalCategory == .format
    }
}
