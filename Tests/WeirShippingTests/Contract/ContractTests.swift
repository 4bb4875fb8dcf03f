import Foundation
import TestSupport
import Testing
import WeirRecords

@testable import WeirShipping

/// What every kind of sink keeps, whatever its peer does: nothing is delivered that the peer's application did not take, nothing is lost,
/// no record is a dead letter for what is not its own fault, no call outlives its deadline, and once the peer is well everything arrives.
@Suite("The contract of every sink")
struct ContractTests {
    /// A peer that takes nothing, in every way that a connection can end or not end.
    struct Fault: CustomTestStringConvertible, Sendable {
        var testDescription: String
        var isDeaf = false
        var behaviour: HostilePeer.Behaviour

        init(_ name: String, isDeaf: Bool = false, _ behaviour: @escaping HostilePeer.Behaviour) {
            (testDescription, self.isDeaf, self.behaviour) = (name, isDeaf, behaviour)
        }
    }

    static let ways: [Fault] = [
        Fault("nobody listens", isDeaf: true) { _ in },
        Fault("reset at once") { $0.reset() },
        Fault("closed at once") { $0.end() },
        Fault("reset after some bytes") { connection in
            _ = connection.read(atMost: 20)
            connection.reset()
        },
        Fault("closed after some bytes") { connection in
            _ = connection.read(atMost: 20)
            connection.end()
        },
        Fault("reset after all") { connection in
            _ = connection.read()
            connection.reset()
        },
        Fault("reads nothing, says nothing") { $0.stall() },
        Fault("says a byte now and then") { connection in
            _ = connection.drip([UInt8](repeating: 0x48, count: 2_000), everyMilliseconds: 10)
        },
        Fault("says rubbish without end") { connection in
            while connection.send([UInt8](repeating: 0xA5, count: 4_096)) {}
        },
        Fault("says rubbish and closes") { connection in
            connection.send([UInt8]((0...255).map { UInt8($0) }))
            connection.end()
        },
        Fault("speaks first, as mail servers do") { connection in
            connection.send("220 mail.example.com ESMTP ready\r\n")
            connection.stall()
        },
    ]

    @Test(
        "whatever goes wrong on the way, nothing counts, nothing is lost, and all arrives once it is over",
        arguments: ContractKind.allCases, ways)
    func survives(kind: ContractKind, fault: Fault) throws {
        let bench = try ContractBench(kind) { _ in fault.behaviour }
        if fault.isDeaf { bench.peer.refuse() }
        // A kind that answers nothing has failed only once something broke; one that is only not read from has not.
        let isSeen = try bench.run(within: .seconds(3)) { bench.progress.retries > 1 || bench.progress.held != nil }
        #expect(isSeen || kind == .syslog, "\(bench.progress.lastError ?? "no error")")
        #expect(bench.delivered == 0)
        #expect(bench.progress.deadLettered == 0)
        #expect(bench.slowestStep < ContractKind.timeout * 5)
        #expect(try bench.recover(listensAgain: fault.isDeaf))
        #expect(bench.delivered <= bench.taken.all.count && bench.progress.deadLettered == 0)
    }

    /// Of every class, and what is none.
    static let holds = [
        0, 1, 42, 99, 101, 301, 307, 308, 401, 402, 403, 404, 405, 406, 407, 411, 412, 414, 415, 417, 421, 426, 428, 431, 451, 499, 501,
        505,
        511, 600, 999,
    ]

    @Test("a status that speaks of the request holds at once, tells once with a way out, and costs no record", arguments: holds)
    func held(status: Int) throws {
        let text = String(format: "%03d", status)
        let bench = try ContractBench(.http) { _ in
            { connection in
                while connection.readRequest() != nil {
                    connection.send("HTTP/1.1 \(text) No\r\nContent-Length: 0\r\n\r\n")
                }
            }
        }
        #expect(try bench.run(within: .seconds(5)) { bench.progress.held != nil })
        #expect(bench.progress.held?.code == .status(status))
        #expect(try bench.run(within: .milliseconds(300)) { false } == false)
        #expect(bench.progress.deadLettered == 0 && bench.delivered == 0)
        let alerts = bench.notices.notices.filter { $0.severity == .alert }
        #expect(alerts.count == 1 && alerts.first?.details["way_out"]?.isEmpty == false)
        #expect(try bench.recover())
        #expect(bench.progress.deadLettered == 0)
    }

    @Test("a status that says later is tried again, and costs no record", arguments: [408, 425, 429, 500, 502, 503, 504, 507, 599])
    func later(status: Int) throws {
        let bench = try ContractBench(.http) { _ in
            { connection in
                while connection.readRequest() != nil {
                    connection.send("HTTP/1.1 \(status) No\r\nContent-Length: 0\r\n\r\n")
                }
            }
        }
        #expect(try bench.run(within: .seconds(5)) { bench.progress.retries > 2 })
        #expect(bench.progress.held == nil && bench.progress.deadLettered == 0 && bench.delivered == 0)
        #expect(try bench.recover())
    }

    @Test("only what can speak of a record costs one, and the others arrive", arguments: [400, 409, 413, 422])
    func record(status: Int) throws {
        let bench = try ContractBench(.http) { taken in
            { connection in
                while let (_, body) = connection.readRequest() {
                    let isPoisoned = String(decoding: body, as: UTF8.self).contains("record 7;")
                    if !isPoisoned { taken.add(body) }
                    connection.send("HTTP/1.1 \(isPoisoned ? status : 200) x\r\nContent-Length: 0\r\n\r\n")
                }
            }
        }
        #expect(try bench.run(within: .seconds(10)) { bench.delivered == ContractBench.records - 1 && bench.progress.deadLettered == 1 })
        #expect(bench.taken.all == Set(0..<ContractBench.records).subtracting([7]))
    }

    @Test("a success whose body never ends is a success, once")
    func endlessBody() throws {
        let bench = try ContractBench(.http) { taken in
            { connection in
                guard let (_, body) = connection.readRequest() else { return }
                taken.add(body)
                connection.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n")
                connection.stall()
            }
        }
        #expect(try bench.run(within: .seconds(15)) { bench.delivered == ContractBench.records })
        #expect(bench.progress.figures.requests == 4 && bench.progress.retries == 0)
    }

    @Test("what an endpoint echoes of the request is in no state, notice or dead letter")
    func echo() throws {
        let bench = try ContractBench(.http) { _ in
            { connection in
                while let (head, _) = connection.readRequest() {
                    let body = "you sent:\r\n\(head)"
                    connection.send("HTTP/1.1 401 No\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)")
                }
            }
        }
        #expect(try bench.run(within: .seconds(5)) { bench.progress.held != nil })
        #expect(bench.progress.held?.detail.contains("you sent") == true)
        #expect(bench.progress.held?.detail.contains("***") == true)
        let kept = ["\(bench.progress)"] + bench.notices.notices.map { "\($0)" }
        #expect(!kept.contains { $0.contains(ContractKind.token) })
    }

    @Test("a connection that breaks while nothing is sent is noticed, and what it had not proven goes again by itself")
    func idle() throws {
        let bench = try ContractBench(.syslog) { _ in
            { connection in connection.stall() }
        }
        #expect(try bench.run(within: .seconds(5)) { bench.progress.figures.requests >= 4 })
        #expect(bench.taken.all.isEmpty && bench.delivered == 0)
        bench.peer.behave(bench.kind.well(bench.taken))
        #expect(try bench.run(within: .seconds(10)) { bench.taken.all.count == ContractBench.records })
    }
}
