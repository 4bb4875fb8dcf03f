import WeirRecords
import WeirSpool

/// A dead letter as JSON; what its envelope tells is left out where an earlier version kept it, or it is damaged.
struct LetterJSON: Encodable {
    var id: Int64
    var sink: String
    var record: UInt64
    var eventId: String
    var source: String
    var origin: String
    var givenUp: String
    var reason: String
    var answer: String
    var replayAsked: String?
    var eventTime: String?
    var host: String?
    var application: String?
    var level: String?
    var bytes: Int
    var text: String?
    var textBase64: String?
    /// Why it can't be sent again, where it can't.
    var damage: String?

    init(_ kept: KeptLetter, _ names: ShownNames) {
        let letter = kept.letter
        (id, sink, record, eventId) = (kept.id, kept.sink, letter.record.value, "\(letter.eventID)")
        (source, origin, givenUp) = (letter.source, names.shown(letter.origin), "\(letter.time)")
        (reason, answer, bytes) = (letter.reason, letter.answer, letter.bytes.count)
        replayAsked = kept.replayAsked.map { "\($0)" }
        let content = RecordText(letter.bytes)
        (text, textBase64) = (content.text, content.base64)
        let details = LetterDetails(letter)
        damage = details.damage
        guard let found = details.record else { return }
        (eventTime, host, application, level) = ("\(found.time)", found.host, found.application, found.level.name)
    }
}

/// What a letter's envelope tells of its record.
struct LetterDetails {
    private(set) var record: FrameRecord?
    private(set) var damage: String?

    init(_ letter: DeadLetter) {
        guard !letter.envelope.isEmpty else {
            damage = "kept by an earlier version, which did not keep what is needed to send it again"
            return
        }
        do throws(FrameError) {
            // The id was made when it was given up; the letter has it.
            record = try letter.frame().record(at: 0, installation: .zero)
        } catch {
            damage = "damaged: \(error)"
        }
    }
}
