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

    /// Of the bytes that end there; `nil` where the file does not go so far.
    static func window(of file: any File, endingAt end: UInt64) throws(SystemError) -> Fingerprint? {
        let length = min(end, UInt64(Fingerprint.maximumBytes))
        let bytes = try read(file, Int(length), at: end - length)
        return UInt64(bytes.count) == length ? bytes.withUnsafeBytes { Fingerprint(of: $0) } : nil
    }

    /// What stands in the line before the offset, as text.
    static func lead(of file: any File, _ state: TailState) throws(SystemError) -> [UInt8] {
        let length = min(state.offset, UInt64(ContinuationMask.leadBytes)) & ~1
        let bytes = try read(file, Int(length), at: state.offset - length)
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
        try bytes(before: state, in: file, head: head) != nil
    }

    /// What stands before the offset, as much as a window takes; `nil` where the file does not hold what is known of the one that was followed.
    static func bytes(before state: TailState, in file: any File, head: [UInt8]) throws(SystemError) -> [UInt8]? {
        guard head.withUnsafeBytes({ state.fingerprint.matches($0) }) else { return nil }
        // The first bytes were compared already.
        guard state.offset > UInt64(state.fingerprint.length) else { return Array(head.prefix(Int(state.offset))) }
        let length = min(state.offset, UInt64(Fingerprint.maximumBytes))
        let bytes = try read(file, Int(length), at: state.offset - length)
        guard UInt64(bytes.count) == length else { return nil }
        return bytes.suffix(state.window.length).withUnsafeBytes { state.window.matches($0) } ? bytes : nil
    }
}

extension TailReader {
    /// Compares what is known of the file's content with what it is, and takes in what came to its first bytes.
    ///
    /// - Returns: what stands before the offset; `nil` where the file is not what it was.
    func verify(_ tail: inout FileTail, _ file: any File, _ status: FileStatus) throws(SystemError) -> [UInt8]? {
        let head = try FileHead.read(file, Fingerprint.maximumBytes)
        guard let before = try FileHead.bytes(before: tail.state, in: file, head: head) else { return nil }
        head.withUnsafeBytes { tail.matched($0, at: status) }
        return before
    }

    /// Of what ends there, before records are made of it. The file is compared behind that, so that what was read is known to be its own.
    ///
    /// - Returns: `nil` where the file is not what it was.
    func window(endingAt end: UInt64, _ tail: inout FileTail, _ turn: Turn) throws(SystemError) -> Fingerprint? {
        let window = try FileHead.window(of: turn.file, endingAt: end)
        // What is compressed does not change, and is not read backwards.
        if turn.file is InflatedFile { return window }
        return try verify(&tail, turn.file, turn.status) == nil ? nil : window
    }
}
