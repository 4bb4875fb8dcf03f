import WeirRecords
import WeirSpool

// A sink that leaves the configuration takes nothing with it: what waits for it is released as soon as no other sink needs it.
extension Shipper {
    /// What waits for sinks that are out of the configuration; none where that can't be read, which is told of by whoever needs it.
    func abandoned() -> Set<Abandoned> {
        do throws(StateError) { return Set(try store.abandoned().filter { !$0.isLost }) } catch { return [] }
    }

    /// - Parameter before: what was told of already.
    func tellAbandoned(since before: Set<Abandoned>) {
        for left in abandoned().subtracting(before).sorted(by: { $0.sink < $1.sink }) { tell(Self.notice(of: left)) }
    }

    private static func notice(of left: Abandoned) -> Notice {
        Notice(
            .alert, "a sink was taken out of the configuration while records wait for it: they are released undelivered",
            [
                "sink": left.sink, "records": "\(left.records.recordCount)", "from": "\(left.records.lowerBound)",
                "to": "\(left.records.upperBound)",
                "way_out": """
                put it back at once, and take it out when nothing waits for it (weir spool list); what is released by then it never gets
                """,
            ])
    }
}
