package import WeirRecords

/// What a sink says of the records that it was given.
package enum Verdict: Equatable, Sendable {
    /// Proven to this grade: the cursor moves.
    case delivered(DeliveryGrade)
    /// Handed to the kernel in so many bytes, and no more than that: the cursor waits for the replay window.
    case written(bytes: Int)
    /// Not now. `after` is what the peer asked for.
    case retry(Reason, after: Duration? = nil)
    /// Too much at once.
    case split(Reason)
    /// Nothing will go until someone changes something; the data stays.
    case hold(Reason)
    /// Something in it is not accepted and never will be.
    case reject(Reason)
}
