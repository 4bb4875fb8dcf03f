import WeirSystem

/// What goes wrong in a `MemoryFileSystem`, and when.
package struct MemoryFaults: Sendable {
    package enum Operation: String, CaseIterable, Hashable, Sendable {
        case open, read, write, synchronize, truncate, reserve, rename, remove, createDirectory, synchronizeDirectory, list, status

        /// Whether it leaves something behind.
        var changes: Bool {
            switch self {
            case .open, .read, .list, .status: false
            default: true
            }
        }
    }

    private struct Failure: Sendable {
        var operation: Operation
        var code: Int32
        var skip: Int
        var times: Int
    }

    private var failures: [Failure] = []
    /// Share of an operation's calls that fail with `EIO`.
    private var rates: [Operation: Double] = [:]
    /// How many of them did.
    package private(set) var injected: [Operation: Int] = [:]
    /// Nothing fails meanwhile: for what is not the one under test.
    package var arePaused = false
    /// Changing operations so far.
    package private(set) var changes = 0
    /// The changing operation during which everything stops; it may be half done.
    package var crashAt: Int?
    package private(set) var hasCrashed = false

    package init() {}

    /// Lets some operations succeed and then some fail.
    package mutating func fail(_ operation: Operation, code: Int32, skip: Int = 0, times: Int = 1) {
        failures.append(Failure(operation: operation, code: code, skip: skip, times: times))
    }

    /// From now on such a share of the operation's calls fails.
    package mutating func fail(_ operation: Operation, share: Double) { rates[operation] = share > 0 ? share : nil }

    package var hasFailures: Bool { !failures.isEmpty }

    package mutating func clear() {
        failures = []
        rates = [:]
    }

    /// Everything stops here, between two operations.
    package mutating func crash() { hasCrashed = true }

    enum Verdict: Equatable {
        case go
        /// Stop everything; the operation may be half done.
        case crash
        case fail(Int32)
    }

    mutating func judge(_ operation: Operation, _ random: inout SeededRandom) -> Verdict {
        if hasCrashed { return .fail(SystemError.inputOutput) }
        if arePaused { return .go }
        if operation.changes {
            changes += 1
            if changes == crashAt {
                hasCrashed = true
                return .crash
            }
        }
        if let share = rates[operation], random.chance(share) {
            injected[operation, default: 0] += 1
            return .fail(SystemError.inputOutput)
        }
        return scripted(operation)
    }

    private mutating func scripted(_ operation: Operation) -> Verdict {
        guard let index = failures.firstIndex(where: { $0.operation == operation }) else { return .go }
        if failures[index].skip > 0 {
            failures[index].skip -= 1
            return .go
        }
        failures[index].times -= 1
        defer { if failures[index].times == 0 { failures.remove(at: index) } }
        return .fail(failures[index].code)
    }
}
