import Synchronization
import WeirSystem

/// The records as they came, one a line, in the order of their arrival over all inputs.
final class RecordFile: Sendable {
    private let file: any File
    private let length = Mutex<UInt64>(0)

    /// - Throws: where the file is there already.
    init(path: String, fileSystem: any FileSystem) throws(SystemError) { file = try fileSystem.open(path, .create) }

    func append(_ lines: [UInt8]) throws(SystemError) {
        guard !lines.isEmpty else { return }
        let file = file
        let result = length.withLock { length -> Result<Void, SystemError> in
            do throws(SystemError) {
                try lines.withUnsafeBufferPointer { bytes throws(SystemError) in
                    try file.write([UnsafeRawBufferPointer(bytes)], at: length)
                }
            } catch { return .failure(error) }
            length += UInt64(lines.count)
            return .success(())
        }
        try result.get()
    }

    func close() { file.close() }
}
