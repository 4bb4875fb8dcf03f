/// A pattern over one name of a path, without slashes.
struct NamePattern: Hashable, Sendable {
    enum Item: Hashable, Sendable {
        case scalar(Unicode.Scalar)
        case one
        case many
        case oneOf([ClosedRange<UInt32>], negated: Bool)
    }

    let items: [Item]

    static let anything = NamePattern(items: [.many])

    private init(items: [Item]) { self.items = items }

    /// `nil` where a `[` is not closed.
    init?(_ text: String) {
        let scalars = Array(text.unicodeScalars)
        var items: [Item] = []
        var index = 0
        while index < scalars.count {
            switch scalars[index] {
            case "*": if items.last != .many { items.append(.many) }
            case "?": items.append(.one)
            case "[":
                guard let (item, end) = Self.set(scalars, from: index + 1) else { return nil }
                items.append(item)
                index = end
            case let scalar: items.append(.scalar(scalar))
            }
            index += 1
        }
        self.items = items
    }

    /// Parses what follows a `[`; a `]` in the first place stands for itself. Returns the index of the closing `]`.
    private static func set(_ scalars: [Unicode.Scalar], from start: Int) -> (Item, Int)? {
        var index = start
        let isNegated = index < scalars.count && (scalars[index] == "!" || scalars[index] == "^")
        if isNegated { index += 1 }
        var ranges: [ClosedRange<UInt32>] = []
        let first = index
        while index < scalars.count, scalars[index] != "]" || index == first {
            let low = scalars[index].value
            if index + 2 < scalars.count, scalars[index + 1] == "-", scalars[index + 2] != "]" {
                let high = scalars[index + 2].value
                if low <= high { ranges.append(low...high) }
                index += 3
            } else {
                ranges.append(low...low)
                index += 1
            }
        }
        return index < scalars.count ? (.oneOf(ranges, negated: isNegated), index) : nil
    }

    func matches(_ name: String) -> Bool {
        let scalars = Array(name.unicodeScalars)
        if scalars.first == ".", items.first != .scalar(".") { return false }
        var (item, index) = (0, 0)
        var retry: (item: Int, index: Int)?
        while index < scalars.count {
            if item < items.count, items[item] == .many {
                retry = (item + 1, index)
                item += 1
            } else if item < items.count, items[item].matches(scalars[index]) {
                item += 1
                index += 1
            } else if let last = retry {
                retry = (last.item, last.index + 1)
                (item, index) = (last.item, last.index + 1)
            } else {
                return false
            }
        }
        return items[item...].allSatisfy { $0 == .many }
    }
}

extension NamePattern.Item {
    func matches(_ scalar: Unicode.Scalar) -> Bool {
        switch self {
        case .scalar(let own): own == scalar
        case .one, .many: true
        case .oneOf(let ranges, let isNegated): ranges.contains { $0.contains(scalar.value) } != isNegated
        }
    }
}
