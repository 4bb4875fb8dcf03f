import WeirSystem

/// What goes wrong in a `MemoryFileSystem`, and when.
package struct MemoryFaults: Sendable {
    package enum Operation: Hashable, Sendable {
        case open, read, write, synchronize, truncate, reserve, rename, remove, createDirectory, synchronizeDirectory
    }

    private struct Failure: Sendable {
        var operation: Operation
        var code: Int32
        var skip: Int
        var times: Int
    }

    private var failures: [Failure] = []
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

    package var hasFailures: Bool { !failures.isEmpty }

    package mutating func clear() { failures = [] }

    enum Verdict {
        case go
        /// Stop everything; the operation may be half done.
        case crash
        case fail(Int32)
    }

    mutating func judge(_ operation: Operation) -> Verdict {
        if hasCrashed { return .fail(SystemError.inputOutput) }
        if operation != .read, operation != .open {
            changes += 1
            if changes == crashAt {
                hasCrashed = true
                return .crash
            }
        }
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
