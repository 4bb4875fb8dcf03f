/// A secret in a text.
struct Finding: Equatable {
    var range: Range<Int>
    var rule: StandardRule
    /// A number of JSON: `0` stands for it, so that it stays one.
    var isNumber = false
    /// Behind the mask, so that a name stays unlike others; 0 for none.
    var ordinal = 0

    init(_ range: Range<Int>, _ rule: StandardRule, isNumber: Bool = false) {
        self.range = range
        self.rule = rule
        self.isNumber = isNumber
    }

    /// The same at another place.
    func at(_ range: Range<Int>) -> Finding {
        var moved = self
        moved.range = range
        return moved
    }
}
