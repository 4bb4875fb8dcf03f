import Foundation
import Synchronization

/// A program started by a test; it is killed when the test lets go of it, so that nothing is left running.
package final class ChildProcess: Sendable {
    package struct Result: Sendable {
        package var status: Int32
        package var output: String
        package var errors: String
    }

    private let process: Mutex<Process>
    private let outputPath: String
    private let errorPath: String
    private let ended = DispatchSemaphore(value: 0)
    package let identifier: Int32

    package init(
        _ executable: String, _ arguments: [String], in directory: String? = nil, environment: [String: String] = [:]
    ) throws {
        let process = Process()
        process.executableURL = URL(filePath: executable)
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        if let directory { process.currentDirectoryURL = URL(filePath: directory) }
        let scratch = FileManager.default.temporaryDirectory.appending(path: "weir-child-\(UUID().uuidString)").path
        outputPath = scratch + ".out"
        errorPath = scratch + ".err"
        try Data().write(to: URL(filePath: outputPath))
        try Data().write(to: URL(filePath: errorPath))
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: URL(filePath: outputPath))
        process.standardError = try FileHandle(forWritingTo: URL(filePath: errorPath))
        let ended = ended
        process.terminationHandler = { _ in ended.signal() }
        try process.run()
        identifier = process.processIdentifier
        self.process = Mutex(process)
    }

    deinit {
        if isRunning { kill() }
        try? FileManager.default.removeItem(atPath: outputPath)
        try? FileManager.default.removeItem(atPath: errorPath)
    }

    package var isRunning: Bool { process.withLock { $0.isRunning } }
    package var output: String { (try? String(contentsOfFile: outputPath, encoding: .utf8)) ?? "" }
    package var errors: String { (try? String(contentsOfFile: errorPath, encoding: .utf8)) ?? "" }

    /// SIGTERM.
    package func terminate() { process.withLock { if $0.isRunning { $0.terminate() } } }

    /// SIGKILL.
    package func kill() { if isRunning { _ = Foundation.kill(identifier, SIGKILL) } }

    /// Waits for the end; a program that outlives the bound is killed, and its status is then SIGKILL's 9.
    @discardableResult
    package func wait(within seconds: Double = 120) -> Result {
        if ended.wait(timeout: .now() + seconds) == .timedOut {
            kill()
            ended.wait()
        }
        ended.signal()
        return Result(status: process.withLock { $0.terminationStatus }, output: output, errors: errors)
    }

    /// Waits until the condition holds; false where the program ended or the bound passed first.
    package func wait(within seconds: Double = 60, until condition: () -> Bool) -> Bool {
        let deadline = Date().addingTimeInterval(seconds)
        while Date() < deadline {
            if condition() { return true }
            if !isRunning { return condition() }
            Thread.sleep(forTimeInterval: 0.01)
        }
        return condition()
    }
}

/// The real binary, built beside the tests.
package enum WeirBinary {
    package static var path: String {
        let tests = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
        return URL(filePath: tests).deletingLastPathComponent().appending(path: "weir").path
    }

    package static func run(arguments: [String], environment: [String: String] = [:]) throws -> ChildProcess.Result {
        try ChildProcess(path, arguments, environment: environment).wait()
    }

    package static func start(
        _ arguments: String..., in directory: String? = nil, environment: [String: String] = [:]
    ) throws -> ChildProcess {
        try ChildProcess(path, arguments, in: directory, environment: environment)
    }

    package static func run(
        _ arguments: String..., in directory: String? = nil, environment: [String: String] = [:], within seconds: Double = 120
    ) throws -> ChildProcess.Result {
        try ChildProcess(path, arguments, in: directory, environment: environment).wait(within: seconds)
    }
}
