import BenchmarkFigures
import Foundation
import TestSupport
import Testing

@Suite("Figures of paths")
struct PathFigureTests {
    private static let json = Data(
        """
        {"version": 2, "limits": {"scan": 4000, "socket": 2500.4}, "rows": [
          {"name": "weir-syslog", "path": "mixed logs → syslog TCP", "buffer": "spool", "megabytes_per_second": 600,
           "cpu_seconds_per_gigabyte": 2, "peak_bytes": 61000000, "rounds": 3, "receiver_cpu_seconds_per_gigabyte": 1},
          {"name": "rsyslog-syslog", "path": "mixed logs → syslog TCP", "buffer": "disk <queue>", "megabytes_per_second": 1200,
           "cpu_seconds_per_gigabyte": 25, "peak_bytes": 390000000, "rounds": 3},
          {"name": "weir-relp", "path": "file → RELP", "buffer": "spool", "megabytes_per_second": 90.6,
           "cpu_seconds_per_gigabyte": 3, "peak_bytes": 30000000, "rounds": 3}],
         "measures": [{"path": "measure mixed logs", "rows": [
          {"name": "weir measure", "megabytes_per_second": 1600, "cpu_seconds_per_gigabyte": 0.8, "peak_bytes": 90000000},
          {"name": "DuckDB", "megabytes_per_second": 1000, "cpu_seconds_per_gigabyte": 1.6, "peak_bytes": 900000000}]}],
         "steady": {"core_percent": 1.234, "peak_bytes": 27000000, "records_per_second": 10000, "seconds": 30},
         "backlog": {"small": {"records": 16000, "bytes": 1, "seconds_per_gigabyte": 1.0, "peak_bytes": 40000000},
                     "large": {"records": 1600000, "bytes": 1, "seconds_per_gigabyte": 0.98, "peak_bytes": 41000000}}}
        """.utf8)

    @Test("the table has each program with its ratio to ours first, and the ratio that is aimed at on mixed logs")
    func table() throws {
        let section = try PathSection(PathResults(Self.json), picture: "paths.svg")
        let lines = section.markdown.split(separator: "\n").filter { $0.hasPrefix("|") }
        #expect(
            lines.dropFirst(2) == [
                "| mixed logs → syslog TCP | **weir-syslog** | spool |  |  |  | 600 | 2.00 | 61 |",
                "| mixed logs → syslog TCP | rsyslog-syslog | disk <queue> | 0.5 × | 12.5 × | ≥ 5.0 ×, missed | 1,200 | 25.0 | 390 |",
                "| file → RELP | **weir-relp** | spool |  |  |  | 91 | 3.00 | 30 |",
                "| measure mixed logs | **weir measure** |  |  |  |  | 1,600 | 0.80 | 90 |",
                "| measure mixed logs | DuckDB |  | 1.6 × | 2.0 × | ≥ 2.0 ×, missed | 1,000 | 1.60 | 900 |",
            ])
    }

    @Test("below the table stands how the figures came about, and what was found beside the paths")
    func notes() throws {
        let markdown = try PathSection(PathResults(Self.json), picture: "paths.svg").markdown
        #expect(markdown.contains("all programs in turns: medians of 3 rounds. What one core of that machine can do at most, MB/s: scan"))
        #expect(markdown.contains("MB/s: scan 4,000 · socket 2,500."))
        #expect(markdown.contains("10,000 records a second takes 1.23 % of one core (at most 3) and 27 MB (at most 32)."))
        #expect(markdown.contains("1,600,000 records a record costs 2.0 % less than behind 16,000 (at most 5 % more)"))
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
        for wrong in [text.replacing("\"version\": 2", with: "\"version\": 1"), #"{"version": 2, "rows": [], "measures": []}"#, "{"] {
            #expect(throws: (any Error).self, "\(wrong.prefix(40))") { try PathResults(Data(wrong.utf8)) }
        }
    }

    @Test("the picture is well-formed, names itself, and a longer bar is a larger figure")
    func picture() throws {
        let svg = try PathPicture(PathResults(Self.json)).svg
        #expect(svg.contains("disk &lt;queue>") || svg.contains("disk &lt;queue&gt;"))
        #expect(svg.contains("<title id=\"title\">") && svg.contains("prefers-color-scheme:dark"))
        let widths = svg.matches(of: /<rect class="(ours|other)"[^>]* width="([0-9.]+)"/).compactMap { Double($0.2) }
        #expect(widths.count == 10)
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

    @Test("README shows the committed run of ./dev torture")
    func tortureIsShown() throws {
        let files = ["Tests/Torture/report.py", "Tests/Benchmarks/results/torture.json", "README.md"].map(Repository.path)
        let result = try ChildProcess("/usr/bin/env", ["python3"] + files + ["--check"]).wait()
        #expect(result.status == 0, "\(result.errors)")
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
