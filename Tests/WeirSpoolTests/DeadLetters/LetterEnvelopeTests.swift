import TestSupport
import Testing
import WeirRecords
import WeirSystem

@testable import WeirSpool

@Suite("A dead letter as it is kept")
struct LetterEnvelopeTests {
    @Test("a letter holds its record as it was in the spool, under the same event id", arguments: 0..<6)
    func roundTrip(seed: UInt64) throws {
        let box = try LetterBox(seed: seed)
        var reader = box.spool.spool.reader(from: .first)
        guard case .frame(let frame) = reader.next() else {
            Issue.record("no frame")
            return
        }
        let installation = box.spool.spool.installation
        for index in 0..<frame.count {
            let letter = LetterBox.letter(index, of: frame, installation)
            let kept = try letter.frame()
            #expect(kept.count == 1)
            #expect(kept.record(at: 0, installation: installation) == frame.record(at: index, installation: installation))
            #expect(kept.record(at: 0, installation: installation).eventID == letter.eventID)
            #expect(kept.entries[0].digest == frame.entries[index].digest)
        }
    }

    @Test("any flipped bit of a letter is found")
    func flippedBits() throws {
        let box = try LetterBox(records: 4)
        let letter = try #require(try box.state.letters(limit: 1).first).letter
        for place in 0..<(letter.envelope.count + letter.bytes.count) {
            var damaged = letter
            if place < letter.envelope.count {
                damaged.envelope[place] ^= 1 << UInt8(place % 8)
            } else {
                damaged.bytes[place - letter.envelope.count] ^= 1 << UInt8(place % 8)
            }
            #expect(throws: FrameError.self) { try damaged.frame() }
        }
    }

    @Test("a letter that lost its end, or has another's bytes, is no letter")
    func wrongParts() throws {
        let letters = try LetterBox().state.letters(limit: 2).map(\.letter)
        var short = letters[0]
        short.bytes.removeLast()
        var cut = letters[0]
        cut.envelope.removeLast(3)
        var foreign = letters[0]
        foreign.envelope = letters[1].envelope
        var empty = letters[0]
        empty.envelope = []
        for letter in [short, cut, foreign, empty] { #expect(throws: FrameError.self) { try letter.frame() } }
    }
}
