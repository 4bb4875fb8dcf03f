/// Takes what comes out of an inflater.
package protocol InflaterOutput {
    /// Appends what `body` writes into fresh bytes, which need not be zeroed.
    ///
    /// - Parameter body: gets room for `room` bytes and returns how many of its first bytes it wrote.
    /// - Throws: what `body` throws, or an error of code `noRoom`.
    mutating func appendBytes(
        room: Int, _ body: (UnsafeMutableRawBufferPointer) throws(CompressionError) -> Int
    ) throws(CompressionError)
}

extension Array: InflaterOutput where Element == UInt8 {
    /// Appends what `body` writes into up to `room` fresh bytes, which are not zeroed first.
    ///
    /// - Parameter body: gets the room and returns how many of its first bytes it wrote.
    package mutating func appendBytes<Failure: Error>(
        room: Int, _ body: (UnsafeMutableRawBufferPointer) throws(Failure) -> Int
    ) throws(Failure) {
        var failure: Failure?
        append(addingCapacity: room) { span in
            span.withUnsafeMutableBufferPointer { bytes, count in
                do throws(Failure) { count = try body(UnsafeMutableRawBufferPointer(bytes)) } catch { failure = error }
            }
        }
        if let failure { throw failure }
    }
}
