import BenchmarkFigures
import Foundation
import TestSupport
import Testing

@Suite("Figures of paths")
struct PathFigureTests {
    private static let json = Data(
        """
        {"version": 1, "limits": {"scan": 4000, "socket": 2500.4}, "rows": [
          {"name": "weir-syslog", "path": "file → syslog TCP", "buffer": "spool", "megabytes_per_second": 600,
           "cpu_seconds_per_gigabyte": 2, "peak_bytes": 61000000, "rounds": 3, "receiver_cpu_seconds_per_gigabyte": 1},
          {"name": "other", "path": "file → syslog TCP", "buffer": "disk <queue>", "megabytes_per_second": 1200,
           "cpu_seconds_per_gigabyte": 25, "peak_bytes": 390000000, "rounds": 3},
          {"name": "weir-steady", "path": "10,000 records/s", "buffer": "spool", "peak_bytes": 30000000, "rounds": 1}]}
        """.utf8)

    @Test("the table has each program with its ratio to ours, and what ours must reach")
    func table() throws {
        let section = try PathSection(PathResults(Self.json), picture: "paths.svg")
        let lines = section.markdown.split(separator: "\n").filter { $0.hasPrefix("|") }
        #expect(
            lines.dropFirst(2) == [
                "| file → syslog TCP | **weir-syslog** | spool | 600 | 2.00 | 61 |  |  |",
                "| file → syslog TCP | other | disk <queue> | 1,200 | 25.0 | 390 | 0.5 × | 12.5 × |",
                "| file → syslog TCP | *what Weir must reach* |  | ≥ 600 | ≤ 2.00 | ≤ 64 |  |  |",
                "| 10,000 records/s | **weir-steady** | spool |  |  | 30 |  |  |",
            ])
    }

    @Test("only what stands between the marks is replaced, again and again to the same")
    func insertion() throws {
        let section = try PathSection(PathResults(Self.json), picture: "paths.svg")
        let once = try section.inserted(into: "before\n\(PathSection.begin)\nold figures\n\(PathSection.end)\nafter\n")
        #expect(once.hasPrefix("before\n") && once.hasSuffix("\nafter\n") && !once.contains("old figures") && once.contains("1,200"))
        #expect(try section.inserted(into: once) == once)
        #expect(throws: FigureFailure.self) { try section.inserted(into: "\(PathSection.end) \(PathSection.begin)") }
    }

    @Test("results of another version, without rows or cut off are refused")
    func wrongResults() {
        let text = String(decoding: Self.json, as: UTF8.self)
        for wrong in [text.replacing("\"version\": 1", with: "\"version\": 2"), #"{"version": 1, "limits": {}, "rows": []}"#, "{"] {
            #expect(throws: (any Error).self, "\(wrong.prefix(40))") { try PathResults(Data(wrong.utf8)) }
        }
    }

    @Test("the picture is well-formed, names itself, and a longer bar is a larger figure")
    func picture() throws {
        let svg = try PathPicture(PathResults(Self.json)).svg
        #expect(svg.contains("disk &lt;queue>") || svg.contains("disk &lt;queue&gt;"))
        #expect(svg.contains("<title id=\"title\">") && svg.contains("prefers-color-scheme:dark"))
        let widths = svg.matches(of: /<rect class="(ours|other)"[^>]* width="([0-9.]+)"/).compactMap { Double($0.2) }
        #expect(widths.count == 4)
        #expect(abs(widths[0] * 2 - widths[2]) < 0.2 && abs(widths[1] * 12.5 - widths[3]) < 2)
    }

    @Test("in the picture of the committed run no text is cut and none lies over another", arguments: [false, true])
    func nothingIsCut(isDark: Bool) throws {
        let svg = try Repository.text("Tests/Benchmarks/results/paths.svg")
        let script = """
            (() => { const all = [...document.querySelectorAll('text')].map(t => [t.textContent, t.getBoundingClientRect()]);
            const page = document.querySelector('svg').getBoundingClientRect();
            const cut = all.filter(([, b]) => b.left < page.left || b.right > page.right || b.bottom > page.bottom).map(([t]) => 'cut: ' + t);
            const over = all.flatMap(([t, a], i) => all.slice(i + 1).filter(([, b]) => a.left < b.right && b.left < a.right
            && a.top + 2 < b.bottom && b.top + 2 < a.bottom).map(([u]) => t + ' over ' + u));
            return [String(all.length), ...cut, ...over]; })()
            """
        let directory = try TemporaryDirectory()
        let found = try Browser.evaluate(
            script, on: "<!DOCTYPE html><body style=\"margin:0\">\(svg)</body>", width: 760, isDark: isDark, in: directory)
        #expect(found.count == 1, "\(found)")
        #expect(found.first.flatMap(Int.init).map { $0 > 10 } == true)
    }

    @Test("README and picture show the committed run")
    func committed() throws {
        let results = try PathResults(Data(Repository.text("Tests/Benchmarks/results/paths.json").utf8))
        let readme = try Repository.text("README.md")
        let section = PathSection(results, picture: "Tests/Benchmarks/results/paths.svg")
        #expect(try section.inserted(into: readme) == readme, "run ./dev bench report")
        #expect(try Repository.text("Tests/Benchmarks/results/paths.svg") == PathPicture(results).svg, "run ./dev bench report")
    }
}
