/// The words before a place in the same sentence.
struct NamesBefore {
    private let words: [String]

    init(_ text: UnsafeRawBufferPointer, _ place: Int) {
        let start = text.start(before: place, limit: 48) { $0.isName || $0 == 0x20 }
        words = NameWords.words(of: text.part(start..<place)).suffix(3)
    }

    var announceCode: Bool { words.contains(where: NameLists.beforeCode.contains) || words.last == "your" }
    var deny: Bool { words.contains(where: NameLists.denying.contains) || words.last == "incorrect" || words.last == "no" }
    var speakOfSyntax: Bool {
        words.last == "unexpected" || words.last == "illegal" || words.last == "next" || words.last == "unrecognized"
    }
}
