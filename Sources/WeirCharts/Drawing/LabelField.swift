/// Where texts lie in a field whose size is known only to the reader: a place is free where it is free at each of some sizes.
struct LabelField {
    /// Pixels of a field on a telephone, in half of a page and across a whole one (the style sheet's heights).
    private static let sizes: [(width: Double, height: Double)] = [(270, 240), (440, 300), (1020, 300)]
    /// Pixels of a character of a label, wide fonts included, and of its line.
    private static let (characterWidth, lineHeight) = (8.0, 16.0)
    /// Pixels between a text and what it belongs to.
    static let gap = 6.0

    struct Place: Equatable {
        var text: String
        /// Shares of the field's width and height, from its upper left.
        var x: Double
        var y: Double
        /// Whether the text ends at x instead of beginning there.
        var isEnd: Bool
        /// Pixels from y down to the text's base line.
        var down: Double
    }

    private var taken: [Place] = []

    /// The first of some distances at which the text lies inside the field and on no other; nil where there is none.
    mutating func place(_ text: String, x: Double, y: Double, isEnd: Bool, down candidates: [Double]) -> Place? {
        let places = candidates.map { Place(text: text, x: x, y: y, isEnd: isEnd, down: $0) }
        let free = places.first { place in
            Self.sizes.allSatisfy { size in
                let box = Self.box(place, size)
                return box.top >= 0 && box.bottom <= size.height && taken.allSatisfy { !Self.touch(box, Self.box($0, size)) }
            }
        }
        if let free { taken.append(free) }
        return free
    }

    private typealias Box = (left: Double, right: Double, top: Double, bottom: Double)

    private static func box(_ place: Place, _ size: (width: Double, height: Double)) -> Box {
        let width = Double(place.text.count) * characterWidth
        let edge = place.x * size.width + (place.isEnd ? -gap : gap)
        let base = place.y * size.height + place.down
        return (place.isEnd ? edge - width : edge, place.isEnd ? edge : edge + width, base - lineHeight, base)
    }

    private static func touch(_ one: Box, _ other: Box) -> Bool {
        one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom
    }
}
