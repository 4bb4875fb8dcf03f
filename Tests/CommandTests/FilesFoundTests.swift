import Foundation
import TestSupport
import Testing
import WeirSystem

@Suite("the files that the real binary finds")
struct FilesFoundTests {
    private let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
        try FileManager.default.createDirectory(atPath: path("logs"), withIntermediateDirectories: true)
    }

    private func path(_ name: String) -> String { "\(directory.path)/\(name)" }

    private func write(_ serials: ClosedRange<Int>, to name: String) throws {
        let file = try HostFileSystem().open(path(name), .create)
        defer { file.close() }
        let lines = serials.map { #"{"message": "record \#($0)", "weir_serial": \#($0)}"# + "\n" }.joined()
        try Array(lines.utf8).withUnsafeBytes { try file.write([$0], at: 0) }
    }

    /// - Parameter sources: patterns below `logs`, a source each.
    private func configure(_ sources: [String], url: String = "http://127.0.0.1:9/", spoolSize: String = "64MiB") throws {
        let list = sources.enumerated().map { index, pattern in
            "  - {name: s\(index), kind: files, host: h, include: [\"\(path("logs"))/\(pattern)\"]}"
        }
        let text = "spool: {directory: \(path("spool")), size: \(spoolSize)}\nsources:\n" + list.joined(separator: "\n")
        try (text + "\nsinks: [{name: w, kind: http, url: \"\(url)\"}]\n").write(
            toFile: path("weir.yaml"), atomically: true, encoding: .utf8)
    }

    private func receiver(_ expected: Int) throws -> Receiver {
        try Receiver(
            expecting: expected, report: path("report.json"), readyFile: path("ready"), hasSyslog: false,
            extraArguments: ["--timeout", "100s"])
    }

    @Test(
        "with 64 descriptors, as soft limit or for good, five sources of 60 files each get all their records delivered",
        arguments: ["-n", "-Sn"])
    func fewDescriptors(limit: String) throws {
        for source in 0..<5 {
            try FileManager.default.createDirectory(atPath: path("logs/\(source)"), withIntermediateDirectories: true)
            for file in 0..<60 {
                let serial = source * 60 + file + 1
                try write(serial...serial, to: "logs/\(source)/\(file).log")
            }
        }
        let receiver = try receiver(300)
        try configure((0..<5).map { "\($0)/*.log" }, url: receiver.httpURL)
        let shipper = try ChildProcess(
            "/bin/sh", ["-c", "ulimit \(limit) 64; exec \"$0\" ship \"$1\"", WeirBinary.path, path("weir.yaml")])
        let input = try #require(try receiver.report(within: 60).inputs.first { $0.name == "http" })
        shipper.terminate()
        shipper.wait(within: 60)
        #expect(input.distinct == 300 && input.serials.missing == 0, "\(shipper.errors)")
        #expect(!shipper.errors.contains(" error "), "\(shipper.errors)")
    }

    @Test("a name that is not UTF-8 is read, a FIFO and a pattern that matches nothing are told of")
    func oddNames() throws {
        try write(1...1, to: "logs/plain.log")
        try write(2...2, to: "logs/caf\\xE9.log")
        #expect(mkfifo(path("logs/pipe.log"), 0o600) == 0)
        try FileManager.default.createDirectory(atPath: path("logs/sub"), withIntermediateDirectories: true)
        let receiver = try receiver(2)
        try configure(["*.log", "sub", "*.nothing"], url: receiver.httpURL)
        let run = try WeirBinary.run("ship", path("weir.yaml"), "--once")
        let input = try #require(try receiver.report(within: 60).inputs.first { $0.name == "http" })
        #expect(run.status == 0 && input.distinct == 2)
        for said in ["FIFO", "pipe.log", "names a directory", "no file matches the pattern", "*.nothing"] {
            #expect(run.errors.contains(said), "\(said) in \(run.errors)")
        }
    }

    @Test("config check --environment tells the same before anything runs, and plain config check looks at the file alone")
    func environment() throws {
        #expect(mkfifo(path("logs/pipe.log"), 0o600) == 0)
        try configure(["*.log", "*.nothing"])
        let plain = try WeirBinary.run("config", "check", path("weir.yaml"))
        #expect(plain.status == 0 && !plain.output.contains("FIFO"))
        let looked = try WeirBinary.run("config", "check", "--environment", path("weir.yaml"))
        #expect(looked.status == 0)
        #expect(looked.output.contains("FIFO") && looked.output.contains("*.nothing"), "\(looked.output)")
    }

    @Test("a spool that can't hold the positions of the files that are there is refused, with its key and the size that can")
    func smallSpool() throws {
        let name = String(repeating: "n", count: 200)
        for number in 0..<15_000 { #expect(FileManager.default.createFile(atPath: path("logs/\(number)\(name).log"), contents: nil)) }
        try configure(["*.log"], spoolSize: "16MiB")
        #expect(try WeirBinary.run("config", "check", path("weir.yaml")).status == 0)
        let refused = try WeirBinary.run("config", "check", "--environment", path("weir.yaml"))
        #expect(refused.status == 78 && refused.output.contains("spool.size") && refused.output.contains("15,000 files"), "\(refused)")
        let least = try #require(refused.output.firstMatch(of: /give it at least ([0-9]+)MiB/)?.1)
        try configure(["*.log"], spoolSize: "\(least)MiB")
        let taken = try WeirBinary.run("config", "check", "--environment", path("weir.yaml"))
        #expect(taken.status == 0, "\(taken)")
    }

    @Test("a spool's directory that is a file is refused; a size that its disk has not is a warning")
    func spoolPlace() throws {
        try configure(["*.nothing"], spoolSize: "16TiB")
        let large = try WeirBinary.run("config", "check", "--environment", path("weir.yaml"))
        #expect(large.status == 0 && large.output.contains("warning: 16 TiB is more than"), "\(large)")
        try write(1...1, to: "spool")
        let file = try WeirBinary.run("config", "check", "--environment", path("weir.yaml"))
        #expect(file.status == 78 && file.output.contains("spool.directory") && file.output.contains("is no directory"), "\(file)")
    }
}
