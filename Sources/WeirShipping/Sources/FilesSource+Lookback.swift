internal import WeirRecords
package import WeirRedaction
internal import WeirSystem

extension FilesSource {
    /// Reads what stands before an offset of a file that is held open: after a restart, or in the midst of a line, what a record says
    /// may depend on it. Before a file's beginning stands the end of the one that its log had before: a rotation may part a record from
    /// what it depends on. To be asked for again after each step.
    package func lookback() -> Redactor.Lookback {
        var ids: [Digest128: TailID]?
        return { stream, offset, limit in
            if offset > 0, let lead = reader.leads[stream.generation], lead.offset == offset { return lead.text.suffix(limit) }
            if ids == nil {
                ids = Dictionary(tails.values.map { ($0.generation, $0.id) }) { tails[$0]?.handle != nil ? $0 : $1 }
            }
            guard let tail = ids?[stream.generation].flatMap({ tails[$0] }) else { return nil }
            guard offset == 0 else { return tail.handle.flatMap { Self.bytes(of: $0, before: offset, limit) } }
            return predecessor(of: tail).flatMap { end(of: $0, limit) }
        }
    }

    private static func bytes(of file: any File, before offset: UInt64, _ limit: Int) -> [UInt8]? {
        let count = Int(min(offset, UInt64(clamping: limit)))
        guard let bytes = try? FileHead.read(file, count, at: offset - UInt64(count)) else { return nil }
        return bytes.count == count ? bytes : nil
    }

    /// The file that its log's records come from before those of this one.
    private func predecessor(of tail: FileTail) -> FileTail? {
        guard let family = members[tail.family], let place = family.firstIndex(of: tail.id) else { return nil }
        return family[..<place].reversed().lazy.compactMap { tails[$0] }.first { $0.phase == .followed && $0.state.offset > 0 }
    }

    /// What stands before the place up to which it was read; nil where that is not in it any more.
    private func end(of tail: FileTail, _ limit: Int) -> [UInt8]? {
        let offset = tail.state.offset
        if let handle = tail.handle { return Self.bytes(of: handle, before: offset, limit) }
        guard let status = try? fileSystem.status(of: tail.path, links: settings.links), FileIdentity(of: status) == tail.state.identity,
            let opened = try? fileSystem.open(tail.path, links: settings.links)
        else { return nil }
        let isCompressed = InflatedFile.suffixes.contains { tail.path.hasSuffix($0) }
        guard let file: any File = isCompressed ? InflatedFile(opened, path: tail.path) : opened else { return nil }
        defer { file.close() }
        guard (try? FileHead.holds(tail.state.window, endingAt: offset, file)) == true else { return nil }
        return Self.bytes(of: file, before: offset, limit)
    }
}
