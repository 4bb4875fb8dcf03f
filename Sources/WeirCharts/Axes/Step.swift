/// The distance between two ticks.
enum Step {
    /// More than this no axis has, whatever it is asked for.
    static let mostTicks = 60
    /// Labels of a vertical axis.
    static let wantedDown = 5
    /// Labels of a horizontal axis; narrow drawings leave every second one out.
    static let wantedAcross = 8

    /// The smallest of 1, 2, 5, 10, 20, 50… that needs no more ticks than wanted.
    static func nice(_ end: Double, wanted: Int) -> Double {
        guard end.isFinite, end > 0, wanted > 0 else { return 1 }
        let least = end / Double(wanted)
        var power = 1.0
        while power * 10 <= least { power *= 10 }
        while power > least { power /= 10 }
        guard power > 0 else { return 1 }
        return [1.0, 2, 5].map { $0 * power }.first { $0 >= least * (1 - 1e-9) } ?? power * 10
    }

    /// The smallest of a list that needs no more ticks than wanted; beyond its end a nice multiple of its last.
    static func among(_ steps: [Double], _ end: Double, wanted: Int) -> Double {
        let least = end / Double(wanted)
        guard let last = steps.last else { return nice(end, wanted: wanted) }
        return steps.first { $0 >= least * (1 - 1e-9) } ?? nice(end / last, wanted: wanted) * last
    }
}
