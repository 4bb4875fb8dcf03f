internal import Synchronization
internal import WeirCompression
internal import WeirSystem

/// What a compressed file holds, as a file to be read from its beginning to its end; reading before what is kept begins again.
///
/// Damaged data ends the file there. Nothing is ever written to it.
final class InflatedFile: File {
    static let suffixes = [".gz", ".zst"]
    /// Compressed bytes inflated at once: a bomb grows by a thousand.
    private static let inputBytes = 4 << 10
    /// Kept of what was read, for those who look back a little.
    private static let keptBytes: UInt64 = 64 << 10

    private struct State {
        var inflater: Inflater
        /// Bytes of the compressed file that were taken in.
        var taken: UInt64 = 0
        var head: [UInt8] = []
        /// Inflated bytes from `start` on.
        var bytes: [UInt8] = []
        var start: UInt64 = 0
        /// Where reading ended: nothing behind it is inflated without being asked for, but what shows that there is more.
        var wanted: UInt64 = 0
        var isAtEnd = false
        var isBroken = false

        var end: UInt64 { start + UInt64(bytes.count) }
    }

    private let file: any File
    private let headBytes = Fingerprint.maximumBytes
    private let state: Mutex<State>

    /// - Parameter path: its suffix says how it is compressed.
    /// - Returns: `nil` where it can't be inflated.
    init?(_ file: any File, path: String) {
        let inflater = path.hasSuffix(".gz") ? Inflater.gzip(limitBytes: .max) : try? Inflater.zstd(limitBytes: .max)
        guard let inflater else {
            file.close()
            return nil
        }
        self.file = file
        state = Mutex(State(inflater: inflater))
    }

    deinit { file.close() }

    /// Its data is damaged or not whole: what comes behind is lost.
    var isBroken: Bool { state.withLock { $0.isBroken } }

    func read(into buffer: UnsafeMutableRawBufferPointer, at offset: UInt64) throws(SystemError) -> Int {
        let result: Result<Int, SystemError> = state.withLock { state in
            if offset + UInt64(buffer.count) <= UInt64(state.head.count) {
                buffer.copyBytes(from: state.head[Int(offset)..<Int(offset) + buffer.count])
                return .success(buffer.count)
            }
            do throws(SystemError) {
                if offset < state.start { try restart(&state) }
                let end = offset + UInt64(buffer.count)
                forget(&state, before: offset)
                while state.end < end, !state.isAtEnd {
                    try inflate(&state)
                    forget(&state, before: offset)
                }
                state.wanted = min(end, state.end)
            } catch {
                return .failure(error)
            }
            guard offset >= state.start, offset < state.end else { return .success(0) }
            let part = state.bytes[Int(offset - state.start)...].prefix(buffer.count)
            buffer.copyBytes(from: part)
            return .success(part.count)
        }
        return try result.get()
    }

    /// Its size as far as it is known: there is more behind, unless that is the end.
    func status() throws(SystemError) -> FileStatus {
        var status = try file.status()
        let size: Result<UInt64, SystemError> = state.withLock { state in
            do throws(SystemError) {
                while state.end <= state.wanted, !state.isAtEnd { try inflate(&state) }
                return .success(state.end)
            } catch {
                return .failure(error)
            }
        }
        status.size = try size.get()
        return status
    }

    private func inflate(_ state: inout State) throws(SystemError) {
        let input = try FileHead.read(file, Self.inputBytes, at: state.taken)
        state.taken += UInt64(input.count)
        if !take(input, &state) { (state.isAtEnd, state.isBroken) = (true, true) }
        if state.start == 0, state.head.count < headBytes { state.head = Array(state.bytes.prefix(headBytes)) }
    }

    private func take(_ input: [UInt8], _ state: inout State) -> Bool {
        do {
            if input.isEmpty {
                state.isAtEnd = true
                try state.inflater.finish()
            } else {
                try input.withUnsafeBytes { try state.inflater.inflate($0, into: &state.bytes) }
            }
            return true
        } catch {
            return false
        }
    }

    private func forget(_ state: inout State, before offset: UInt64) {
        let kept = min(offset > Self.keptBytes ? offset - Self.keptBytes : 0, state.end)
        guard kept > state.start + Self.keptBytes else { return }
        state.bytes.removeFirst(Int(kept - state.start))
        state.start = kept
    }

    private func restart(_ state: inout State) throws(SystemError) {
        state.inflater.reset()
        (state.taken, state.bytes, state.start, state.wanted) = (0, [], 0, 0)
        (state.isAtEnd, state.isBroken) = (false, false)
    }

    func close() { file.close() }
    func write(_ buffers: [UnsafeRawBufferPointer], at offset: UInt64) throws(SystemError) { throw readOnly }
    func startWriteBack(of range: Range<UInt64>) {}
    func synchronize() throws(SystemError) {}
    func truncate(to length: UInt64) throws(SystemError) { throw readOnly }
    func reserve(_ length: UInt64) throws(SystemError) { throw readOnly }
    func lock() throws(SystemError) -> Bool { false }
    func isLocked() throws(SystemError) -> Bool { false }

    private var readOnly: SystemError { SystemError("write", "a compressed file", code: SystemError.inputOutput) }
}
