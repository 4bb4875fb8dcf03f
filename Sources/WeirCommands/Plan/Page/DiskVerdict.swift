import WeirPlanner

/// Whether the table fits the disk under the present setting, over the plan's horizon.
enum DiskVerdict: Equatable {
    case fits
    case mayOverflow
    case overflows

    /// What fits in 19 draws of 20 fits.
    static let toleratedShare = 0.05

    init(shareThatFills share: Double) {
        self = share >= 0.5 ? .overflows : share > Self.toleratedShare ? .mayOverflow : .fits
    }

    var word: String {
        switch self {
        case .fits: "Fits"
        case .mayOverflow: "May overflow"
        case .overflows: "Overflows"
        }
    }

    var style: String {
        switch self {
        case .fits: "good"
        case .mayOverflow: "warning"
        case .overflows: "limit"
        }
    }

    /// A check, an exclamation mark, a cross: on a grid of 24.
    var shape: String {
        switch self {
        case .fits: "M6 12.5L10.5 17L18 8"
        case .mayOverflow: "M12 6V13.5M12 17V17.5"
        case .overflows: "M7 7L17 17M17 7L7 17"
        }
    }
}
