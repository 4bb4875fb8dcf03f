package import WeirRecords

/// What the generator needs to know of a deployment.
package struct WorkloadPlan: Equatable, Sendable {
    package enum Role: String, CaseIterable, Sendable {
        case webApp = "web-app"
        case agent = "agent"
        case connectionProxy = "connection-proxy"
        case dedicatedProxy = "dedicated-proxy"
        case database = "db"
    }

    package struct Host: Equatable, Sendable {
        /// Also the name of the host's directory: `web-app-1`.
        package var name: String
        package var role: Role
        package var zone: String

        package init(name: String, role: Role, zone: String) {
            self.name = name
            self.role = role
            self.zone = zone
        }
    }

    package struct Rotation: Equatable, Sendable {
        /// A file is renamed before it would reach this size; positive.
        package var bytes: ByteCount
        /// Renamed files kept on every host but an agent; 0 never rotates, as the platform's own file handler has it.
        package var kept: Int
        /// Renamed files kept on an agent.
        package var keptOnAgent: Int

        package init(bytes: ByteCount, kept: Int, keptOnAgent: Int) {
            self.bytes = bytes
            self.kept = kept
            self.keptOnAgent = keptOnAgent
        }
    }

    package var hosts: [Host]
    /// Sessions at once in the busiest hour.
    package var peakSessions: Int
    package var meanSession: Duration
    /// By hour of the day in UTC; the busiest is 1.
    package var hours: [Double]
    package var cleanupEvery: Duration
    package var rotation: Rotation

    package init(hosts: [Host], peakSessions: Int, meanSession: Duration, hours: [Double], cleanupEvery: Duration, rotation: Rotation) {
        self.hosts = hosts
        self.peakSessions = peakSessions
        self.meanSession = meanSession
        self.hours = hours
        self.cleanupEvery = cleanupEvery
        self.rotation = rotation
    }
}

/// Why a deployment can't be turned into a workload.
package struct WorkloadError: Error, Equatable, Sendable, CustomStringConvertible {
    package enum Code: String, Sendable {
        case tooManyHosts = "too_many_hosts"
        case tooManySessions = "too_many_sessions"
        case noWebApp = "no_web_app"
        case notEmpty = "not_empty"
        case inputOutput = "input_output"
        case lineTooLong = "line_too_long"
    }

    package var code: Code
    package var message: String
    /// What to do about it.
    package var wayOut: String

    package init(_ code: Code, _ message: String, wayOut: String) {
        self.code = code
        self.message = message
        self.wayOut = wayOut
    }

    package var description: String { "\(message) (\(wayOut))" }
}
