internal import CWeirSystem

/// Keeps what a process knows from those who may look at processes.
package enum ProcessSecrets {
    /// No core is written of this process, and no other process of its user can read its memory. Where the system refuses, nothing is lost
    /// but that.
    ///
    /// - Returns: whether it is so now.
    @discardableResult
    package static func protectMemory() -> Bool { weir_protect_memory() == 0 && weir_is_memory_protected() == 1 }

    /// Takes an argument's value out of the list of processes; it was there until now.
    ///
    /// - Parameter value: the whole argument, or what follows its `=`.
    package static func hideArgument(_ value: String) { _ = weir_blank_argument(value) }
}
