import Glibc
internal import Synchronization

/// A sudden end on order, for testers: the process kills itself (SIGKILL) when it passes a fault point for the nth time.
package struct CrashPlan: Equatable, Sendable {
    package static let variable = "WEIR_CRASH_AT"

    package struct Unknown: Error, Equatable, Sendable {
        package var message: String
        package var wayOut: String
    }

    package var point: FaultPoint
    /// At which pass, from 1.
    package var pass: Int

    package init(_ point: FaultPoint, pass: Int = 1) {
        self.point = point
        self.pass = pass
    }

    /// `NAME` or `NAME:N`.
    package init(_ text: String) throws(Unknown) {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard let name = parts.first, let point = FaultPoint(rawValue: name) else {
            throw Unknown(
                message: "\(Self.variable): no fault point is called '\(parts.first ?? "")'",
                wayOut: "one of: " + FaultPoint.allCases.map(\.name).joined(separator: ", "))
        }
        guard parts.count > 1 else {
            self.init(point)
            return
        }
        guard let pass = Int(parts[1]), pass > 0 else {
            throw Unknown(
                message: "\(Self.variable): '\(parts[1])' is no number of a pass", wayOut: "write \(name):N with N from 1, or leave it out")
        }
        self.init(point, pass: pass)
    }

    /// From now on this process ends there.
    package func arm() {
        Self.plan.withLock { $0 = self }
        FaultPoint.isArmed.store(true, ordering: .relaxed)
    }

    private static let plan = Mutex<CrashPlan?>(nil)

    static func passed(_ point: FaultPoint) {
        plan.withLock { plan in
            guard plan?.point == point else { return }
            plan?.pass -= 1
            if plan?.pass == 0 { _ = kill(getpid(), SIGKILL) }
        }
    }
}
