/// A checked `deployment.yaml`: what is deployed, how it is used, and what is kept for how long.
///
/// Every value here has passed `weir config check`: names refer to zones that exist, counts and durations are positive unless said
/// otherwise.
package struct Deployment: Equatable, Sendable {
    package var name: String
    package var purpose: Purpose
    package var platform: Platform
    package var sessions: SessionPlan
    /// Never empty: a file without zones has the one zone `Zone.implicit`.
    package var zones: [Zone]
    package var roles: Roles
    package var database: DatabasePlan
    /// `nil`: not given, so that the planner assumes a schema and says so.
    package var logTable: LogTable?
    package var retention: RetentionPolicy
    /// Other settings of retention that are to stand beside the present one; names differ.
    package var scenarios: [NamedRetention]
    package var hostFiles: HostFiles
    package var siem: SIEMPlan?
    package var obligations: [Obligation]
    /// The path of a profile from `weir measure`; one that was written relative was taken from the deployment file's directory.
    package var profile: String?

    package init(
        name: String, purpose: Purpose = .production, platform: Platform, sessions: SessionPlan, zones: [Zone] = [.implicit], roles: Roles,
        database: DatabasePlan, logTable: LogTable? = nil, retention: RetentionPolicy, scenarios: [NamedRetention] = [],
        hostFiles: HostFiles = .platformDefault, siem: SIEMPlan? = nil, obligations: [Obligation] = [], profile: String? = nil
    ) {
        self.name = name
        self.purpose = purpose
        self.platform = platform
        self.sessions = sessions
        self.zones = zones
        self.roles = roles
        self.database = database
        self.logTable = logTable
        self.retention = retention
        self.scenarios = scenarios
        self.hostFiles = hostFiles
        self.siem = siem
        self.obligations = obligations
        self.profile = profile
    }

    /// A setting that a user lists to have it forecast.
    package struct NamedRetention: Equatable, Sendable {
        /// Not one of the names that the planner gives itself (`Scenario.Name.builtIn`).
        package var name: String
        package var retention: RetentionPolicy

        package init(name: String, retention: RetentionPolicy) {
            self.name = name
            self.retention = retention
        }
    }

    package enum Purpose: String, CaseIterable, Sendable {
        case production
        case proofOfConcept = "proof_of_concept"
    }

    /// What a policy asks for by name; which floors follow from it is the proof's business.
    package enum Obligation: String, CaseIterable, Sendable {
        case pciDSS401 = "pci-dss-4.0.1"
        case fedRAMPRevision5 = "fedramp-r5"
    }
}
