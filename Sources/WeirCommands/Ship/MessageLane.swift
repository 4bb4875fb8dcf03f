import Logging
import WeirSystem

/// Messages on their way to standard error, written by a thread of their own: whoever has something to say never waits for who reads it.
///
/// A reader that stands still, such as a pager or a journal that is stuck, would otherwise hold up the delivery of records.
final class MessageLane: Sendable {
    struct Message: Sendable {
        var level: Logger.Level
        var text: String
        var metadata: Logger.Metadata
    }

    private struct State {
        var waiting: [Message] = []
        /// Taken by the thread, and not written yet.
        var isWriting = false
        var unsaid: UInt64 = 0
        /// Nobody read them for as long as was waited.
        var isGivenUp = false
    }

    /// Messages that wait at most; what comes on top is counted, and the count is said once there is room.
    static let capacity = 4_096

    private let logger: Logger
    private let state = Monitor(State())
    private let thread: WorkerThread?

    init(_ logger: Logger) {
        self.logger = logger
        // Without a thread each message is written by who has it.
        thread = try? WorkerThread(name: "messages") { [state] in
            while true { Self.write(Self.next(state), to: logger, state) }
        }
    }

    func say(_ message: Message) {
        guard thread != nil else { return Self.log(message, to: logger) }
        state.change { state in
            if state.waiting.count < Self.capacity { state.waiting.append(message) } else { state.unsaid += 1 }
        }
    }

    /// Waits until everything is written, or for the limit.
    func settle(within limit: Duration) {
        guard thread != nil else { return }
        let isDone = state.wait(atMost: limit) { $0.isGivenUp || $0.waiting.isEmpty && !$0.isWriting ? true : nil }
        if isDone == nil { state.change { $0.isGivenUp = true } }
    }

    private static func next(_ state: Monitor<State>) -> [Message] {
        state.wait(atMost: nil) { state in
            guard !state.waiting.isEmpty else { return nil }
            var messages = state.waiting
            if state.unsaid > 0 {
                messages.append(
                    Message(
                        level: .warning, text: "messages were left out: standard error was not read for a while",
                        metadata: ["messages": "\(state.unsaid)"]))
            }
            (state.waiting, state.unsaid, state.isWriting) = ([], 0, true)
            return messages
        } ?? []
    }

    private static func write(_ messages: [Message], to logger: Logger, _ state: Monitor<State>) {
        for message in messages { log(message, to: logger) }
        state.change { $0.isWriting = false }
    }

    private static func log(_ message: Message, to logger: Logger) {
        logger.log(level: message.level, "\(message.text)", metadata: message.metadata)
    }
}
