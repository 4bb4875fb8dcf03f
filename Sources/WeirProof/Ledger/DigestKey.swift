/// What digests are kept and compared under: where a record came from and the minute of its event.
package struct DigestKey: Hashable, Sendable {
    package var host: String
    package var application: String
    /// Minutes since the epoch, of event time in UTC; `nil` for records that name no time, or whose minute was not kept.
    package var minute: Int64?

    package init(host: String, application: String, minute: Int64?) {
        self.host = host
        self.application = application
        self.minute = minute
    }

    /// The same minute of all hosts and applications.
    package var withoutNames: DigestKey { DigestKey(host: "*", application: "*", minute: minute) }
}

extension DigestKey: Comparable {
    /// By host, then application, then time, no time first: the order in which gaps are listed.
    package static func < (left: DigestKey, right: DigestKey) -> Bool {
        guard (left.host, left.application) == (right.host, right.application) else {
            return (left.host, left.application) < (right.host, right.application)
        }
        switch (left.minute, right.minute) {
        case (let left?, let right?): return left < right
        case (nil, .some): return true
        case (_, nil): return false
        }
    }
}
