/// Where a line over the limit is cut.
enum LineCut {
    /// Behind the last byte that parts words, in the last sixteenth of the limit and at most so many bytes: a word, which may be a secret,
    /// stays whole.
    private static let largestLook = 4096
    private static let delimiters = Array(" \t,;&".utf8)

    /// How many of the bytes make the next part: `limit`, or some fewer so that neither a word nor a character is cut.
    ///
    /// - Precondition: there are more bytes than the limit, which is above zero.
    static func end(of bytes: UnsafeRawBufferPointer, _ limit: Int) -> Int {
        let least = limit - min(limit / 16, largestLook)
        if let delimiter = bytes[least..<limit].lastIndex(where: delimiters.contains) { return delimiter + 1 }
        let isContinuation = { (byte: UInt8) in byte & 0xC0 == 0x80 }
        var end = limit
        while end > 1, end > limit - 3, isContinuation(bytes[end]) { end -= 1 }
        return isContinuation(bytes[end]) ? limit : end
    }
}
