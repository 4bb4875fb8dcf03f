/// A user and a password, one behind the other: `auth=('bob', '…')`, `HTTPBasicAuth("bob", "…")`.
struct CredentialPair {
    private let text: UnsafeRawBufferPointer

    init(_ text: UnsafeRawBufferPointer) { self.text = text }

    /// - Parameter place: where the value of a name begins, or behind the bracket that its arguments stand in.
    func password(from place: Int) -> ValueExtent.Value? {
        var start = place
        let word = text.end(from: start, limit: 40) { $0.isName }
        if word > start, text.at(word) == UInt8(ascii: "(") { start = word }
        let isOpened = text.at(start) == UInt8(ascii: "(") || text.at(start) == UInt8(ascii: "[")
        guard isOpened || text.at(start - 1) == UInt8(ascii: "(") else { return nil }
        guard let user = value(at: isOpened ? start + 1 : start), !user.range.isEmpty, !text[user.range].contains(0x20),
            text.at(user.end) == UInt8(ascii: ","), let password = value(at: text.skippingSpaces(from: user.end + 1, limit: 4)),
            password.range.count >= ValueShape.shortest, !text[password.range].contains(0x20),
            !Placeholders.isOne(text.part(password.range))
        else { return nil }
        let end = text.at(password.end)
        return end == UInt8(ascii: ")") || end == UInt8(ascii: "]") ? password : nil
    }

    private func value(at place: Int) -> ValueExtent.Value? {
        Separator.quote(text, at: place) != nil ? ValueExtent.value(text, from: place, needsQuote: true) : nil
    }
}
