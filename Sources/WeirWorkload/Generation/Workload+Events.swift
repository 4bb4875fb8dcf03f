import WeirRecords
import WeirSystem

extension Workload {
    private static let microsecondsPerHour: Int64 = 3_600_000_000
    /// Microseconds from a failed attempt to sign in to the next one.
    private static let secondTry: ClosedRange<Int64> = 4_000_000...20_000_000
    /// Microseconds from signing in to the launch of a session.
    private static let choice: ClosedRange<Int64> = 3_000_000...15_000_000
    /// Microseconds by which a regular period may be off.
    private static let jitter: ClosedRange<Int64> = -20_000...20_000

    /// What was running when the workload begins, in steady state.
    mutating func begin() {
        for (index, _) in hosts.agents.enumerated() { beginRecurrences(.agent, Recurrence.ofAgent.count, subject(agent: index)) }
        for (index, _) in hosts.webApps.enumerated() { beginRecurrences(.webApp, Recurrence.ofWebApp.count, subject(webApp: index)) }
        for (index, _) in hosts.connectionProxies.enumerated() {
            beginRecurrences(.connectionProxy, Recurrence.ofConnectionProxy.count, subject(proxy: index))
        }
        if hosts.database != nil { beginRecurrences(.database, Recurrence.ofDatabase.count, subject()) }
        let running = Double(plan.peakSessions) * factor(at: now)
        for _ in 0..<Int(running.rounded()) { beginSession(subject()) }
        queue.add(.cleanup, at: now + random.draw(0...cleanupPeriod))
        expectArrival()
    }

    /// Returns the first step of a scenario that begins or goes on now, if one does.
    mutating func happen(_ event: Event) -> (ScenarioName, UInt8, Subject)? {
        switch event {
        case .step(let name, let index, let subject):
            return (name, index, subject)
        case .recurrence(let id, let subject, let until):
            return recur(id, subject, until: until)
        case .signOut(let subject):
            return (.signOut, 0, subject)
        case .arrival(let isReal):
            expectArrival()
            return isReal ? arrive() : nil
        case .cleanup:
            queue.add(.cleanup, at: now + cleanupPeriod)
            return (random.next().reduced(below: 8) == 0 ? .cleanupDeadlock : .cleanup, 0, subject())
        }
    }

    private var cleanupPeriod: Int64 { plan.cleanupEvery.microseconds }

    private mutating func recur(_ id: RecurrenceID, _ subject: Subject, until: Int64) -> (ScenarioName, UInt8, Subject)? {
        guard now < until else { return nil }
        let recurrence = id.recurrence
        queue.add(.recurrence(id, subject, until: until), at: now + wait(for: recurrence))
        if let odd = recurrence.odd, random.next().reduced(below: recurrence.oddOneIn) == 0 { return (odd, 0, fresh(subject, for: id)) }
        return (recurrence.usual, 0, fresh(subject, for: id))
    }

    /// Outside a session, everybody's turn comes: another user, another session, the same host.
    private mutating func fresh(_ subject: Subject, for id: RecurrenceID) -> Subject {
        guard id.list != .session else { return subject }
        var other = self.subject()
        switch id.list {
        case .agent: other.agent = subject.agent
        case .webApp: other.webApp = subject.webApp
        case .connectionProxy: other.proxy = subject.proxy
        case .session, .database: break
        }
        return other
    }

    private mutating func wait(for recurrence: Recurrence) -> Int64 {
        guard recurrence.isRegular else { return random.exponential(mean: Double(recurrence.period)) }
        return recurrence.period + random.draw(Self.jitter)
    }

    private mutating func beginRecurrences(_ list: RecurrenceID.List, _ count: Int, _ subject: Subject, until: Int64 = .max) {
        for index in 0..<count {
            let id = RecurrenceID(list: list, index: UInt8(index))
            queue.add(.recurrence(id, subject, until: until), at: now + random.draw(0...id.recurrence.period))
        }
    }

    /// A session is under way until an end drawn now.
    private mutating func beginSession(_ subject: Subject) {
        let end = now + random.exponential(mean: Double(plan.meanSession.microseconds))
        beginRecurrences(.session, Recurrence.ofSession.count, subject, until: end)
        queue.add(.signOut(subject), at: end)
    }

    /// Somebody signs in, perhaps at the second try, and launches a session.
    private mutating func arrive() -> (ScenarioName, UInt8, Subject)? {
        let subject = subject()
        let failed = random.next().reduced(below: 8) == 0
        let second = failed ? random.draw(Self.secondTry) : 0
        if failed { queue.add(.step(.signIn, index: 0, subject), at: now + second) }
        queue.add(.step(.launch, index: 0, subject), at: now + second + random.draw(Self.choice))
        beginSession(subject)
        return (failed ? .wrongPassword : .signIn, 0, subject)
    }

    /// Arrivals come at random at the hour's rate. What is drawn past the hour's end is drawn again there, which changes nothing
    /// about the distribution (it has no memory).
    private mutating func expectArrival() {
        let hourEnd = (now.quotientRoundedDown(by: Self.microsecondsPerHour) + 1) * Self.microsecondsPerHour
        let sessions = Double(plan.peakSessions) * factor(at: now)
        guard sessions > 0 else {
            queue.add(.arrival(isReal: false), at: hourEnd)
            return
        }
        let wait = random.exponential(mean: Double(plan.meanSession.microseconds) / sessions)
        let isReal = wait < hourEnd - now
        queue.add(.arrival(isReal: isReal), at: isReal ? now + wait : hourEnd)
    }

    private func factor(at time: Int64) -> Double {
        let hour = time.quotientRoundedDown(by: Self.microsecondsPerHour)
        let count = Int64(plan.hours.count)
        guard count > 0 else { return 1 }
        return plan.hours[Int(((hour % count) + count) % count)]
    }

    private mutating func subject(agent: Int? = nil, webApp: Int? = nil, proxy: Int? = nil) -> Subject {
        let bits = random.next()
        return Subject(
            identity: random.next(), user: UInt32(truncatingIfNeeded: bits >> 40), address: UInt32(truncatingIfNeeded: bits),
            webApp: UInt16(truncatingIfNeeded: webApp ?? hosts.pick(hosts.webApps, random.next())),
            agent: UInt16(truncatingIfNeeded: agent ?? hosts.pick(hosts.agents, random.next())),
            proxy: UInt16(truncatingIfNeeded: proxy ?? Int(random.next().reduced(below: UInt64(UInt16.max)))),
            browser: UInt8(truncatingIfNeeded: bits >> 32), image: UInt8(truncatingIfNeeded: bits >> 36))
    }
}

extension Duration {
    /// Whole microseconds; capped far beyond any duration of a deployment.
    var microseconds: Int64 {
        let (seconds, attoseconds) = components
        let (product, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000)
        return overflow ? .max / 4 : min(product + attoseconds / 1_000_000_000_000, .max / 4)
    }
}
