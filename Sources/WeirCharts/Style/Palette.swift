/// The colours of charts and pages, on a light and on a dark surface. Texts stand at 4.5 : 1 and marks at 3 : 1 against the surface, and
/// the data's colours keep apart for readers who see red and green alike; a test computes both.
package struct Palette: Equatable, Sendable {
    package enum Role: String, CaseIterable, Sendable {
        /// Behind everything, and behind a chart.
        case page, surface
        /// Text: what is read first, second, last.
        case ink, soft, muted
        /// Lines that only guide.
        case grid, axis
        /// Data, told apart by names beside them too.
        case first, second, third
        /// Data that is only the rest.
        case rest
        /// The disk's line and what lies over it.
        case limit
        case good, warning
    }

    private let colours: [Role: String]

    /// `#rrggbb`.
    package subscript(_ role: Role) -> String { colours[role, default: "#808080"] }

    package static let light = Palette(colours: [
        .page: "#f4f3ef", .surface: "#fcfcfb", .ink: "#0b0b0b", .soft: "#52514e", .muted: "#6b6a65", .grid: "#e1e0d9", .axis: "#b5b3ab",
        .first: "#2a78d6", .second: "#b98200", .third: "#7d2a73", .rest: "#8d8b84", .limit: "#c02f2f", .good: "#0b7a34",
        .warning: "#8a5a00",
    ])

    package static let dark = Palette(colours: [
        .page: "#0f0f0e", .surface: "#1a1a19", .ink: "#ffffff", .soft: "#c3c2b7", .muted: "#a09e95", .grid: "#30302d", .axis: "#54534e",
        .first: "#4a95ee", .second: "#e0aa2e", .third: "#b854a8", .rest: "#8d8b84", .limit: "#f47c7c", .good: "#4fc27a",
        .warning: "#e0ab3f",
    ])

    /// `--ink:#0b0b0b;…`, in the order of the roles.
    var variables: String { Role.allCases.map { "--\($0.rawValue):\(self[$0])" }.joined(separator: ";") }
}
