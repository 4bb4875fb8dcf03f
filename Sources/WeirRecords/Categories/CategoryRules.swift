internal import CWeirRecords

/// Decides what kind of event a record tells of, by the rules in `CategoryTables`: first its metric's name, then, unless it is a debug
/// record, its application, then words at the beginning of its message.
enum CategoryRules {
    static func category(of record: ParsedRecord, in line: UnsafeRawBufferPointer) -> Category {
        if record.metricName.isPresent, let category = category(metric: record.metricName.bytes(in: line)) { return category }
        if record.level <= .debug { return .debug }
        if record.origin.isInfrastructure { return .infrastructure }
        if record.application.isPresent, let category = category(application: record.application.bytes(in: line)) { return category }
        return category(message: record.message.bytes(in: line)) ?? .infrastructure
    }

    static func category(metric: UnsafeRawBufferPointer) -> Category? {
        first(of: CategoryTables.metrics, in: metric)
    }

    static func category(application: UnsafeRawBufferPointer) -> Category? {
        first(of: CategoryTables.applications, in: application)
    }

    private static func first(of rules: [CategoryRule], in text: UnsafeRawBufferPointer) -> Category? {
        for rule in rules where rule.begins(text, at: 0) { return rule.category }
        return nil
    }

    /// Words are looked for in so many bytes of the message.
    static let searchedMessageBytes = 64

    /// A keyword counts where a word begins with it, in any case.
    static func category(message: UnsafeRawBufferPointer) -> Category? {
        let letters = letters(of: UnsafeRawBufferPointer(rebasing: message.prefix(searchedMessageBytes)))
        // Of each word, the first.
        var initials = letters & ~(letters << 1)
        while initials != 0 {
            let index = initials.trailingZeroBitCount
            if isInitial(message[index]), let category = keyword(in: message, at: index) { return category }
            initials &= initials &- 1
        }
        return nil
    }

    /// A bit for each that is one.
    private static func letters(of text: UnsafeRawBufferPointer) -> UInt64 {
        var (letters, index) = (UInt64(0), 0)
        #if arch(x86_64)
            while index &+ 16 <= text.count {
                letters |= UInt64(weir_letters(text.baseAddress.unsafelyUnwrapped + index)) << UInt64(index)
                index &+= 16
            }
        #endif
        while index < text.count {
            letters |= (UInt8(ascii: "a")...UInt8(ascii: "z") ~= text[index] | 0x20 ? 1 : 0) << UInt64(index)
            index &+= 1
        }
        return letters
    }

    /// - Precondition: a letter.
    @inline(__always)
    private static func isInitial(_ letter: UInt8) -> Bool {
        CategoryTables.keywordInitials & (1 << UInt32((letter | 0x20) &- 0x61)) != 0
    }

    private static func keyword(in message: UnsafeRawBufferPointer, at index: Int) -> Category? {
        for rule in CategoryTables.keywords where rule.begins(message, at: index) { return rule.category }
        return nil
    }
}

/// A text and what it means where something begins with it.
struct CategoryRule: Sendable {
    /// Lower case.
    let text: StaticString
    let category: Category

    init(_ text: StaticString, _ category: Category) {
        self.text = text
        self.category = category
    }

    func begins(_ bytes: UnsafeRawBufferPointer, at start: Int) -> Bool {
        guard bytes.count - start >= text.utf8CodeUnitCount else { return false }
        for offset in 0..<text.utf8CodeUnitCount {
            let byte = bytes[start + offset]
            let folded = UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte ? byte | 0x20 : byte
            guard folded == text.utf8Start[offset] else { return false }
        }
        return true
    }
}
