import WeirSystem

/// A file in memory: what a reader sees, what the platters hold, and what lies between.
struct MemoryInode: Sendable {
    enum Change: Sendable {
        case write(offset: Int, bytes: [UInt8])
        case truncate(Int)
    }

    private static let sectorBytes = 512

    var kind: FileStatus.Kind
    /// What reads see.
    var content: [UInt8] = []
    /// What a loss of power leaves for certain.
    var durable: [UInt8] = []
    /// Written since the last sync. After a failed sync it is dropped: the kernel believes its pages clean.
    var pending: [Change] = []
    var modified: Int64 = 0
    var permissions: UInt16 = 0o600
    var owner = Environment.userID

    mutating func apply(_ change: Change) {
        change.apply(to: &content)
        modified += 1
        pending.append(change)
    }

    mutating func synchronize() {
        for change in pending { change.apply(to: &durable) }
        pending = []
    }

    mutating func failSynchronize() { pending = [] }

    /// What the disk happens to hold after the power went.
    func afterPowerLoss(_ random: inout SeededRandom) -> MemoryInode {
        var survivor = MemoryInode(kind: kind, modified: modified, permissions: permissions, owner: owner)
        survivor.content = durable
        switch random.number(in: 0..<3) {
        case 0: break
        case 1: keepPrefix(in: &survivor.content, &random)
        default: keepSectors(in: &survivor.content, &random)
        }
        survivor.durable = survivor.content
        return survivor
    }

    /// The first changes whole, the next one torn at any byte.
    private func keepPrefix(in content: inout [UInt8], _ random: inout SeededRandom) {
        guard !pending.isEmpty else { return }
        let whole = random.number(in: 0..<pending.count)
        for change in pending[..<whole] { change.apply(to: &content) }
        if case .write(let offset, let bytes) = pending[whole] {
            let kept = random.number(in: 0..<(bytes.count + 1))
            Change.write(offset: offset, bytes: Array(bytes[..<kept])).apply(to: &content)
        }
    }

    /// Any sectors of any changes, whatever their order; what lies between reads as zeros.
    private func keepSectors(in content: inout [UInt8], _ random: inout SeededRandom) {
        for change in pending {
            guard case .write(let offset, let bytes) = change else {
                change.apply(to: &content)
                continue
            }
            for start in stride(from: 0, to: bytes.count, by: Self.sectorBytes) where random.chance(0.5) {
                let end = min(bytes.count, start + Self.sectorBytes)
                Change.write(offset: offset + start, bytes: Array(bytes[start..<end])).apply(to: &content)
            }
        }
    }
}

extension MemoryInode.Change {
    func apply(to content: inout [UInt8]) {
        switch self {
        case .truncate(let length): Self.resize(&content, to: length)
        case .write(let offset, let bytes):
            guard !bytes.isEmpty else { return }
            if content.count < offset + bytes.count { Self.resize(&content, to: offset + bytes.count) }
            content.replaceSubrange(offset..<(offset + bytes.count), with: bytes)
        }
    }

    private static func resize(_ content: inout [UInt8], to length: Int) {
        if length < content.count {
            content.removeLast(content.count - length)
        } else {
            content += [UInt8](repeating: 0, count: length - content.count)
        }
    }
}
