/// A system call that failed: what was tried, on what, and the system's reason.
package struct SystemError: Error, Equatable, Sendable {
    /// The operation in words: "open", "write", "connect".
    package var operation: String
    /// Path or address.
    package var subject: String
    package var code: Int32

    package init(_ operation: String, _ subject: String, code: Int32) {
        self.operation = operation
        self.subject = subject
        self.code = code
    }
}
