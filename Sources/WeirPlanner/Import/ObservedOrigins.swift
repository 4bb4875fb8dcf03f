/// Where the facts of a plan come from that were looked up; `nil` where a prior or a default stands.
package struct ObservedOrigins: Equatable, Sendable {
    /// Of the rows an hour, whether counted or only bounded.
    package var rows: String?
    /// Rows were counted; else the prior stands within bounds.
    package var isCounted = false
    package var sample: String?
    package var vacuum: String?
    package var checkpoints: String?

    package init() {}
}

extension Observations {
    package var origins: ObservedOrigins {
        var origins = ObservedOrigins()
        let bounds = [walPerHour?.origin, health.map { _ in "health warning" }].compactMap { $0 }
        origins.isCounted = rowsPerHour != nil
        origins.rows = rowsPerHour?.origin ?? (bounds.isEmpty ? nil : "prior, within what \(bounds.joined(separator: " and ")) allow")
        origins.sample = rowSample?.origin
        origins.vacuum = vacuum?.origin
        origins.checkpoints = checkpoints?.origin
        return origins
    }
}
