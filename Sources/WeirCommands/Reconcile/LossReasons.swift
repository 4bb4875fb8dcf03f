import WeirProof
import WeirRecords

/// What sources lost before it was committed, as reasons of a verdict: no sink can have it.
struct LossReasons {
    /// Losses that are told one by one; of the others their number.
    private static let told = 3

    private let losses: [Loss]
    /// What is asked about; `nil` for all time.
    private let minutes: ClosedRange<Int64>?

    init(_ losses: [Loss], window: ReconcileWindow? = nil) { (self.losses, minutes) = (losses, window?.minutes) }

    /// Known to be gone, with its size.
    var known: [String] { told(losses.filter { $0.bytes ?? 0 > 0 }) { "\($0.bytes?.grouped ?? "0") bytes of" } }

    /// What may be gone: nothing can be said of these hosts' minutes.
    var unknown: [String] { told(losses.filter { $0.bytes ?? 0 == 0 }) { _ in "an unknown part of" } }

    private func told(_ losses: [Loss], _ size: (Loss) -> String) -> [String] {
        let more = losses.count - Self.told
        let sentences = losses.prefix(Self.told).map { Self.sentence(of: $0, size($0)) + age(of: $0) }
        return sentences + (more > 0 ? ["\(more.grouped) more such losses of sources"] : [])
    }

    /// A loss that was noticed behind the window counts for it all the same.
    private func age(of loss: Loss) -> String {
        guard let minutes, loss.noticed > minutes.upperBound else { return "" }
        return ", and what is gone may be of any time before that, so of the window's too"
    }

    private static func sentence(of loss: Loss, _ size: String) -> String {
        guard loss.cause != .stateLost else {
            return "what was lost before \(noticed(loss)) is not known: the spool's state was gone or damaged then, and a new one was begun"
        }
        return "\(loss.host), \(minutes(of: loss)): \(event(loss.cause)): \(size) \(subjects(of: loss)) (\(words(loss.cause)))"
    }

    private static func noticed(_ loss: Loss) -> String { DigestKey(host: loss.host, application: "", minute: loss.noticed).minuteText }

    private static func minutes(of loss: Loss) -> String {
        let end = noticed(loss)
        guard let since = loss.since, since < loss.noticed else { return end }
        return "\(DigestKey(host: loss.host, application: "", minute: since).minuteText) to \(end)"
    }

    private static func event(_ cause: Loss.Cause) -> String { cause == .unread ? "not read" : "lost before it was read" }

    private static func subjects(of loss: Loss) -> String {
        loss.count > 1 ? "\(loss.subject) and \((loss.count - 1).grouped) more" : loss.subject
    }

    private static func words(_ cause: Loss.Cause) -> String {
        switch cause {
        case .unread: "give the shipper's user the right to read it, or exclude it"
        default: cause.rawValue.replacing("_", with: " ")
        }
    }
}
