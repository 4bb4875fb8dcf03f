/// Finds a name's role with one look: a table made once from ``FieldNames``.
struct FieldTable {
    /// What tells a name from all others of its length, but for the middle of one of more than sixteen bytes.
    private struct Ends: Equatable, BitwiseCopyable {
        var first: UInt64
        var last: UInt64
        var count: Int

        @inline(__always)
        init(_ name: UnsafeRawBufferPointer) {
            count = name.count
            if count >= 8 {
                first = name.loadUnaligned(as: UInt64.self)
                last = name.loadUnaligned(fromByteOffset: count &- 8, as: UInt64.self)
            } else if count >= 4 {
                first = UInt64(name.loadUnaligned(as: UInt32.self))
                last = UInt64(name.loadUnaligned(fromByteOffset: count &- 4, as: UInt32.self))
            } else {
                first = UInt64(name[0])
                last = UInt64(name[count &- 1]) | UInt64(name[count / 2]) << 8
            }
        }

        @inline(__always)
        var slot: Int {
            let mixed = (first ^ (last &<< 17 | last &>> 47) ^ UInt64(truncatingIfNeeded: count)) &* 0x9E37_79B9_7F4A_7C15
            return Int(truncatingIfNeeded: mixed &>> 53)
        }
    }

    private struct Slot: BitwiseCopyable {
        var ends: Ends
        var role: FieldRole
        /// Into `names`; below zero where nothing is.
        var name: Int16
    }

    /// What the upper eleven bits of a hash tell apart: several times the names.
    private static let size = 2_048
    /// Names longer than their two ends tell.
    private static let exactBytes = 16
    /// Longer names have no role.
    private static let longestName = 32

    /// Open addressing. Made once and never changed, so that a look costs no count of its owners.
    private let slots: UnsafeBufferPointer<Slot>
    private let names: [[UInt8]]

    nonisolated(unsafe) static let common = FieldTable()

    private init() {
        var (roles, names) = ([[UInt8]: FieldRole](), [[UInt8]]())
        func role(of name: [UInt8], _ change: (inout FieldRole) -> Void) {
            if roles[name] == nil { names.append(name) }
            change(&roles[name, default: .none])
        }
        for (name, new) in FieldNames.entries { role(of: Self.bytes(name)) { $0 = new } }
        for (name, mark) in FieldNames.marks { role(of: Self.bytes(name)) { $0.mark.formUnion(mark) } }
        for container in names.compactMap(Self.container) {
            role(of: container) { if $0.kind == .none { $0.kind = .container } }
        }
        let empty = Slot(ends: [0].withUnsafeBytes { Ends($0) }, role: .none, name: -1)
        let slots = UnsafeMutableBufferPointer<Slot>.allocate(capacity: Self.size)
        slots.initialize(repeating: empty)
        for (index, name) in names.enumerated() {
            let ends = name.withUnsafeBytes { Ends($0) }
            var slot = ends.slot
            while slots[slot].name >= 0 { slot = (slot + 1) % Self.size }
            slots[slot] = Slot(ends: ends, role: roles[name] ?? .none, name: Int16(index))
        }
        (self.slots, self.names) = (UnsafeBufferPointer(slots), names)
    }

    private static func bytes(_ name: StaticString) -> [UInt8] { name.withUTF8Buffer { Array($0) } }

    /// `a` of `a.b`.
    private static func container(_ name: [UInt8]) -> [UInt8]? {
        guard let point = name.firstIndex(of: UInt8(ascii: ".")), point > 0 else { return nil }
        return Array(name[..<point])
    }

    @inline(__always)
    func role(of name: UnsafeRawBufferPointer) -> FieldRole {
        guard 1...Self.longestName ~= name.count else { return .none }
        let ends = Ends(name)
        var index = ends.slot
        while slots[index].name >= 0 {
            if slots[index].ends == ends, name.count <= Self.exactBytes || isWhole(name, slots[index]) { return slots[index].role }
            index = (index &+ 1) & (Self.size &- 1)
        }
        return .none
    }

    private func isWhole(_ name: UnsafeRawBufferPointer, _ slot: Slot) -> Bool { names[Int(slot.name)].elementsEqual(name) }

    /// Of a member of an object: that of `object.member`.
    func role(of member: UnsafeRawBufferPointer, in object: UnsafeRawBufferPointer) -> FieldRole {
        guard member.count + object.count < Self.longestName else { return .none }
        return withUnsafeTemporaryAllocation(byteCount: Self.longestName, alignment: 8) { room in
            room.copyMemory(from: object)
            room[object.count] = UInt8(ascii: ".")
            for (offset, byte) in member.enumerated() { room[object.count + 1 + offset] = byte }
            return role(of: UnsafeRawBufferPointer(rebasing: room[..<(object.count + 1 + member.count)]))
        }
    }
}
