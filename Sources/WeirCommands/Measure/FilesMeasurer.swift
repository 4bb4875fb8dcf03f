import Synchronization
import WeirRecords
import WeirSystem

/// Measures files on two threads, the largest first, large ones in parts; what each part holds is merged.
final class FilesMeasurer: Sendable {
    /// The machine of a database or a Web App has at least two cores; more would only wait for the disk.
    static let threads = 2

    fileprivate struct State {
        var next = 0
        var bytes: UInt64 = 0
        var merged = Measurement()
        /// By path, files that some parts are missing of.
        var partial: [String: PartialFile] = [:]
    }

    fileprivate struct PartialFile {
        var done = 0
        var measurement: FileMeasurement?
        /// Of the parts that are done, by their number: they go on one after another.
        var timelines: [Int: Timeline] = [:]
        var failure: String?
    }

    private let parts: [LogPart]
    private let fileSystem: any FileSystem
    private let state = Mutex(State())

    /// - Parameter partBytes: a file of more is measured in parts.
    init(_ files: [LogFile], fileSystem: any FileSystem, partBytes: UInt64 = LogPart.defaultBytes) {
        parts = files.flatMap { LogPart.parts(of: $0, bytes: partBytes, fileSystem: fileSystem) }
        self.fileSystem = fileSystem
    }

    /// - Parameter onBytes: told now and then how many bytes were read so far; called on this thread.
    func run(onBytes: (UInt64) -> Void) throws -> Measurement {
        let helpers = try (1..<min(Self.threads, max(parts.count, 1))).map { number in
            try WorkerThread(name: "weir-measure-\(number)") { self.work { _ in } }
        }
        work(onBytes: onBytes)
        helpers.forEach { $0.join() }
        return state.withLock { $0.merged }
    }

    private func work(onBytes: (UInt64) -> Void) {
        while let part = takePart() {
            var reader = LogFileReader(part, fileSystem: fileSystem)
            let result = Result { try reader.run { onBytes(count($0)) } }
            state.withLock { $0.add(result, of: part) }
        }
    }

    private func takePart() -> LogPart? {
        state.withLock { state in
            guard state.next < parts.count else { return nil }
            state.next += 1
            return parts[state.next - 1]
        }
    }

    private func count(_ bytes: Int) -> UInt64 {
        state.withLock { state in
            state.bytes += UInt64(bytes)
            return state.bytes
        }
    }
}

extension FilesMeasurer.State {
    /// A file counts once it is complete; one that could not be read to its end is named instead.
    fileprivate mutating func add(_ result: Result<FileMeasurement, any Error>, of part: LogPart) {
        var file = partial.removeValue(forKey: part.file.path) ?? FilesMeasurer.PartialFile()
        file.done += 1
        switch result {
        case .success(let measurement):
            file.timelines[part.number] = measurement.timeline
            if file.measurement?.merge(measurement) == nil { file.measurement = measurement }
        case .failure(let error): file.failure = "\(part.file.path): \(error)"
        }
        guard file.done == part.siblings else { return partial[part.file.path] = file }
        if let failure = file.failure {
            merged.failures.append(failure)
        } else if var measurement = file.measurement {
            measurement.timeline = file.timelines.sorted { $0.key < $1.key }.reduce(into: Timeline()) { $0.append($1.value) }
            merged.add(measurement)
        }
    }
}
