package import ArgumentParser
import WeirSystem

/// `weir top`: what flows through a running shipper now.
package struct TopCommand: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "top", abstract: "Shows what flows through a running shipper: rates, lag, what waits, and each sink's books.",
        discussion: """
            Asks the shipper on its control socket, which its own user alone may. Rates are over the interval; the lag is the age of the \
            oldest record that waits; the time to loss is what the spool and the rotation still hold at that rate. The books of a sink are \
            conserved where what was committed is delivered, gone elsewhere by its route, dead, dropped, unreadable or waiting.

            On a terminal it draws over itself until `q` or Ctrl-C; elsewhere it writes a frame each interval. With --format json a frame \
            is one line; with --once it is one document. Nothing is asked of the shipper that its delivery would wait for.

            Exit code: 0; 69 where no shipper runs there, or once it has ended; 78 for a wrong configuration.

            Example:
              weir top /etc/weir/weir.yaml
              weir top /var/lib/weir --once --format json
            """)

    @Argument(
        help: ArgumentHelp("The shipper's configuration, its spool's directory, or its control socket.", valueName: "WEIR.yaml|DIR|SOCKET"),
        completion: .file())
    var place: String

    @Flag(help: "Two looks, one frame, and exit.")
    var once = false

    @Option(help: ArgumentHelp("Between two looks.", valueName: "D"))
    var interval = DurationArgument(.seconds(1))

    @OptionGroup
    var output: OutputOptions

    /// Oftener would be a load, and more seldom the shipper would take the client for gone.
    private static let intervals = Duration.milliseconds(100)...Duration.seconds(30)

    package init() {}

    package func validate() throws {
        guard Self.intervals.contains(interval.value) else { throw ValidationError("--interval is 100ms to 30s") }
    }

    package func run() throws {
        let connection = try ControlConnection(to: place)
        let signals = try TerminationSignals.install()
        defer { signals.close() }
        let isDrawn = Terminal.isStandardOutputTerminal && output.format == .table && !once
        let keys = isDrawn ? TerminalKeys() : nil
        defer { keys?.close() }
        try watch(connection, TopPause(signals: signals, keys: keys), isDrawn: isDrawn)
    }

    private func watch(_ connection: ControlConnection, _ pause: TopPause, isDrawn: Bool) throws {
        var screen = TopScreen()
        var before = try look(connection)
        while pause.goesOn(after: interval.value) {
            let after = try look(connection)
            let seconds = Double(after.nanoseconds &- before.nanoseconds) * 1e-9
            let frame = TopFrame(from: before.status, to: after.status, seconds: seconds)
            before = after
            if isDrawn {
                try screen.draw(TopText(frame, paint: .host).lines, plain: TopText(frame, paint: .none).lines)
            } else {
                try write(frame)
            }
            if once { return }
        }
    }

    private func write(_ frame: TopFrame) throws {
        switch output.format {
        case .json where once: try Output.write(json: frame)
        case .json: try Output.write(json: ControlLine.text(frame))
        case .table: try Output.write((TopText(frame, paint: .host).lines + (once ? [] : [""])).joined(separator: "\n"))
        }
    }

    private func look(_ connection: ControlConnection) throws(CommandFailure) -> (status: StatusDocument, nanoseconds: UInt64) {
        let status = try connection.answer(to: .status, as: StatusDocument.self)
        guard status.schemaVersion == StatusDocument.schemaVersion else {
            throw CommandFailure(
                .badData, "the shipper speaks version \(status.schemaVersion) of the status, this is \(StatusDocument.schemaVersion)",
                wayOut: "use the weir that the shipper runs (\(status.weirVersion))")
        }
        return (status, HostClock().monotonicNanoseconds())
    }
}

/// Waits between two looks, with an ear for whoever wants to end.
struct TopPause {
    /// How soon a key or a signal is noticed.
    private static let look = Duration.milliseconds(100)

    let signals: TerminationSignals
    let keys: TerminalKeys?

    /// False where an end is asked for.
    func goesOn(after time: Duration) -> Bool {
        let end = ContinuousClock.now + time
        while signals.request == nil {
            let left = end - ContinuousClock.now
            guard left > .zero else { return true }
            if let keys {
                if let key = keys.next(within: min(left, Self.look)), [UInt8(ascii: "q"), UInt8(ascii: "Q")].contains(key) { return false }
            } else if signals.wait(timeout: left) != nil {
                return false
            }
        }
        return false
    }
}
