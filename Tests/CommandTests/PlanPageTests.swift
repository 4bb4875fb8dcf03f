import Foundation
import FoundationXML
import TestSupport
import Testing

@Suite("weir plan --format html")
struct PlanPageTests {
    private func page(_ deployment: String = Repository.path("samples/deployments/400-sessions.yaml")) throws -> String {
        let result = try WeirBinary.run("plan", deployment, "--draws", "12", "--format", "html")
        #expect(result.status == 0, "\(result.errors)")
        return result.output
    }

    @Test("the page is HTML and well-formed XML at once, and every reference in it leads to something in it")
    func wellFormed() throws {
        let text = try page()
        #expect(text.hasPrefix("<!DOCTYPE html>\n<html lang=\"en\">"))
        let references = References()
        let parser = XMLParser(data: Data(text.replacing("<!DOCTYPE html>", with: "").utf8))
        parser.delegate = references
        #expect(parser.parse(), "line \(parser.lineNumber): \(String(describing: parser.parserError))")
        #expect(Set(references.identifiers).count == references.identifiers.count, "an id is there twice")
        #expect(Set(references.targets).subtracting(references.identifiers).isEmpty)
        #expect(references.drawings > 3 && references.unnamedDrawings == 0)
    }

    @Test("nothing is fetched and nothing runs")
    func selfContained() throws {
        let text = try page()
        for part in ["<script", "<link", "<img", "<iframe", "src=", "url(", "@import", "http:", "https:", "javascript:"] {
            #expect(!text.contains(part), "\(part)")
        }
        #expect(try /\son[a-z]+=/.firstMatch(in: text) == nil)
        #expect(try /href="[^#]/.firstMatch(in: text) == nil)
    }

    @Test("it says whether the table fits, draws each setting, and traces each number")
    func contents() throws {
        let text = try page()
        for part in [
            "id=\"verdict\"", "id=\"size\"", "id=\"scenarios\"", "id=\"failures\"", "id=\"trace\"", "id=\"assumptions\"",
            "id=\"figure-high_water\"", "prefers-color-scheme:dark", "@media print", "Tuned autovacuum",
        ] {
            #expect(text.contains(part), "\(part)")
        }
        #expect(text.contains("Fits<") || text.contains("May overflow<") || text.contains("Overflows<"))
    }

    @Test("the same plan is the same page, byte for byte")
    func deterministic() throws {
        #expect(try page() == page())
    }

    @Test("--out writes the page to a file, whole, and nothing to standard output")
    func out() throws {
        let directory = try TemporaryDirectory()
        let path = directory.path + "/plan.html"
        let result = try WeirBinary.run(
            "plan", Repository.path("samples/deployments/small.yaml"), "--draws", "12", "--format", "html", "--out", path)
        #expect(result.status == 0 && result.output.isEmpty, "\(result.errors)")
        #expect(try String(contentsOfFile: path, encoding: .utf8).hasSuffix("</html>\n"))
        let failed = try WeirBinary.run(
            "plan", Repository.path("samples/deployments/small.yaml"), "--draws", "12", "--format", "html", "--out", "/proc/none/plan.html")
        #expect(failed.status == 74 && failed.errors.contains("/proc/none"))
    }
}

/// What a page names and what it refers to.
private final class References: NSObject, XMLParserDelegate {
    var identifiers: [String] = []
    var targets: [String] = []
    var drawings = 0
    var unnamedDrawings = 0

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?, attributes: [String: String]
    ) {
        if let identifier = attributes["id"] { identifiers.append(identifier) }
        if let target = attributes["href"]?.dropFirst() { targets.append(String(target)) }
        targets += attributes["aria-labelledby"]?.split(separator: " ").map(String.init) ?? []
        guard name == "svg", attributes["role"] == "img" else { return }
        drawings += 1
        unnamedDrawings += attributes["aria-labelledby"] == nil ? 1 : 0
    }
}
