internal import WeirRecords
package import WeirRedaction
internal import WeirSystem

extension FilesSource {
    /// Reads what stands before an offset of a file that is held open: after a restart, or in the midst of a line, what a record says
    /// may depend on it. To be asked for again after each step.
    package func lookback() -> Redactor.Lookback {
        var files: [Digest128: any File]?
        return { stream, offset, limit in
            if files == nil {
                let open = tails.values.compactMap { tail in tail.handle.map { (tail.generation, $0) } }
                files = Dictionary(open) { first, _ in first }
            }
            guard let file = files?[stream.generation] else { return nil }
            let count = Int(min(offset, UInt64(clamping: limit)))
            do throws(SystemError) {
                let bytes = try FileHead.read(file, count, at: offset - UInt64(count))
                return bytes.count == count ? bytes : nil
            } catch {
                return nil
            }
        }
    }
}
