import WeirPlanner

extension PlanText {
    private static let shown = 6

    /// What moves the answer most, and the one measurement that would narrow it most.
    var swings: String {
        guard let widest = plan.swings.first else { return "" }
        var table = TextTable([
            .init("what moves the high-water mark"), .init("from", .right), .init("to", .right), .init("", .left),
            .init("size at P5", .right),
            .init("at P95", .right),
        ])
        for swing in plan.swings.prefix(Self.shown) {
            table.append(
                swing.input, spread.number(swing.range.low), spread.number(swing.range.high), swing.unit,
                spread.bytes(swing.highWater.low), spread.bytes(swing.highWater.high))
        }
        return table.rendered() + "\n" + wrapped("\(widest.input) matters most; \(widest.lookUp) would narrow it", indent: 2, first: "")
    }
}
