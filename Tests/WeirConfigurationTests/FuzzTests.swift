import Testing

@testable import WeirConfiguration

@Suite struct FuzzTests {
    /// What configuration files break on.
    private static let fragments = [
        "\t", "\n", " ", ": ", "- ", "[", "]", "{", "}", "\"", "'", "#", "&a ", "*a", "!!int ", "${X}", "${", "|\n", ">\n", "? ", "%", "@",
        "`", "~",
        "null", "0", "-1", "1e999", "99999999999999999999", "\u{0}", "\u{FEFF}", "\u{85}", "\u{2028}", "é", "🙂", "\r", "---\n", "...\n",
        "<<: ",
    ]

    private static func mutated(_ text: String, _ random: inout Seeded) -> String {
        var scalars = Array(text.unicodeScalars)
        for _ in 0..<Int.random(in: 1...6, using: &random) {
            let place = Int.random(in: 0...scalars.count, using: &random)
            let end = min(scalars.count, place + Int.random(in: 0...24, using: &random))
            switch Int.random(in: 0..<4, using: &random) {
            case 0: scalars.removeSubrange(place..<end)
            case 1: scalars.insert(contentsOf: scalars[place..<end], at: Int.random(in: 0...scalars.count, using: &random))
            case 2: scalars.insert(contentsOf: (fragments.randomElement(using: &random) ?? "").unicodeScalars, at: place)
            default: if place < end { scalars[place] = scalars.randomElement(using: &random) ?? "x" }
            }
        }
        var result = String.UnicodeScalarView()
        result.append(contentsOf: scalars)
        return String(result)
    }

    @Test("a mutated file loads or has at least one problem, and never both", arguments: [1, 2, 3, 4] as [UInt64])
    func mutations(seed: UInt64) throws {
        var random = Seeded(seed)
        let texts = try Samples.all().map(\.text) + [Valid.shipper, Valid.deployment, DeploymentTests.everything]
        let world = World(variables: ["X": "${X}\n: {", "WEIR_DEMO": "/tmp"])
        for round in 0..<400 {
            let text = Self.mutated(texts[round % texts.count], &random)
            let shipper = world.shipper(text)
            let deployment = world.deployment(text)
            #expect((shipper.value == nil) == !shipper.report.errors.isEmpty, "\(text)")
            #expect((deployment.value == nil) == !deployment.report.errors.isEmpty, "\(text)")
            let check = world.check(text)
            #expect((check.resolved == nil) == !check.report.errors.isEmpty, "\(text)")
        }
    }

    @Test("what a mutated file comes to prints and reads back", arguments: [11, 12] as [UInt64])
    func printing(seed: UInt64) throws {
        var random = Seeded(seed)
        let texts = try Samples.all().map(\.text) + [DeploymentTests.everything]
        for round in 0..<300 {
            let text = Self.mutated(texts[round % texts.count], &random)
            guard let printed = World().check(text, path: "/x/file.yaml").resolved else { continue }
            let again = World().check(printed.replacing("<redacted>", with: "value"), path: "/x/file.yaml")
            #expect(again.resolved == printed, "\(text)\n\(printed)\n\(again.report.lines)")
        }
    }
}
