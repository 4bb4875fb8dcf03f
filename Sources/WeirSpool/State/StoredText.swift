/// Text of senders and peers as the state keeps it: the database's text ends at a NUL, so that two names would become one.
///
/// A NUL is kept as U+001A and `0`, and U+001A, which nobody sends, as itself twice.
extension String {
    private static let mark: Unicode.Scalar = "\u{1A}"
    private static let nul: Unicode.Scalar = "\u{0}"

    var stored: String {
        guard utf8.contains(where: { $0 == 0 || $0 == 0x1A }) else { return self }
        var text = UnicodeScalarView()
        for scalar in unicodeScalars {
            switch scalar {
            case Self.nul: text.append(contentsOf: [Self.mark, "0"])
            case Self.mark: text.append(contentsOf: [Self.mark, Self.mark])
            default: text.append(scalar)
            }
        }
        return String(text)
    }

    init(stored text: String) {
        guard text.utf8.contains(0x1A) else {
            self = text
            return
        }
        var scalars = UnicodeScalarView()
        var left = text.unicodeScalars[...]
        while let scalar = left.popFirst() {
            guard scalar == Self.mark, let next = left.first, next == "0" || next == Self.mark else {
                scalars.append(scalar)
                continue
            }
            left.removeFirst()
            scalars.append(next == "0" ? Self.nul : Self.mark)
        }
        self = String(scalars)
    }
}
