import Foundation
import Glibc

/// A process whose costs the kernel tells at its end, which Foundation's does not.
final class Child {
    struct End {
        var status: Int32
        /// Seconds of the processor.
        var user: Double
        var system: Double
        /// Highest resident size, in bytes.
        var peakBytes: Int
    }

    private let identifier: pid_t
    private var end: End?

    /// - Parameter log: takes what it says.
    init(_ command: Command, log: String) throws {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, log, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO)
        let environment = ProcessInfo.processInfo.environment.merging(command.environment) { $1 }.map { "\($0)=\($1)" }
        var found = pid_t()
        let code = Self.withPointers([command.executable] + command.arguments) { arguments in
            Self.withPointers(environment) { posix_spawn(&found, command.executable, &actions, nil, arguments, $0) }
        }
        guard code == 0 else { throw BenchmarkFailure("\(command.executable) does not start: \(String(cString: strerror(code)))") }
        identifier = found
    }

    deinit {
        guard end == nil else { return }
        kill(identifier, SIGKILL)
        _ = wait()
    }

    /// Asks it to end; ``wait()`` tells how it did.
    func terminate() { if end == nil { kill(identifier, SIGTERM) } }

    /// The most that it had resident so far, in bytes. Unlike ``End/peakBytes`` it leaves out what this process had when it started it.
    var peakBytesSoFar: Int {
        let status = (try? String(contentsOfFile: "/proc/\(identifier)/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
        return (line?.split(separator: " ").dropLast().last).flatMap { Int($0) }.map { $0 << 10 } ?? 0
    }

    var isRunning: Bool { end == nil && look(WNOHANG) == nil }

    func wait() -> End { look(0) ?? End(status: -1, user: 0, system: 0, peakBytes: 0) }

    private func look(_ options: Int32) -> End? {
        if let end { return end }
        var (status, usage) = (Int32(), rusage())
        guard wait4(identifier, &status, options, &usage) == identifier else { return nil }
        let exit = status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F)
        end = End(
            status: exit, user: Self.seconds(usage.ru_utime), system: Self.seconds(usage.ru_stime), peakBytes: usage.ru_maxrss << 10)
        return end
    }

    private static func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }

    private static func withPointers<Result>(
        _ texts: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
    ) -> Result {
        let pointers = texts.map { strdup($0) }
        defer { for pointer in pointers { free(pointer) } }
        return body(pointers + [nil])
    }
}

struct Command {
    var executable: String
    var arguments: [String]
    var environment: [String: String] = [:]
    /// Whether it ends once it has sent all; a daemon is asked to.
    var endsByItself = false
}
