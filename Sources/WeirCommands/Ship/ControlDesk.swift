import WeirRecords
import WeirShipping
import WeirSpool
import WeirSystem

/// Answers those who ask a running shipper on `SPOOL/control.sock`.
struct ControlDesk {
    private let server: ControlServer?

    /// A shipper without a socket ships all the same, and says why it has none.
    init(_ shipper: Shipper, _ reloader: Reloader, directory: String, log: ShipLog) {
        let path = FilePath.join(directory, ControlPath.name)
        let answers = ControlAnswers(shipper: shipper, reloader: reloader, directory: directory, names: log.names)
        do throws(SystemError) {
            server = try ControlServer(path: path, tell: { log.tell($0) }) { line, client throws(SystemError) in
                try answers.answer(line, client)
            }
        } catch {
            let wayOut =
                error.isNameTooLong
                ? "a socket's path has at most 107 bytes: give the spool a shorter directory, or reload with SIGHUP" : "\(error)"
            let message = "there is no control socket: weir top and weir tap can't be used, the shipper runs on"
            log.tell(Notice(.warning, message, ["path": path, "error": error.reason, "way_out": wayOut]))
            server = nil
        }
    }

    func stop() { server?.stop() }
}

/// What is answered, on the client's own thread.
private struct ControlAnswers: Sendable {
    let shipper: Shipper
    let reloader: Reloader
    let directory: String
    let names: ShownNames
    /// How long a tap waits for records before it looks whether its client is still there.
    private static let look = Duration.milliseconds(250)

    func answer(_ line: [UInt8], _ client: ControlClient) throws(SystemError) {
        switch Result(catching: { () throws(ControlRequest.Refusal) in try ControlRequest(line: line) }) {
        case .success(.status): try client.send(status)
        case .success(.reload): try client.send(ControlLine.text(ReloadAnswer(reload: reloader.reload(by: "control socket"))))
        case .success(.tap(let filter, let start, let limit)):
            if let refusal = refusal(of: filter) { return try client.send(refusal) }
            try show(shipper.tap(filter, from: start), limit: limit ?? .max, client)
        case .failure(let refusal): try client.send(ControlLine.error(refusal.message, wayOut: refusal.wayOut))
        }
    }

    /// A tap of a source that was never there would wait for ever. Of one that was renamed or taken away, records may wait still.
    private func refusal(of filter: TapFilter) -> String? {
        let present = shipper.status().sources.map(\.name)
        guard let source = filter.source, !present.contains(source) else { return nil }
        do throws(StateError) {
            guard try !shipper.knows(source: source) else { return nil }
        } catch {
            return ControlLine.error(error.message, wayOut: error.wayOut)
        }
        return ControlLine.error(
            "the shipper has no source \(source)", wayOut: "it has \(present.joined(separator: ", "))", kind: .usage)
    }

    private var status: String {
        do throws(StateError) {
            let free = try? HostFileSystem().freeSpace(at: directory)
            let survey = try shipper.survey()
            return ControlLine.text(
                StatusDocument(survey, configuration: reloader.configuration, directory: directory, diskFreeBytes: free))
        } catch {
            return ControlLine.error(error.message, wayOut: error.wayOut)
        }
    }

    /// Until the limit, or until the client leaves. What it does not take waits in the socket, then in the spool.
    private func show(_ tap: Tap, limit: UInt64, _ client: ControlClient) throws(SystemError) {
        var tap = tap
        var left = limit
        try client.send(ControlLine.text(TapLine(begins: tap.position.value)))
        while left > 0, !client.isGone {
            switch tap.step() {
            case .records(let records):
                for record in records.prefix(Int(clamping: left)) {
                    try client.send(ControlLine.text(TapLine(record: .init(record, names))))
                    left -= 1
                }
            case .missed(let count): try client.send(ControlLine.text(TapLine(missed: count)))
            case .caughtUp: tap.wait(atMost: Self.look)
            }
        }
        if left == 0 { try client.send(ControlLine.text(TapLine(end: "limit"))) }
    }
}
