internal import CWeirSystem
import Glibc
import Synchronization

/// SIGTERM and SIGINT as a value to ask and to wait for, and SIGHUP as a call where someone wants it.
///
/// The handler writes one byte to a pipe and a thread reads it, so that it works with threads that were there before,
/// whose signal masks are out of reach. One at a time in a process; while it lives, the signals that it catches no longer end it.
package final class TerminationSignals: Sendable {
    private static let numbers = [SIGTERM, SIGINT]
    /// Written to the pipe by `close`, so that the thread ends: no signal has the number 0.
    private static let end: UInt8 = 0
    private static let isInstalled = Mutex(false)

    private let state = Monitor(TerminationState())
    private let numbers: [Int32]
    private let pipeEnds: (read: Int32, write: Int32)
    private let thread = Mutex<WorkerThread?>(nil)

    /// - Parameters:
    ///   - onRequest: called on a thread of its own, once for each signal that asks for more.
    ///   - onReload: called on the same thread for each SIGHUP, which ends the process where this is `nil`. While it works, no
    ///     other signal is heard of: it should only pass the wish on.
    package static func install(
        onRequest: @escaping @Sendable (TerminationRequest) -> Void = { _ in }, onReload: (@Sendable () -> Void)? = nil
    ) throws(SystemError) -> TerminationSignals {
        let wasInstalled = isInstalled.withLock { installed in
            defer { installed = true }
            return installed
        }
        guard !wasInstalled else { throw SystemError("catch", "signals a second time", code: EBUSY) }
        do throws(SystemError) {
            return try TerminationSignals(onRequest, onReload)
        } catch {
            isInstalled.withLock { $0 = false }
            throw error
        }
    }

    /// To be called while the process has no other thread: a SIGHUP waits from here on until a listener for it is installed, and never
    /// ends the process.
    package static func holdReloads() { Self.mask(SIG_BLOCK) }

    private static func mask(_ how: Int32) {
        var reload = sigset_t()
        sigemptyset(&reload)
        sigaddset(&reload, SIGHUP)
        pthread_sigmask(how, &reload, nil)
    }

    private init(
        _ onRequest: @escaping @Sendable (TerminationRequest) -> Void, _ onReload: (@Sendable () -> Void)?
    ) throws(SystemError) {
        numbers = onReload == nil ? Self.numbers : Self.numbers + [SIGHUP]
        var ends: [Int32] = [-1, -1]
        _ = try uninterrupted("make", "a pipe for signals") { weir_signal_pipe(&ends) }
        pipeEnds = (ends[0], ends[1])
        for number in numbers {
            _ = try uninterrupted("catch", "signal \(number)") { weir_catch_signal(number, pipeEnds.write) }
        }
        let (state, source) = (state, pipeEnds.read)
        let worker = try WorkerThread(name: "signals") {
            // One that was held back comes in here.
            if onReload != nil { Self.mask(SIG_UNBLOCK) }
            Self.listen(to: source, state, onRequest, onReload ?? {})
        }
        thread.withLock { $0 = worker }
    }

    deinit { close() }

    /// The strongest request so far.
    package var request: TerminationRequest? { state.read { $0.request } }

    /// Waits for a request of at least this strength; `nil` once the time is over.
    package func wait(for least: TerminationRequest = .drain, timeout: Duration? = nil) -> TerminationRequest? {
        state.wait(atMost: timeout) { state in state.request.flatMap { $0 >= least ? $0 : nil } }
    }

    /// Gives the signals back to the system. Not to be called from `onRequest`.
    package func close() {
        let worker = thread.withLock { thread -> WorkerThread? in
            defer { thread = nil }
            return thread
        }
        guard let worker else { return }
        for number in numbers { _ = weir_restore_signal(number) }
        var byte = Self.end
        _ = Glibc.write(pipeEnds.write, &byte, 1)
        worker.join()
        Glibc.close(pipeEnds.read)
        Glibc.close(pipeEnds.write)
        Self.isInstalled.withLock { $0 = false }
    }

    private static func listen(
        to source: Int32, _ state: Monitor<TerminationState>, _ onRequest: @Sendable (TerminationRequest) -> Void,
        _ onReload: @Sendable () -> Void
    ) {
        var byte: UInt8 = 0
        while true {
            let count = Glibc.read(source, &byte, 1)
            if count < 0, errno == EINTR { continue }
            guard count == 1, byte != end else { return }
            let number = Int32(byte)
            if number == SIGHUP {
                onReload()
            } else if let request = state.change({ $0.signalled(number, at: HostClock().monotonicNanoseconds()) }) {
                onRequest(request)
            }
        }
    }
}
