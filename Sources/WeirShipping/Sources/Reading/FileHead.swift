internal import WeirRecords
internal import WeirSystem

/// A few bytes of a file, by default its first, and what they say of it.
enum FileHead {
    static func read(_ file: any File, _ count: Int, at offset: UInt64 = 0) throws(SystemError) -> [UInt8] {
        var failure: SystemError?
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, initializedCount in
            do throws(SystemError) {
                initializedCount = try file.read(into: UnsafeMutableRawBufferPointer(buffer), at: offset)
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
        return bytes
    }

    static func encoding(of file: any File) throws(SystemError) -> TextEncoding.Finding {
        try read(file, TextEncoding.headBytes).withUnsafeBytes { TextEncoding.detect($0) }
    }

    /// Of the bytes that end there; empty where they can't be read, which only makes the next comparison weaker.
    static func window(of file: any File, endingAt end: UInt64) -> Fingerprint {
        let length = min(end, UInt64(Fingerprint.maximumBytes))
        do throws(SystemError) {
            let bytes = try read(file, Int(length), at: end - length)
            return UInt64(bytes.count) == length ? bytes.withUnsafeBytes { Fingerprint(of: $0) } : .empty
        } catch {
            return .empty
        }
    }

    /// What stands in the line before the offset, as text; nothing where it can't be read.
    static func lead(of file: any File, _ state: TailState) -> [UInt8] {
        let length = min(state.offset, UInt64(ContinuationMask.leadBytes)) & ~1
        guard let bytes = try? read(file, Int(length), at: state.offset - length) else { return [] }
        guard let encoding = state.encoding, encoding.isWide else {
            let line = bytes.lastIndex(of: TailReader.lineEnd).map { bytes[($0 + 1)...] } ?? bytes[...]
            return line.filter { $0 != 0 }
        }
        return WideText(isBigEndian: encoding == .utf16BigEndian).lastLine(bytes)
    }

    /// Whether the bytes that end there are those of which the window was taken.
    static func holds(_ window: Fingerprint, endingAt end: UInt64, _ file: any File) throws(SystemError) -> Bool {
        guard window.length > 0 else { return true }
        guard UInt64(window.length) <= end else { return false }
        let bytes = try read(file, window.length, at: end - UInt64(window.length))
        return bytes.withUnsafeBytes { window.matches($0) }
    }

    /// Whether an open file holds what is known of one that was followed: its first bytes, and those before the offset.
    static func isSame(_ file: any File, as state: TailState, head: [UInt8]) throws(SystemError) -> Bool {
        guard head.withUnsafeBytes({ state.fingerprint.matches($0) }) else { return false }
        // The first bytes were compared already.
        guard state.offset > UInt64(state.fingerprint.length) else { return true }
        return try holds(state.window, endingAt: state.offset, file)
    }
}

extension TailReader {
    /// Compares what is known of the file's content with what it is, and takes in what came to its first bytes.
    func verify(_ tail: inout FileTail, _ file: any File, _ status: FileStatus) throws(SystemError) -> Bool {
        let head = try FileHead.read(file, Fingerprint.maximumBytes)
        guard try FileHead.isSame(file, as: tail.state, head: head) else { return false }
        head.withUnsafeBytes { tail.matched($0, at: status) }
        return true
    }
}
