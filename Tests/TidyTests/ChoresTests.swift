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

    @Test("the image asks for liveness at the addresses that the README and the samples name")
    func imageAsksForLiveness() throws {
        let dockerfile = try Repository.text("Dockerfile").replacing("\\\n", with: " ")
        let check = try #require(dockerfile.split(separator: "\n").first { $0.hasPrefix("HEALTHCHECK") })
        let asked = check.matches(of: /http:\/\/127\.0\.0\.1:([0-9]+)(\S+)/)
        #expect(asked.allSatisfy { $0.2 == "/livez" })
        let ports = [
            ("README.md", /probes: \{listen: "0\.0\.0\.0:([0-9]+)"\}/),
            ("samples/shippers/agent.yaml", /console: \{listen: "127\.0\.0\.1:([0-9]+)"\}/),
        ]
        #expect(
            asked.map { String($0.1) }
                == (try ports.map { file, listen in String(try #require(try Repository.text(file).firstMatch(of: listen)).1) }))
        #expect(dockerfile.contains(" curl "), "it is installed")
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
