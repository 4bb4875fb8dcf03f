package import WeirSystem

/// One line on standard error that is written over as work goes on; silent where standard error is no terminal.
package final class Progress {
    /// Nanoseconds between two drawings: often enough to look alive, seldom enough to cost nothing.
    private static let interval: UInt64 = 100_000_000

    private let clock: any SystemClock
    private let isTerminal: Bool
    private var drawnAt: UInt64 = 0
    private var isDrawn = false

    package init(clock: any SystemClock = HostClock(), isTerminal: Bool = Terminal.isStandardErrorTerminal) {
        self.clock = clock
        self.isTerminal = isTerminal
    }

    package func show(_ text: @autoclosure () -> String) {
        guard isTerminal else { return }
        let now = clock.monotonicNanoseconds()
        guard now >= drawnAt + Self.interval else { return }
        drawnAt = now
        isDrawn = true
        Output.drawError(text(), begin: Self.clearedLine)
    }

    package func finish() {
        guard isDrawn else { return }
        isDrawn = false
        Output.drawError("", begin: Self.clearedLine)
    }

    private static let clearedLine = "\r\u{1B}[K"
}
