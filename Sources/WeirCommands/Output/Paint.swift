import WeirSystem

/// Colours, where they are wanted: on a terminal whose user has not said NO_COLOR.
struct Paint {
    static let none = Paint(isOn: false)

    /// For what goes to standard output.
    static var host: Paint {
        Paint(isOn: Terminal.isStandardOutputTerminal && (Environment.variable("NO_COLOR") ?? "").isEmpty)
    }

    let isOn: Bool

    init(isOn: Bool) { self.isOn = isOn }

    func alert(_ text: String) -> String { painted(text, "31") }
    func warning(_ text: String) -> String { painted(text, "33") }
    func faint(_ text: String) -> String { painted(text, "2") }

    private func painted(_ text: String, _ code: String) -> String { isOn ? Self.mark(code) + text + Self.mark("0") : text }

    /// A chart's colours as this program's own: it holds nobody else's words.
    func adopted(_ chart: String) -> String {
        guard isOn else { return chart }
        return Self.codes.reduce(chart) { $0.replacing("\u{1B}[\($1)m", with: Self.mark($1)) }
    }

    /// Colours instead of their marks, after everything was made plain.
    func restored(in plain: String) -> String {
        guard isOn else { return plain }
        return Self.codes.reduce(plain) { $0.replacing(PlainText.of(Self.mark($1)), with: "\u{1B}[\($1)m") }
    }

    /// All that commands and charts use.
    private static let codes = ["0", "2", "31", "33", "36"]

    /// What stands for a colour until it is written: nobody else can know it.
    private static func mark(_ code: String) -> String { "\(fence)\(key)-\(code)\(fence)" }
    /// A code point that Unicode keeps for use within one program; no literal may hold it.
    private static let fence = String(decoding: [0xFDD0] as [UInt16], as: UTF16.self)
    private static let key = String(UInt64.random(in: 0...UInt64.max), radix: 16)
}
