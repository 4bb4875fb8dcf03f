import Foundation

/// Figures as people read them.
enum FigureText {
    /// `1,234`.
    static func whole(_ value: Double) -> String {
        let digits = String(format: "%.0f", value)
        return String(
            digits.enumerated().reduce(into: "") { text, next in
                if next.offset > 0, (digits.count - next.offset).isMultiple(of: 3) { text.append(",") }
                text.append(next.element)
            })
    }

    /// Two decimals below ten, one above.
    static func seconds(_ value: Double) -> String { String(format: value < 10 ? "%.2f" : "%.1f", value) }

    /// `0.8 % more` or `less`.
    static func percent(_ more: Double) -> String { String(format: "%.1f %% %@", abs(more), more < 0 ? "less" : "more") }

    static func ratio(_ value: Double) -> String { String(format: "%.1f ×", value) }
}
