package import WeirRecords

/// What is assumed of the spool beside each host's log files.
package struct SpoolAssumption: Equatable, Sendable {
    package var size: ByteCount
    package var origin: Figure.Origin

    package init(size: ByteCount, origin: Figure.Origin) {
        self.size = size
        self.origin = origin
    }

    /// The size that the shipper's sample files give a spool.
    package static let standard = SpoolAssumption(size: .gibibytes(8), origin: .assumed)
}

extension Forecaster {
    /// A log line beside its message: the keys and other values of the platform's JSON lines, which have 620 to 650 bytes.
    static let lineOverheadBytes = 450.0
    /// Renamed files that an agent keeps, whatever the deployment says of the other hosts (KASM.md).
    static let keptOnAgent = 5

    /// For each role whose records lie in files on its hosts, at the rate of the busiest hour: that is when an outage hurts.
    func timeToLoss(_ deployment: Deployment, _ profile: MeasuredProfile?, spool: SpoolAssumption) -> [HostTimeToLoss] {
        let messages = Self.meanMessage(estimate)
        let draws = (0..<settings.draws).map { draw in
            sampler.rowsByRole(LoadDeviations(DrawNumbers(seed: settings.seed, draw: draw)))
        }
        return [Role.webApp, .agent, .connectionProxy].compactMap { role in
            let hosts = deployment.roles.nodes(of: role) ?? 0
            let rows = draws.map { $0[role] ?? 0 }
            guard hosts > 0, rows.contains(where: { $0 > 0 }) else { return nil }
            let line = profile?.bytesPerLine(of: role) ?? messages + Self.lineOverheadBytes
            let rates = rows.map { $0 / 3600 * estimate.shape.peakFactor * line / Double(hosts) }
            let rotation = deployment.hostFiles.rotation
            let kept = role == .agent ? min(rotation.kept, Self.keptOnAgent) : rotation.kept
            return HostTimeToLoss(
                role, hosts: hosts, rates: rates, spool: Double(spool.size.bytes), rotation: Double(rotation.bytes.bytes) * Double(kept))
        }
    }

    private static func meanMessage(_ estimate: LoadEstimate) -> Double {
        let lengths = estimate.sample.rows.compactMap { row in row.columns.compactMap { $0 }.max() }
        return lengths.isEmpty ? 0 : Double(lengths.reduce(0, +)) / Double(lengths.count)
    }
}

extension HostTimeToLoss {
    fileprivate init(_ role: Role, hosts: Int, rates: [Double], spool: Double, rotation: Double) {
        func hours(_ bytes: Double) -> Percentiles { Percentiles(of: rates.map { $0 > 0 ? bytes / $0 / 3600 : .infinity }) }
        self.init(
            role: role, hosts: hosts, bytesPerSecond: Percentiles(of: rates), spoolHours: hours(spool), rotationHours: hours(rotation),
            hours: hours(spool + rotation))
    }
}

extension MeasuredProfile {
    fileprivate func bytesPerLine(of role: Role) -> Double? {
        guard let own = roles.first(where: { $0.role == role }) else { return nil }
        let rows = own.standard.rows + own.debug.rows
        return rows > 0 ? Double(own.bytes) / Double(rows) : nil
    }
}
