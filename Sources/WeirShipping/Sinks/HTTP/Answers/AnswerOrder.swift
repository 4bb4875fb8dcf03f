/// Which parts of answers may come on one connection, and when: what would break the client library's own rules, or would be
/// taken for the answer to another request, is refused before it gets there.
struct AnswerOrder: Equatable {
    enum Decision: Equatable {
        case pass
        /// Means nothing: read on.
        case drop
        /// Nothing more of this connection counts.
        case refuse(AnswerFault)
    }

    private enum Phase: Equatable {
        case idle
        case asked
        case answering
        case refused
    }

    /// Interim answers (1xx) to one request; a peer that goes on with them says nothing.
    static let maximumInterim = 32

    private var phase = Phase.idle
    /// Bytes of the request's body that the kernel has not taken yet; nil where there is no request.
    private var unsent: Int?
    private var interim = 0
    /// An answer ended within what was read at once: what follows in it was said before the next request left.
    private var isSpent = false

    /// - Parameter body: bytes that the request announces.
    mutating func asked(body: Int) {
        guard phase != .refused else { return }
        (phase, unsent, interim) = (.asked, body, 0)
    }

    /// The kernel took so many bytes of the body.
    mutating func sent(_ bytes: Int) { unsent = unsent.map { max(0, $0 - bytes) } }

    /// Everything that was read at once was looked at.
    mutating func readCompleted() { isSpent = false }

    mutating func head(status: Int) -> Decision {
        switch phase {
        case .refused: return .drop
        case .idle, .answering: return refuse(.unasked)
        case .asked: break
        }
        if isSpent { return refuse(.unasked) }
        if (100..<200).contains(status), status != 101 {
            interim += 1
            return interim <= Self.maximumInterim ? .drop : refuse(.interim)
        }
        // The library takes what is below 100 for an interim answer, and its end for the end of nothing: it would trap there.
        guard (200...599).contains(status) else { return refuse(.status(status)) }
        if status < 300, let unsent, unsent > 0 { return refuse(.early) }
        phase = .answering
        return .pass
    }

    mutating func body() -> Decision {
        switch phase {
        case .answering: .pass
        case .refused: .drop
        case .idle, .asked: refuse(.unasked)
        }
    }

    mutating func end() -> Decision {
        switch phase {
        case .answering:
            (phase, unsent, isSpent) = (.idle, nil, true)
            return .pass
        case .refused: return .drop
        case .idle, .asked: return refuse(.unasked)
        }
    }

    private mutating func refuse(_ fault: AnswerFault) -> Decision {
        phase = .refused
        return .refuse(fault)
    }
}

/// What is wrong with an answer as such.
enum AnswerFault: Error, Equatable {
    /// Not one of HTTP's, or a change to another protocol that nobody asked for (101).
    case status(Int)
    case interim
    /// An answer to nothing.
    case unasked
    /// It says that the records were taken before all of them were sent.
    case early
}

extension AnswerFault: CustomStringConvertible {
    var description: String {
        switch self {
        case .status(let status): "the status \(status), which ends no request"
        case .interim: "more than \(AnswerOrder.maximumInterim) interim answers"
        case .unasked: "an answer that nobody asked for"
        case .early: "a success before the request was sent: the endpoint can't have read it"
        }
    }
}
