/// The instructions that each hot loop was found to take, as they are committed: a table for people that is read back.
package struct InstructionFile: Equatable, Sendable {
    package struct Row: Equatable, Sendable {
        package var name: String
        /// For one item.
        package var instructions: Double
        /// What an item is.
        package var unit: String
        /// How far a count may lie off, up or down, in hundredths of the committed one.
        package var allowedPercent: Double
        /// Why the figure is what it is: of its last change.
        package var reason: String

        package init(name: String, instructions: Double, unit: String, allowedPercent: Double, reason: String) {
            (self.name, self.instructions, self.unit) = (name, instructions, unit)
            (self.allowedPercent, self.reason) = (allowedPercent, reason)
        }
    }

    /// The emulated one: what its extensions are decides which code the libraries choose.
    package var processor: String
    /// Compiler, valgrind and the libraries whose instructions are counted too.
    package var toolchain: String
    package var rows: [Row]

    package init(processor: String, toolchain: String, rows: [Row]) {
        (self.processor, self.toolchain, self.rows) = (processor, toolchain, rows)
    }

    package func row(_ name: String) -> Row? { rows.first { $0.name == name } }
}
