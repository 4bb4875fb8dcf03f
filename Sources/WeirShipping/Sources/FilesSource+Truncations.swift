internal import WeirRecords
internal import WeirSystem

/// A truncation is noticed when the log has its turn to be read. What is called like the log's copy may be found before that, and hold what was
/// written after the truncation: held against what the log was, it would be no copy, and come twice.
extension FilesSource {
    /// Logs next to such newcomers are looked at first.
    mutating func noticeTruncations(beside newcomers: [FileSighting]) {
        let originals = Set(newcomers.flatMap { logs(of: $0.family, $0.rank) })
        guard !originals.isEmpty else { return }
        for id in originals.flatMap({ members[$0] ?? [] }).sorted() where wasTruncated(id) {
            startOver(id)
            // Its copy may have been made after the directory was listed.
            doubted.insert(id)
        }
    }

    private func wasTruncated(_ id: TailID) -> Bool {
        guard let tail = tails[id], tail.phase == .followed, tail.rank == .base, tail.state.fingerprint != .empty else { return false }
        guard !(tail.handle is InflatedFile), let file = tail.handle ?? openCopy(tail) else { return false }
        defer { if tail.handle == nil { file.close() } }
        do throws(SystemError) {
            guard try file.status().size >= tail.state.offset else { return true }
            return try !FileHead.isSame(file, as: tail.state, head: try FileHead.read(file, Fingerprint.maximumBytes))
        } catch {
            // Its turn tells.
            return false
        }
    }
}
