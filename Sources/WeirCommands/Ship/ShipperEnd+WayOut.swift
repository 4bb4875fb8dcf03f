import WeirShipping

extension ShipperEnd {
    /// Where that is what was not delivered, and what can be done about it.
    var wayOut: String {
        var parts: [String] = []
        if sinks.contains(where: { $0.waiting > 0 }) { parts.append("what waits is kept in the spool: run weir ship again") }
        if sinks.contains(where: { $0.progress.deadLettered > 0 }) {
            parts.append("what was refused is kept: weir spool dead list shows it, weir spool dead replay sends it again")
        }
        if sinks.contains(where: { $0.progress.dropped > 0 || $0.progress.unreadable > 0 }) {
            parts.append("what was dropped or can't be read is lost: weir reconcile counts it")
        }
        if hasLost { parts.append("what was gone or can't be read is named in the log: weir reconcile says of when and why") }
        return parts.isEmpty ? "what was not read stands in the logs: run weir ship again" : parts.joined(separator: "; ")
    }
}
