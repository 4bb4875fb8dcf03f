/// Finds a name's role with one look: a table made once from ``FieldNames``.
struct FieldTable: Sendable {
    private struct Slot: Sendable {
        var name: [UInt8]
        var role: FieldRole
    }

    /// A power of two, several times the names.
    private static let size = 2_048
    /// By hash, an index into `slots`; -1 where there is none. Open addressing.
    private let table: [Int16]
    private let slots: [Slot]

    static let common = FieldTable()

    private init() {
        var (slots, table) = ([Slot](), [Int16](repeating: -1, count: Self.size))
        func place(_ name: [UInt8]) -> Int {
            name.withUnsafeBytes { bytes in
                var index = Self.hash(bytes)
                while table[index] >= 0, slots[Int(table[index])].name != name { index = (index + 1) & (Self.size - 1) }
                if table[index] < 0 {
                    table[index] = Int16(slots.count)
                    slots.append(Slot(name: name, role: .none))
                }
                return Int(table[index])
            }
        }
        for (name, role) in FieldNames.entries {
            let bytes = name.withUTF8Buffer { Array($0) }
            slots[place(bytes)].role = role
            Self.containers(of: bytes).forEach { container in
                let index = place(container)
                if slots[index].role.kind == .none { slots[index].role.kind = .container }
            }
        }
        for (name, mark) in FieldNames.marks {
            let bytes = name.withUTF8Buffer { Array($0) }
            slots[place(bytes)].role.mark.formUnion(mark)
            Self.containers(of: bytes).forEach { container in
                let index = place(container)
                if slots[index].role.kind == .none { slots[index].role.kind = .container }
            }
        }
        (self.slots, self.table) = (slots, table)
    }

    /// `a` of `a.b`.
    private static func containers(of name: [UInt8]) -> [[UInt8]] {
        guard let point = name.firstIndex(of: UInt8(ascii: ".")), point > 0 else { return [] }
        return [Array(name[..<point])]
    }

    @inline(__always)
    private static func hash(_ name: UnsafeRawBufferPointer) -> Int {
        var hash = UInt64(truncatingIfNeeded: name.count) &* 0x9E37_79B9_7F4A_7C15
        for byte in name { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        return Int(truncatingIfNeeded: (hash >> 20) ^ hash) & (size - 1)
    }

    /// Longer names have none.
    private static let longestName = 32

    func role(of name: UnsafeRawBufferPointer) -> FieldRole {
        guard 1...Self.longestName ~= name.count else { return .none }
        var index = Self.hash(name)
        while case let slot = Int(table[index]), slot >= 0 {
            if slots[slot].name.elementsEqual(name) { return slots[slot].role }
            index = (index + 1) & (Self.size - 1)
        }
        return .none
    }

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
