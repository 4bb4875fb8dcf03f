import TestSupport
import Testing

/// Who may import whom: the architecture as a table. A change here is a change of the design.
private let allowedImports: [String: Set<String>] = [
    "weir": ["WeirCommands"],
    "WeirCommands": [
        "ArgumentParser", "Foundation", "Logging", "WeirCharts", "WeirCompression", "WeirConfiguration", "WeirConsole", "WeirDatabase",
        "WeirPlanner", "WeirProof", "WeirReceiver", "WeirRecords", "WeirRedaction", "WeirShipping", "WeirSpool", "WeirSystem",
        "WeirWorkload",
    ],
    "WeirConfiguration": ["WeirPlanner", "WeirRecords", "WeirRedaction", "Yams"],
    "WeirRecords": ["CWeirRecords", "Glibc"],
    "WeirRedaction": ["CPCRE2", "WeirRecords", "WeirSystem"],
    "WeirPlanner": ["RealModule", "WeirRecords"],
    "WeirProof": ["WeirPlanner", "WeirRecords"],
    "WeirCharts": [],
    "WeirSystem": ["CWeirSystem", "Glibc"],
    "WeirCompression": ["CISAL", "CZlib", "CZstd"],
    "WeirSpool": ["Foundation", "GRDB", "WeirRecords", "WeirSystem"],
    "WeirShipping": [
        "AsyncHTTPClient", "NIOCore", "NIOFoundationCompat", "NIOHTTP1", "NIOPosix", "NIOSSL", "WeirCompression", "WeirRecords",
        "WeirRedaction", "WeirSpool", "WeirSystem",
    ],
    "WeirDatabase": ["CPostgres", "WeirProof", "WeirRecords", "WeirSystem"],
    "WeirReceiver": [
        "HTTPTypes", "Hummingbird", "HummingbirdCore", "Logging", "NIOCore", "NIOPosix", "WeirCompression", "WeirRecords", "WeirSystem",
    ],
    "WeirWorkload": ["WeirPlanner", "WeirRecords", "WeirSystem"],
    "WeirConsole": [
        "Dispatch", "Foundation", "HTTPTypes", "Hummingbird", "HummingbirdCore", "HummingbirdTLS", "Logging", "NIOCore", "NIOHTTP1",
        "NIOSSL", "WeirCharts", "WeirPlanner", "WeirProof", "WeirSpool", "WeirSystem",
    ],
]

/// Part of the language, so open to all.
private let standardModules: Set<String> = ["Synchronization"]

@Suite("Imports")
struct ImportTests {
    @Test("every target imports only what the design allows it", arguments: allowedImports.keys.sorted())
    func targetImportsOnlyWhatIsAllowed(target: String) throws {
        let allowed = try #require(allowedImports[target]).union(standardModules)
        let files = try Repository.files(below: "Sources/\(target)", ending: ".swift")
        #expect(!files.isEmpty, "Sources/\(target) holds no Swift file")
        for file in files {
            for module in importedModules(in: try Repository.text(file)) where !allowed.contains(module) {
                Issue.record("\(file) imports \(module), which \(target) may not")
            }
        }
    }

    @Test("every folder of Swift sources is a target in the table")
    func everyTargetIsInTheTable() throws {
        let files = try Repository.files(below: "Sources", ending: ".swift")
        let targets = Set(files.compactMap { $0.split(separator: "/").dropFirst().first.map(String.init) })
        #expect(targets == Set(allowedImports.keys))
    }

    @Test("an import is found whatever stands before it")
    func importsAreFound() {
        let text =
            "package import A\n@preconcurrency import B.C\nimport struct D.E\n// import F\n    internal import G\nlet text = \"import H\"\n"
        #expect(importedModules(in: text) == ["A", "B", "D", "G"])
    }
}

private func importedModules(in text: String) -> [String] {
    text.split(separator: "\n").compactMap { line in
        var words = line.split(separator: " ")[...]
        while let word = words.first, word.hasPrefix("@") || ["package", "public", "internal", "private", "fileprivate"].contains(word) {
            words.removeFirst()
        }
        guard words.first == "import" else { return nil }
        words.removeFirst()
        if let kind = words.first, ["struct", "class", "enum", "protocol", "func", "var", "let", "typealias"].contains(kind) {
            words.removeFirst()
        }
        return words.first.map { String($0.prefix { $0 != "." }) }
    }
}
