package import WeirRecords

/// Rows of one origin within a load: a coefficient times its driver, or what was measured of a role and class.
package struct LoadTerm: Equatable, Sendable {
    package var driver: Driver
    package var role: Role
    package var retentionClass: RetentionClass
    /// A mean day at the beginning: P5, P50, P95.
    package var rowsPerDay: Spread
    package var origin: Figure.Origin
    /// Numbers of its own that it draws; the same for the same coefficient in every deployment.
    package var stream: UInt64

    package init(
        driver: Driver, role: Role, retentionClass: RetentionClass, rowsPerDay: Spread, origin: Figure.Origin, stream: UInt64
    ) {
        self.driver = driver
        self.role = role
        self.retentionClass = retentionClass
        self.rowsPerDay = rowsPerDay
        self.origin = origin
        self.stream = stream
    }
}

extension LoadTerm {
    static func prior(_ amounts: DriverAmounts) -> [LoadTerm] {
        LoadPrior.coefficients.enumerated().map { index, each in
            LoadTerm(
                driver: each.driver, role: each.role, retentionClass: each.retentionClass, rowsPerDay: each.rows * amounts[each.driver],
                origin: .assumed, stream: UInt64(index))
        }
    }

    /// Measured rows follow the measured shape of the day, as sessions do.
    static func measured(_ role: Role, _ rows: PerClass<Spread>) -> [LoadTerm] {
        RetentionClass.allCases.map { each in
            LoadTerm(
                driver: .sessionMinute, role: role, retentionClass: each, rowsPerDay: rows[each], origin: .measured,
                stream: measuredStreams + UInt64(Role.allCases.firstIndex(of: role) ?? 0) * 2 + UInt64(each.rawValue))
        }
    }

    /// Beyond any coefficient's number.
    private static let measuredStreams: UInt64 = 1000
}
