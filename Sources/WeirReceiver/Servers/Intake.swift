import Synchronization
import WeirRecords
import WeirSystem

/// One input's ledger behind a lock that is taken once per block of a body or read, never per record; and what is written of its records.
final class Intake: Sendable {
    private struct State: Sendable {
        var ledger: ReceiverLedger
        var faults: FaultPlan
        var unescaped: [UInt8] = []
        /// On the monotonic clock.
        var lastActivity: UInt64
        /// Why records could not be written; the run ends with it.
        var failure: SystemError?

        private static let keptTextBytes = 1 << 20

        /// The room of an exceptionally long text is not kept.
        mutating func forgetLongText() { if unescaped.capacity > Self.keptTextBytes { unescaped = [] } }
    }

    private let state: Mutex<State>
    private let clock: any SystemClock
    private let output: RecordFile?

    init(name: String, expected: UInt64?, faults: FaultPlan, clock: any SystemClock, output: RecordFile?) {
        self.clock = clock
        self.output = output
        state = Mutex(
            State(ledger: ReceiverLedger(name: name, expected: expected), faults: faults, lastActivity: clock.monotonicNanoseconds()))
    }

    var report: ReceiverReport.Input { state.withLock { $0.ledger.report } }

    var standing: InputStanding {
        state.withLock {
            InputStanding(
                name: $0.ledger.name, records: $0.ledger.records, distinct: $0.ledger.distinct, duplicates: $0.ledger.duplicates,
                isComplete: $0.ledger.isComplete, lastActivity: $0.lastActivity)
        }
    }

    /// Why records could not be written, if so.
    var failure: SystemError? { state.withLock { $0.failure } }

    func nextRequestFault() -> FaultPlan.Fault { state.withLock { $0.faults.request() } }

    func nextConnectionLife() -> Int? { state.withLock { $0.faults.connectionLife() } }

    var answerDelay: Duration { state.withLock { $0.faults.settings.delay } }

    func addWire(_ bytes: Int) {
        let now = now
        change { $0.ledger.addWire(bytes, at: now) }
    }

    func addRequest(isRefused: Bool) { change { $0.ledger.addRequest(isRefused: isRefused) } }

    func addTorn() { change { $0.ledger.addTorn() } }

    func addMalformed() { change { $0.ledger.addMalformed() } }

    private var now: Timestamp { Timestamp(microseconds: clock.wallMicroseconds()) }

    private func write(_ lines: [UInt8]) {
        guard !lines.isEmpty else { return }
        do throws(SystemError) { try output?.append(lines) } catch { state.withLock { $0.failure = error } }
    }

    private func change(_ body: (inout State) -> Void) {
        let now = clock.monotonicNanoseconds()
        state.withLock {
            body(&$0)
            $0.lastActivity = now
        }
    }
}

// MARK: - HTTP

extension Intake {
    /// The lock is held for so much of a body, and what is to be written of it is kept until then. Senders take their turns between two:
    /// the threads on which they wait for the lock are those that a stop needs.
    private static let blockBytes = 64 << 10

    /// Takes the lines of one inflated body. The body is overwritten in places, so that a record can be read where it lies.
    func addLines(of bytes: UnsafeMutableRawBufferPointer) {
        let keepsLines = output != nil
        var written: [UInt8] = []
        var start = 0
        while start < bytes.count {
            start = addLines(of: bytes, from: start, until: start + Self.blockBytes) { if keepsLines { written.append(line: $0) } }
            write(written)
            written.removeAll(keepingCapacity: true)
        }
    }

    /// - Parameter end: no line that begins there or later is taken.
    /// - Returns: where the next line begins.
    private func addLines(
        of bytes: UnsafeMutableRawBufferPointer, from start: Int, until end: Int, keep: (UnsafeRawBufferPointer) -> Void
    ) -> Int {
        var start = start
        change { state in
            var batch = ArrivalBatch()
            while start < min(end, bytes.count) {
                let lineEnd = Lines.nextLineFeed(in: UnsafeRawBufferPointer(bytes), from: start) ?? bytes.count
                let line = UnsafeMutableRawBufferPointer(rebasing: bytes[start..<lineEnd])
                start = lineEnd + 1
                if !line.isEmpty { Self.add(line, to: &state, &batch, keep: keep) }
            }
            batch.flush(to: &state.ledger)
            state.forgetLongText()
        }
        return start
    }

    private static func add(
        _ line: UnsafeMutableRawBufferPointer, to state: inout State, _ batch: inout ArrivalBatch, keep: (UnsafeRawBufferPointer) -> Void
    ) {
        let bytes = UnsafeRawBufferPointer(line)
        let wrapped = WrappedLine(bytes)
        let host = UnsafeRawBufferPointer(rebasing: bytes[wrapped.host ?? 0..<0])
        let record: UnsafeRawBufferPointer
        switch wrapped.record {
        case .bare: record = bytes
        case .json(let from):
            line[from - 1] = UInt8(ascii: "{")
            record = UnsafeRawBufferPointer(rebasing: bytes[(from - 1)...])
        case .text(let range, isEscaped: false): record = UnsafeRawBufferPointer(rebasing: bytes[range])
        case .text(let range, isEscaped: true):
            addUnescaped(UnsafeRawBufferPointer(rebasing: bytes[range]), host: host, id: wrapped.id, to: &state, keep: keep)
            return
        }
        batch.add(Arrival(line: record, host: host, id: wrapped.id), to: &state.ledger)
        keep(record)
    }

    private static func addUnescaped(
        _ text: UnsafeRawBufferPointer, host: UnsafeRawBufferPointer, id: Digest128?, to state: inout State,
        keep: (UnsafeRawBufferPointer) -> Void
    ) {
        state.unescaped.removeAll(keepingCapacity: true)
        JSONText.unescape(text, into: &state.unescaped)
        state.unescaped.withUnsafeBytes { record in
            state.ledger.add(record, host: host, id: id)
            keep(record)
        }
    }
}

// MARK: - Syslog

extension Intake {
    /// Takes the whole messages at the beginning of the bytes.
    ///
    /// - Returns: the bytes consumed; nil where the stream can't be followed any more.
    func addMessages(in bytes: UnsafeRawBufferPointer, _ framer: inout SyslogFramer) -> Int? {
        var consumed: Int? = 0
        var written: [UInt8] = []
        let keepsLines = output != nil
        change { state in
            consumed = Self.addAll(bytes, &framer, to: &state) { if keepsLines { written.append(line: $0) } }
        }
        write(written)
        return consumed
    }

    private static func addAll(
        _ bytes: UnsafeRawBufferPointer, _ framer: inout SyslogFramer, to state: inout State, keep: (UnsafeRawBufferPointer) -> Void
    ) -> Int? {
        var batch = ArrivalBatch()
        defer { batch.flush(to: &state.ledger) }
        var start = 0
        while true {
            let rest = UnsafeRawBufferPointer(rebasing: bytes[start...])
            switch framer.step(rest) {
            case .message(let range, let consumed):
                add(UnsafeRawBufferPointer(rebasing: rest[range]), to: &state, &batch, keep: keep)
                start += consumed
            case .skip(let count): start += count
            case .incomplete: return start
            case .failure:
                state.ledger.addMalformed()
                return nil
            }
        }
    }

    /// What is no RFC 5424 message still is a record, of no known host.
    private static func add(
        _ bytes: UnsafeRawBufferPointer, to state: inout State, _ batch: inout ArrivalBatch, keep: (UnsafeRawBufferPointer) -> Void
    ) {
        guard let message = SyslogMessage(bytes) else {
            state.ledger.addMalformed()
            batch.add(Arrival(line: bytes, host: UnsafeRawBufferPointer(rebasing: bytes[0..<0]), id: nil), to: &state.ledger)
            return keep(bytes)
        }
        let record = UnsafeRawBufferPointer(rebasing: bytes[message.message])
        let host = UnsafeRawBufferPointer(rebasing: bytes[message.host ?? 0..<0])
        batch.add(Arrival(line: record, host: host, id: message.eventID), to: &state.ledger)
        keep(record)
    }
}

extension [UInt8] {
    fileprivate mutating func append(line: UnsafeRawBufferPointer) {
        append(contentsOf: line)
        append(UInt8(ascii: "\n"))
    }
}
