import Foundation
import Testing

@testable import WeirCharts

/// Contrast as WCAG 2.2 defines it (relative luminance), colour distance in OKLab, and the sight of readers without red or green cones
/// by the matrices of Machado, Oliveira and Fernandes (2009) at full severity.
@Suite("palette")
struct PaletteTests {
    private static let themes = [Palette.light, .dark]
    private static let data: [Palette.Role] = [.first, .second, .third, .limit]

    @Test("texts stand at 4.5 to 1 against both surfaces", arguments: themes)
    func texts(palette: Palette) {
        for role in [Palette.Role.ink, .soft, .muted, .limit, .good, .warning] {
            for ground in [Palette.Role.surface, .page] {
                #expect(contrast(palette[role], palette[ground]) >= 4.5, "\(role) on \(ground)")
            }
        }
    }

    @Test("marks stand at 3 to 1 against a chart's surface", arguments: themes)
    func marks(palette: Palette) {
        for role in Self.data + [.rest] { #expect(contrast(palette[role], palette[.surface]) >= 3, "\(role)") }
    }

    @Test("the data's colours keep apart for readers who see red and green alike", arguments: themes)
    func apart(palette: Palette) {
        for (index, one) in Self.data.enumerated() {
            for other in Self.data[(index + 1)...] {
                for sight in [Self.all, Self.withoutRed, Self.withoutGreen] {
                    #expect(distance(palette[one], palette[other], sight) >= 0.08, "\(one) and \(other)")
                }
            }
        }
    }

    @Test("every colour is six digits, and both themes set every variable")
    func variables() throws {
        for palette in Self.themes {
            for role in Palette.Role.allCases { #expect(try /#[0-9a-f]{6}/.wholeMatch(in: palette[role]) != nil) }
            #expect(palette.variables.split(separator: ";").count == Palette.Role.allCases.count)
        }
        let used = StyleSheet.charts.text.matches(of: /var\(--([a-z-]+)/).map { String($0.1) }
        #expect(Set(used).subtracting(["sans"]).allSatisfy { Palette.Role(rawValue: $0) != nil })
    }

    private static let all = [[1.0, 0, 0], [0, 1, 0], [0, 0, 1]]
    private static let withoutRed = [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    private static let withoutGreen = [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]

    private func linear(_ colour: String) -> [Double] {
        let number = Int(colour.dropFirst(), radix: 16) ?? 0
        return [16, 8, 0].map { shift in
            let part = Double(number >> shift & 0xFF) / 255
            return part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4)
        }
    }

    private func contrast(_ one: String, _ other: String) -> Double {
        let lights = [one, other].map { colour in zip(linear(colour), [0.2126, 0.7152, 0.0722]).map(*).reduce(0, +) }.sorted()
        return (lights[1] + 0.05) / (lights[0] + 0.05)
    }

    private func product(_ matrix: [[Double]], _ vector: [Double]) -> [Double] { matrix.map { zip($0, vector).map(*).reduce(0, +) } }

    private func laboratory(_ colour: String, _ sight: [[Double]]) -> [Double] {
        let seen = product(sight, linear(colour)).map { min(max($0, 0), 1) }
        let cones = product(
            [
                [0.4122214708, 0.5363325363, 0.0514459929], [0.2119034982, 0.6806995451, 0.1073969566],
                [0.0883024619, 0.2817188376, 0.6299787005],
            ],
            seen
        ).map { pow($0, 1 / 3.0) }
        return product(
            [
                [0.2104542553, 0.7936177850, -0.0040720468], [1.9779984951, -2.4285922050, 0.4505937099],
                [0.0259040371, 0.7827717662, -0.8086757660],
            ],
            cones)
    }

    private func distance(_ one: String, _ other: String, _ sight: [[Double]]) -> Double {
        zip(laboratory(one, sight), laboratory(other, sight)).map { ($0 - $1) * ($0 - $1) }.reduce(0, +).squareRoot()
    }
}
