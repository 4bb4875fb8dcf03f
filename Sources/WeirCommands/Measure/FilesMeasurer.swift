import Synchronization
import WeirSystem

/// Measures files on two threads: one file each, the largest first, meters merged at the end.
final class FilesMeasurer: Sendable {
    /// The machine of a database or a Web App has at least two cores; more would only wait for the disk.
    static let threads = 2

    private struct State {
        var next = 0
        var bytes: UInt64 = 0
        var merged = Measurement()
    }

    private let files: [LogFile]
    private let fileSystem: any FileSystem
    private let state = Mutex(State())

    init(_ files: [LogFile], fileSystem: any FileSystem) {
        self.files = files
        self.fileSystem = fileSystem
    }

    /// - Parameter onBytes: told now and then how many bytes were read so far; called on this thread.
    func run(onBytes: (UInt64) -> Void) throws -> Measurement {
        let helpers = try (1..<min(Self.threads, max(files.count, 1))).map { number in
            try WorkerThread(name: "weir-measure-\(number)") { self.work { _ in } }
        }
        work(onBytes: onBytes)
        helpers.forEach { $0.join() }
        return state.withLock { $0.merged }
    }

    private func work(onBytes: (UInt64) -> Void) {
        var own = Measurement()
        while let file = takeFile() {
            var reader = LogFileReader(file, fileSystem: fileSystem)
            do {
                own.add(try reader.run { onBytes(count($0)) })
            } catch {
                own.failures.append("\(file.path): \(error)")
            }
        }
        state.withLock { $0.merged.merge(own) }
    }

    private func takeFile() -> LogFile? {
        state.withLock { state in
            guard state.next < files.count else { return nil }
            state.next += 1
            return files[state.next - 1]
        }
    }

    private func count(_ bytes: Int) -> UInt64 {
        state.withLock { state in
            state.bytes += UInt64(bytes)
            return state.bytes
        }
    }
}
