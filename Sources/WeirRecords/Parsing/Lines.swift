/// Where lines end.
package enum Lines {
    /// Index of the next LF; nil where there is none.
    @inline(__always)
    package static func nextLineFeed(in bytes: UnsafeRawBufferPointer, from start: Int) -> Int? {
        RawBytes.first(0x0A, in: bytes, from: start, to: bytes.count)
    }

    /// How many lines there are that are not empty; the last one may lack its LF.
    package static func count(in bytes: UnsafeRawBufferPointer) -> Int {
        var (start, lines) = (0, 0)
        while start < bytes.count {
            let end = nextLineFeed(in: bytes, from: start) ?? bytes.count
            if end > start { lines += 1 }
            start = end + 1
        }
        return lines
    }

    /// Where the line ends that lies in `range`, its LF already left out.
    @inline(__always)
    package static func withoutCarriageReturn(_ bytes: UnsafeRawBufferPointer, _ range: Range<Int>) -> Int {
        !range.isEmpty && bytes[range.upperBound - 1] == 0x0D ? range.upperBound - 1 : range.upperBound
    }

    /// Where the text of the line begins that lies in `range`: behind a byte order mark, which stands where files were put together.
    @inline(__always)
    package static func withoutByteOrderMark(_ bytes: UnsafeRawBufferPointer, _ range: Range<Int>) -> Int {
        let start = range.lowerBound
        guard !range.isEmpty, bytes[start] == 0xEF, range.count >= 3, bytes[start + 1] == 0xBB, bytes[start + 2] == 0xBF else {
            return start
        }
        return start + 3
    }
}
