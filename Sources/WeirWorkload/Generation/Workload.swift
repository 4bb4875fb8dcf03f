package import WeirRecords
import WeirSystem

/// The workload as a value: each step is the next line that some host would have written.
package struct Workload: Sendable {
    /// Where the line that was just made belongs.
    package struct Line: Sendable {
        /// Index into the plan's hosts.
        package var host: Int
        package var serial: UInt64
        package var time: Timestamp
        var file: LogFile
    }

    enum Event: Sendable {
        case step(ScenarioName, index: UInt8, Subject)
        case recurrence(RecurrenceID, Subject, until: Int64)
        case signOut(Subject)
        /// A session begins, if the hour still is the one in which that was drawn.
        case arrival(isReal: Bool)
        case cleanup
    }

    /// Which recurrence, by list and place in it.
    struct RecurrenceID: Sendable {
        enum List: UInt8, Sendable { case session, agent, webApp, connectionProxy, database }
        var list: List
        var index: UInt8

        var recurrence: Recurrence {
            switch list {
            case .session: Recurrence.ofSession[Int(index)]
            case .agent: Recurrence.ofAgent[Int(index)]
            case .webApp: Recurrence.ofWebApp[Int(index)]
            case .connectionProxy: Recurrence.ofConnectionProxy[Int(index)]
            case .database: Recurrence.ofDatabase[Int(index)]
            }
        }
    }

    package let plan: WorkloadPlan
    let hosts: HostTable
    var random: SeededRandom
    var queue = EventQueue<Event>()
    var renderer: LineRenderer
    /// Microseconds since the epoch.
    private(set) var now: Int64
    private(set) var serial: UInt64 = 0
    /// The next line of the scenario under way, where it follows at once.
    private var following: (name: ScenarioName, index: UInt8, subject: Subject)?

    package init(plan: WorkloadPlan, seed: UInt64, start: Timestamp) {
        self.plan = plan
        hosts = HostTable(plan.hosts)
        random = SeededRandom(seed: seed)
        renderer = LineRenderer(plan: plan)
        now = start.microseconds
        begin()
    }

    /// Makes the next line; read it with ``withLine(_:)``. A deployment never falls silent, so there always is one.
    ///
    /// - Parameters:
    ///   - stamp: the event time to write instead of the simulated one.
    ///   - isWritten: false where only its time is of interest; what follows is then another workload of the same kind.
    package mutating func next(stampedAt stamp: Timestamp? = nil, isWritten: Bool = true) -> Line {
        while true {
            guard let (name, index, subject) = nextStep() else { continue }
            let scenario = ScenarioName.scenarios[Int(name.rawValue)]
            let step = scenario.steps[Int(index)]
            schedule(name, after: index, of: scenario, subject)
            guard let host = hosts.host(for: step.place, of: subject) else { continue }
            serial += 1
            let time = stamp ?? Timestamp(microseconds: now)
            if isWritten { renderer.render(step.line, of: subject, serial: serial, time: time, random: &random) }
            return Line(host: host, serial: serial, time: time, file: step.file)
        }
    }

    /// The bytes of the last line, without a line end.
    package func withLine<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
        try renderer.line.bytes.withUnsafeBytes(body)
    }

    private mutating func nextStep() -> (ScenarioName, UInt8, Subject)? {
        if let step = following {
            following = nil
            return step
        }
        guard let (time, event) = queue.removeFirst() else { return nil }
        now = max(now, time)
        return happen(event)
    }

    private mutating func schedule(_ name: ScenarioName, after index: UInt8, of scenario: Scenario, _ subject: Subject) {
        let next = Int(index) + 1
        guard next < scenario.steps.count else { return }
        let wait = scenario.steps[next].after
        if wait.upperBound == 0 {
            following = (name, index + 1, subject)
        } else {
            queue.add(.step(name, index: index + 1, subject), at: now + random.draw(wait))
        }
    }
}
