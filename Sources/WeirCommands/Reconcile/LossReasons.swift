import WeirProof
import WeirRecords

/// What sources lost before it was committed, as reasons of a verdict: no sink can have it.
struct LossReasons {
    /// Losses that are told one by one; of the others their number.
    private static let told = 3

    private let losses: [Loss]

    init(_ losses: [Loss]) { self.losses = losses }

    /// Known to be gone, with its size.
    var known: [String] { told(losses.filter { $0.bytes ?? 0 > 0 }) { "\($0.bytes?.grouped ?? "0") bytes of" } }

    /// What may be gone: nothing can be said of these hosts' minutes.
    var unknown: [String] { told(losses.filter { $0.bytes ?? 0 == 0 }) { _ in "an unknown part of" } }

    private func told(_ losses: [Loss], _ size: (Loss) -> String) -> [String] {
        let more = losses.count - Self.told
        let sentences = losses.prefix(Self.told).map { loss in
            "\(loss.host), \(Self.minutes(of: loss)): lost before it was read: \(size(loss)) \(loss.subject) (\(Self.words(loss.cause)))"
        }
        return sentences + (more > 0 ? ["\(more.grouped) more such losses of sources"] : [])
    }

    private static func minutes(of loss: Loss) -> String {
        let end = DigestKey(host: loss.host, application: "", minute: loss.noticed).minuteText
        guard let since = loss.since, since < loss.noticed else { return end }
        return "\(DigestKey(host: loss.host, application: "", minute: since).minuteText) to \(end)"
    }

    private static func words(_ cause: Loss.Cause) -> String { cause.rawValue.replacing("_", with: " ") }
}
