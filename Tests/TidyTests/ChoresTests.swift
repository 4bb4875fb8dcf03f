import Foundation
import TestSupport
import Testing

@Suite("Chores")
struct ChoresTests {
    @Test("the Dockerfile installs the packages that dev installs, and builds with the same words")
    func dockerfileMatchesDev() throws {
        let dev = try Repository.text("dev")
        let dockerfile = try Repository.text("Dockerfile").replacing("\\\n", with: " ")
        let build = try #require(dockerfile.components(separatedBy: "\nFROM ").dropFirst().first)
        let listed = try #require(dev.split(separator: "\n").first { $0.hasPrefix("build_packages=") })
        let packages = Set(listed.dropFirst("build_packages=".count).trimmingCharacters(in: ["\""]).split(separator: " ").map(String.init))
        let line = try #require(build.split(separator: "\n").first { $0.contains("--no-install-recommends") })
        let installed = line.components(separatedBy: "--no-install-recommends")[1].components(separatedBy: "&&")[0]
        #expect(Set(installed.split(separator: " ").map(String.init)) == packages)

        let words = "swift build -c release --static-swift-stdlib --product weir"
        #expect(dev.contains(words))
        #expect(build.contains(words))
    }

    @Test("CI runs the command that the README gives for tests")
    func continuousIntegrationRunsTheReadmeCommand() throws {
        #expect(try Repository.text(".ci/run").contains("./dev test"))
        #expect(try Repository.text("README.md").contains("./dev test"))
    }

    @Test("dev is a POSIX shell script that lists every chore it has")
    func devListsItsChores() throws {
        let dev = try Repository.text("dev")
        let verbs = dev.split(separator: "\n").compactMap { $0.wholeMatch(of: /verb_([a-z]+)\(\).*/)?.1 }
        let help = try ChildProcess(Repository.path("dev"), ["help"]).wait()
        #expect(help.status == 0)
        for verb in verbs { #expect(help.output.contains("./dev \(verb)"), "\(verb) is not in ./dev help") }
    }
}
