import Synchronization
import WeirConfiguration
import WeirRedaction

/// Names of files, and texts that hold some, as they may be shown: without what the rules take out of a record that says the same.
final class ShownNames: Sendable {
    private struct State {
        var redactor: Redactor
        var shown: [String: String] = [:]
    }

    /// Names whose shown form is remembered: a list names the same few files for thousands of records.
    private static let remembered = 1_024

    private let state: Mutex<State>

    /// - Parameter plan: the rules of the configuration, where it is known; the standard ones are used in any case.
    init(_ plan: RedactionPlan?) throws(CommandFailure) {
        do throws(RedactionError) {
            state = Mutex(State(redactor: Redactor(try RedactionRules(plan?.answerRules ?? RedactionRule.standard))))
        } catch {
            throw CommandFailure(.configuration, error.message)
        }
    }

    convenience init(of target: SpoolTarget) throws(CommandFailure) { try self.init(target.configuration?.redaction) }

    /// From now on by these rules, as after a reload.
    func follow(_ rules: RedactionRules) { state.withLock { $0 = State(redactor: Redactor(rules)) } }

    func shown(_ name: String) -> String {
        state.withLock { state in
            if let shown = state.shown[name] { return shown }
            let shown = state.redactor.redacted(name)
            if state.shown.count >= Self.remembered { state.shown = [:] }
            state.shown[name] = shown
            return shown
        }
    }
}
