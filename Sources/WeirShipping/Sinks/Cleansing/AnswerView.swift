internal import WeirRecords

/// What an answer says in one reading of it, with the places that each byte came from, so that what is found in the reading can be
/// masked in the answer.
struct AnswerView {
    private(set) var bytes: [UInt8] = []
    private(set) var places: [Range<Int>] = []

    init() {}

    /// As it is written.
    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        places = bytes.indices.map { $0..<$0 + 1 }
    }

    mutating func append(_ written: some Sequence<UInt8>, from place: Range<Int>) {
        for byte in written {
            bytes.append(byte)
            places.append(place)
        }
    }

    /// Where the answer says these bytes of the view.
    func place(of range: Range<Int>) -> Range<Int> {
        // What is read backwards or by parts need not stand in order.
        let parts = places[range]
        return (parts.map(\.lowerBound).min() ?? 0)..<(parts.map(\.upperBound).max() ?? 0)
    }

    /// Letters and digits alone: blanks, dashes, quotes and signs that nobody sees may stand between any two of a secret.
    func squeezed() -> AnswerView {
        var view = AnswerView()
        for (byte, place) in zip(bytes, places) where Self.isAlphanumeric(byte) { view.append([byte], from: place) }
        return view
    }

    static func isAlphanumeric(_ byte: UInt8) -> Bool { 0x30...0x39 ~= byte || 0x61...0x7A ~= byte | 0x20 }

    /// Every other reading of it, each by one decoder; none that says the same.
    func decoded() -> [AnswerView] {
        let texts = [BitText.base64, .base32, .base32Hex].map { runs(of: $0) }
        let numbers = [2, 8, 10, 16].map { self.numbers(radix: $0) }
        return ([unescaped(), unquoted()] + texts + numbers).filter { $0.bytes != bytes }
    }

    /// What each run of an alphabet's signs says from its beginning on. Shorter runs are words.
    private func runs(of text: BitText) -> AnswerView {
        let shortestRun = 8
        var (view, start) = (AnswerView(), 0)
        while start < bytes.count {
            let end = bytes[start...].firstIndex { text.value(of: $0) == nil } ?? bytes.count
            if end - start >= shortestRun, let said = text.decoded(bytes[start..<end]) {
                for (index, byte) in said.enumerated() {
                    let first = start + index * (end - start) / said.count
                    view.append([byte], from: place(of: first..<min(end, first + 2)))
                }
            }
            start = end + 1
        }
        return view
    }
}
