extension Array where Element == UInt8 {
    /// Appends what `body` writes into up to `room` fresh bytes, which are not zeroed first.
    ///
    /// - Parameter body: gets the room and returns how many of its first bytes it wrote.
    mutating func appendBytes<Failure: Error>(
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
