/// A command of Redis as its monitor prints it, each word in quotes: `"AUTH" "default" "…"`, `"CONFIG" "SET" "requirepass" "…"`.
struct QuotedCommand {
    private static let settings: Set<String> = ["requirepass", "masterauth"]

    private let text: UnsafeRawBufferPointer

    init(_ text: UnsafeRawBufferPointer) { self.text = text }

    /// - Returns: where to go on; nil where the name is none of such a command's words.
    func find(_ name: Range<Int>, into found: inout [Finding]) -> Int? {
        let mark = text.at(name.lowerBound - 1)
        guard mark == 0x22, text.at(name.upperBound) == mark, name.count <= 24 else { return nil }
        let word = text.lowered(name)
        let isLogin = word == "auth" || word == "auth2"
        guard isLogin || Self.settings.contains(word) else { return nil }
        let values = values(behind: name.upperBound + 1)
        guard let first = values.first else { return nil }
        let password = isLogin && values.count > 1 && !isOption(values[1]) ? values[1] : first
        guard password.range.count >= ValueShape.shortest, !Placeholders.isOne(text.part(password.range)) else { return nil }
        found.append(Finding(password.range, .password))
        return password.end
    }

    /// What follows a password alone.
    private func isOption(_ value: ValueExtent.Value) -> Bool {
        text.lowered(value.range) == "keys" || text.lowered(value.range) == "setname"
    }

    private func values(behind start: Int) -> [ValueExtent.Value] {
        var (values, place): ([ValueExtent.Value], Int) = ([], start)
        while values.count < 2, text.at(place) == 0x20, text.at(place + 1) == 0x22,
            let value = ValueExtent.value(text, from: place + 1, needsQuote: true)
        {
            values.append(value)
            place = value.end
        }
        return values
    }
}
