/// The product that writes the logs, and its version where it is known.
package struct Platform: Equatable, Sendable {
    package var product: Product
    package var version: PlatformVersion?

    package init(product: Product, version: PlatformVersion? = nil) {
        self.product = product
        self.version = version
    }

    package enum Product: String, CaseIterable, Sendable {
        case kasm
        /// Anything else with a log table in PostgreSQL and log files.
        case generic
    }

    /// What the platform does with a retention setting of zero; it differs by product and version.
    package enum MeaningOfZero: Equatable, Sendable {
        /// Nothing is written to the database.
        case off
        case unknown
    }

    /// The first Kasm release in which a retention of zero turns a class off; before it, logging into the database could not be turned off.
    package static let kasmZeroMeansOffSince = PlatformVersion(major: 1, minor: 11)

    package var meaningOfZero: MeaningOfZero {
        guard product == .kasm, let version, version >= Self.kasmZeroMeansOffSince else { return .unknown }
        return .off
    }
}

/// `1.19` or `1.16.1`.
package struct PlatformVersion: Hashable, Comparable, Sendable, CustomStringConvertible {
    package var major: Int
    package var minor: Int
    /// `nil` where the version was given without one.
    package var patch: Int?

    package init(major: Int, minor: Int, patch: Int? = nil) {
        self.major = major
        self.minor = minor
        self.patch = patch
    }

    /// Reads two or three whole numbers with points between them; `nil` for anything else.
    package init?(_ text: some StringProtocol) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        let numbers = parts.compactMap { $0.allSatisfy(\.isNumber) ? Int($0) : nil }
        guard (2...3).contains(parts.count), numbers.count == parts.count else { return nil }
        self.init(major: numbers[0], minor: numbers[1], patch: numbers.count == 3 ? numbers[2] : nil)
    }

    package var description: String {
        patch.map { "\(major).\(minor).\($0)" } ?? "\(major).\(minor)"
    }

    package static func < (left: PlatformVersion, right: PlatformVersion) -> Bool {
        (left.major, left.minor, left.patch ?? 0) < (right.major, right.minor, right.patch ?? 0)
    }
}
