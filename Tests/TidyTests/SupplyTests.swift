import Foundation
import TestSupport
import Testing

/// What the program is made of, as committed lists, beside what it really is made of.
@Suite("Supply")
struct SupplyTests {
    private struct Workspace: Decodable {
        struct Object: Decodable { var dependencies: [Dependency] }
        struct Dependency: Decodable {
            var packageRef: Reference
            var state: State
        }
        struct Reference: Decodable { var identity: String }
        struct State: Decodable { var checkoutState: Checkout? }
        struct Checkout: Decodable { var version: String? }
        var object: Object
    }

    private struct Bill: Decodable {
        struct Component: Decodable {
            struct Licence: Decodable { var expression: String }
            var name: String
            var version: String
            var licenses: [Licence]
            var purl: String?
        }
        var bomFormat: String
        var components: [Component]
    }

    @Test("what was resolved is what the committed list says, version for version")
    func resolved() throws {
        let state = Repository.path(".build/workspace-state.json")
        let workspace = try JSONDecoder().decode(Workspace.self, from: Data(contentsOf: URL(filePath: state)))
        let resolved = workspace.object.dependencies.map { [$0.packageRef.identity, $0.state.checkoutState?.version ?? "no version"] }
        let listed = try lines("dependencies").map { Array($0.prefix(2)) }
        #expect(resolved.sorted { $0[0] < $1[0] } == listed.sorted { $0[0] < $1[0] })
    }

    @Test("every direct dependency has one exact version, the one that is listed")
    func exact() throws {
        let packages = try Repository.text("Package.swift").split(separator: "\n").filter { $0.contains(".package(url:") }
        let versions = Dictionary(uniqueKeysWithValues: try lines("dependencies").map { ($0[3], $0[1]) })
        #expect(packages.count >= 9)
        for package in packages {
            let found = package.firstMatch(of: /url: "([^"]+)", exact: "([0-9.]+)"/)
            let (url, version) = (String(found?.1 ?? ""), String(found?.2 ?? ""))
            #expect(versions[url] == version && !version.isEmpty, "\(package)")
        }
    }

    @Test("sources of others inside a package are of the revision that is listed")
    func vendored() throws {
        let checkouts = Repository.path(".build/checkouts")
        let listed = try lines("vendored")
        for (package, target) in [("swift-nio-ssl", "CNIOBoringSSL"), ("swift-crypto", "CCryptoBoringSSL")] {
            let words = try String(contentsOfFile: "\(checkouts)/\(package)/Sources/\(target)/hash.txt", encoding: .utf8)
            let revision = listed.first { $0[0] == "boringssl" && $0.last == package }?[1] ?? "none"
            #expect(words.contains(revision), "\(package): \(words)")
        }
    }

    @Test("the bill of materials names every package, source, library and the language, each with its version and licence")
    func bill() throws {
        let result = try ChildProcess(Repository.path("dev"), ["sbom"]).wait()
        #expect(result.status == 0, "\(result.errors)")
        let bill = try JSONDecoder().decode(Bill.self, from: Data(result.output.utf8))
        #expect(bill.bomFormat == "CycloneDX")
        let components = Set(bill.components.map { "\($0.name) \($0.version)" })
        for line in try lines("dependencies") + lines("vendored") {
            #expect(components.contains("\(line[0]) \(line[1])"), "\(line)")
        }
        for library in try linkedPackages() {
            #expect(bill.components.contains { $0.name == library && $0.version != "unknown" }, "\(library)")
        }
        #expect(bill.components.contains { $0.name == "swift" })
        #expect(bill.components.allSatisfy { $0.licenses.first?.expression.isEmpty == false })
        #expect(bill.components.filter { $0.purl == nil }.map(\.name).sorted() == ["boringssl", "boringssl", "libyaml", "llhttp", "swift"])
    }

    @Test("the Dockerfile's images are named by digest, and what the program is linked with is installed")
    func images() throws {
        let text = try Repository.text("Dockerfile")
        let images = Dictionary(uniqueKeysWithValues: text.matches(of: /\nARG ([A-Z_]+)=(.+)/).map { (String($0.1), String($0.2)) })
        let froms = text.matches(of: /\nFROM (\S+)/).map { String($0.1) }
        #expect(froms.count == 2)
        for from in froms {
            let image = from.hasPrefix("${") ? images[String(from.dropFirst(2).dropLast())] ?? from : from
            #expect(image.wholeMatch(of: /[a-z.\/:0-9-]+@sha256:[0-9a-f]{64}/) != nil, "\(from) is \(image)")
        }
        // What the base image brings along need not be named.
        let base: Set = ["libc6", "libgcc-s1", "libstdc++6"]
        let installed = Set(text.components(separatedBy: "\nFROM ").last?.split { $0.isWhitespace }.map(String.init) ?? [])
        for line in try lines("libraries") where !base.contains(line[0]) { #expect(installed.contains(line[0]), "\(line[0])") }
    }

    @Test("the program is position-independent, its tables are read-only before it runs, and its stack is not executable")
    func hardened() throws {
        let sections = try readelf("-dW", WeirBinary.path)
        #expect(sections.contains("BIND_NOW") && sections.matches(of: /FLAGS_1.*NOW.*PIE/).count == 1, "\(sections)")
        let segments = try readelf("-lW", WeirBinary.path)
        #expect(segments.contains("GNU_RELRO"))
        let stack = segments.split(separator: "\n").first { $0.contains("GNU_STACK") }
        #expect(stack?.contains("RW ") == true && stack?.contains("RWE") == false, "\(stack ?? "none")")
    }

    /// The columns of a committed list; the last takes what is left of a library's licence.
    private func lines(_ name: String) throws -> [[String]] {
        try Repository.text("Tests/TidyTests/Fixtures/\(name).txt").split(separator: "\n").filter { !$0.hasPrefix("#") }
            .map { $0.split(separator: " ").map(String.init) }
    }

    /// Debian's packages of the libraries that the binary asks for; those of Swift are static in a release.
    private func linkedPackages() throws -> Set<String> {
        let names = try readelf("-dW", WeirBinary.path).matches(of: /NEEDED.*\[(.+)\]/).map { String($0.1) }
        let swift = try names.filter { try !ChildProcess("/sbin/ldconfig", ["-p"]).wait().output.contains("\($0) ") }
        let packages = try names.filter { !swift.contains($0) && !$0.hasPrefix("ld-linux") }.map { name in
            let owner = try ChildProcess("/usr/bin/dpkg", ["-S", "*/\(name)"]).wait().output.split(separator: ":").first
            return owner.map(String.init) ?? "unowned \(name)"
        }
        #expect(packages.count >= 6, "\(names)")
        return Set(packages).union(["libpq5"])
    }

    private func readelf(_ option: String, _ path: String) throws -> String {
        let result = try ChildProcess("/usr/bin/readelf", [option, path]).wait()
        #expect(result.status == 0, "\(result.errors)")
        return result.output
    }
}
