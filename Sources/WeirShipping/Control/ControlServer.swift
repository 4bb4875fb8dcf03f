package import WeirRecords
package import WeirSystem

/// How much a running shipper gives to those who ask it.
package struct ControlLimits: Equatable, Sendable {
    /// A longer request is refused and its client left.
    package var requestBytes = ByteCount.kibibytes(16)
    /// Clients at once, each with a thread: some terminals and a script.
    package var clients = 8
    /// How long a client may say nothing.
    package var idle = Duration.seconds(60)
    /// How long a client may take to make room for an answer, as one whose reader looks at a page does; one that takes longer is left.
    package var write = Duration.seconds(60)

    package init() {}
}

/// Listens on a Unix socket and hands lines to whoever answers them. One thread accepts, one more serves each client; no stage waits
/// for any of them.
package final class ControlServer: Sendable {
    /// Called on the client's thread with one line, without its end.
    package typealias Handler = @Sendable (_ line: [UInt8], _ client: ControlClient) throws(SystemError) -> Void

    /// How long a thread sleeps at most before it looks whether the server ends.
    static let look = Duration.milliseconds(250)
    /// How long clients are waited for at the end.
    private static let grace = Duration.seconds(2)

    private struct State {
        var clients = 0
        var isEnding = false
        var isAccepting = true
    }

    private let listener: LocalListener
    private let limits: ControlLimits
    private let tell: NoticeHandler
    private let handler: Handler
    private let state = Monitor(State())

    /// Listens at once. Takes the place of a socket that is left from before: the spool's lock says that nobody is on it.
    ///
    /// - Throws: where the path can't be a socket.
    package init(path: String, limits: ControlLimits = ControlLimits(), tell: @escaping NoticeHandler, handler: @escaping Handler)
        throws(SystemError)
    {
        listener = try LocalListener(replacing: path)
        self.limits = limits
        self.tell = tell
        self.handler = handler
        do throws(SystemError) {
            _ = try WorkerThread(name: "control") { [self] in accept() }
        } catch {
            listener.close()
            throw error
        }
    }

    package var path: String { listener.path }

    /// Removes the socket and leaves every client.
    package func stop() {
        state.change { $0.isEnding = true }
        listener.close()
        _ = state.wait(atMost: Self.grace) { $0.clients == 0 && !$0.isAccepting ? true : nil }
    }

    var isEnding: Bool { state.read { $0.isEnding } }

    private func accept() {
        defer { state.change { $0.isAccepting = false } }
        while !isEnding {
            do throws(SystemError) {
                guard let connection = try listener.accept(within: .seconds(3600)) else { continue }
                admit(connection)
            } catch {
                // Out of descriptors, most likely: those who wait are asked again once there are some.
                tell(Notice(.warning, "a client of the control socket could not be taken", ["error": "\(error)"]))
                _ = state.wait(atMost: .seconds(1)) { $0.isEnding ? true : nil }
            }
        }
    }

    private func admit(_ connection: any StreamConnection) {
        let client = ControlClient(connection, limits: limits) { [weak self] in self?.isEnding ?? true }
        let isAdmitted = state.change { state in
            guard state.clients < limits.clients, !state.isEnding else { return false }
            state.clients += 1
            return true
        }
        guard isAdmitted else { return client.dismiss(.tooManyClients) }
        do throws(SystemError) {
            _ = try WorkerThread(name: "control client") { [self] in
                serve(client)
                state.change { $0.clients -= 1 }
            }
        } catch {
            state.change { $0.clients -= 1 }
            client.dismiss(.tooManyClients)
        }
    }

    private func serve(_ client: ControlClient) {
        // A client that breaks off is no one's concern.
        do throws(SystemError) {
            while let line = try client.nextLine() { try handler(line, client) }
        } catch {}
        client.close()
    }
}
