/// A compressor or an inflater that could not go on: what kind of trouble, and what it means for the one who sent the bytes.
package struct CompressionError: Error, Equatable, Sendable, CustomStringConvertible {
    package enum Code: String, Sendable {
        /// The level is outside what the codec offers.
        case level
        /// The library could not set itself up: out of memory, or another version than it was built against.
        case unavailable
        /// The input is not of this format, or its checksum is wrong.
        case corrupt
        /// The input ends before its last member or frame does.
        case truncated
        /// The input would inflate to more bytes than allowed.
        case limit
        /// The output takes no more just now.
        case noRoom
        /// The library broke its own contract.
        case defect
    }

    package var code: Code
    package var message: String

    package init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    package var description: String { message }
}
