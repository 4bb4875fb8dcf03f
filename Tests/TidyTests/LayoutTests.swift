import Foundation
import TestSupport
import Testing

@Suite("Layout")
struct LayoutTests {
    @Test("the top level holds what the design names and nothing else")
    func topLevel() throws {
        let allowed: Set = [
            "CHANGELOG.md", "CONTRIBUTING.md", "Dockerfile", "LICENSE", "Package.swift", "README.md", "Sources", "Tests", "dev", "samples",
        ]
        let generated: Set = ["Package.resolved"]
        let names = try FileManager.default.contentsOfDirectory(atPath: Repository.root).filter { !$0.hasPrefix(".") }
        #expect(Set(names).subtracting(allowed).subtracting(generated).isEmpty)
    }

    @Test("no library file is called Main.swift, which would make its target executable")
    func noMainFile() throws {
        let files = try Repository.files(below: "Sources", ending: ".swift")
        #expect(!files.contains { $0.lowercased().hasSuffix("/main.swift") })
    }

    @Test("no file is dead: each one's names are used somewhere else")
    func noDeadFiles() throws {
        let sources = try Repository.files(below: "Sources", ending: ".swift")
        let texts = try Dictionary(uniqueKeysWithValues: sources.map { ($0, try Repository.text($0)) })
        let words = texts.mapValues(wordSet)
        for file in sources where !file.hasSuffix("/Weir.swift") {
            let names = declaredNames(in: texts[file, default: ""])
            let isUsed = words.contains { $0.key != file && !$0.value.isDisjoint(with: names) }
            #expect(isUsed, "\(file): nothing else in Sources uses \(names.sorted().joined(separator: ", "))")
        }
    }

    @Test("no test and no reproduction waits by sleeping: helpers poll conditions")
    func noSleepsInTests() throws {
        for file in try Repository.files(below: "Tests/Hostile", ending: ".py") {
            // Its one is within `wait`, which polls.
            let allowed = file.hasSuffix("/station.py") ? 1 : 0
            #expect(try Repository.text(file).components(separatedBy: "time." + "sleep(").count - 1 == allowed, "\(file) sleeps")
        }
        for file in try Repository.files(below: "Tests", ending: ".swift") where !file.hasPrefix("Tests/TestSupport/") {
            let text = try Repository.text(file)
            #expect(
                !text.contains("Thread." + "sleep") && !text.contains("Task." + "sleep") && !text.contains("use" + "leep("),
                "\(file) sleeps")
        }
    }
}

/// Names that a file declares at any depth: types, functions, properties and cases.
private func declaredNames(in text: String) -> Set<String> {
    let keywords: Set = ["struct", "class", "enum", "protocol", "actor", "typealias", "func", "var", "let", "extension", "case"]
    var names: Set<String> = []
    for line in text.split(separator: "\n") {
        let words = line.split { !($0.isLetter || $0.isNumber || $0 == "_" || $0 == "/") }
        if words.first?.hasPrefix("//") == true { continue }
        for (keyword, name) in zip(words, words.dropFirst()) where keywords.contains(String(keyword)) && keyword != "extension" {
            names.insert(String(name))
        }
    }
    return names
}

private func wordSet(of text: String) -> Set<String> {
    Set(text.split { !($0.isLetter || $0.isNumber || $0 == "_") }.map(String.init))
}
