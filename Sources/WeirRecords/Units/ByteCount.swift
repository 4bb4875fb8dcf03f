/// A number of bytes; binary prefixes when printed.
package struct ByteCount: Hashable, Comparable, Sendable {
    package var bytes: Int64

    package init(_ bytes: Int64) { self.bytes = bytes }

    package static let zero = ByteCount(0)
    package static func kibibytes(_ count: Int64) -> ByteCount { ByteCount(count << 10) }
    package static func mebibytes(_ count: Int64) -> ByteCount { ByteCount(count << 20) }
    package static func gibibytes(_ count: Int64) -> ByteCount { ByteCount(count << 30) }

    package static func < (left: ByteCount, right: ByteCount) -> Bool { left.bytes < right.bytes }
    package static func + (left: ByteCount, right: ByteCount) -> ByteCount { ByteCount(left.bytes + right.bytes) }
    package static func - (left: ByteCount, right: ByteCount) -> ByteCount { ByteCount(left.bytes - right.bytes) }
    package static func += (left: inout ByteCount, right: ByteCount) { left = left + right }
}
