/// A group of roles that serve one place or one level of trust.
package struct Zone: Equatable, Sendable {
    package var name: String
    package var boundary: Boundary
    /// Whether a session may fall back to another zone. Left out it is true, the platform's default: it takes zones for geographic.
    package var searchAlternateZones: Bool

    package init(name: String, boundary: Boundary = .geographic, searchAlternateZones: Bool = true) {
        self.name = name
        self.boundary = boundary
        self.searchAlternateZones = searchAlternateZones
    }

    package enum Boundary: String, CaseIterable, Sendable {
        case geographic
        /// A classification or tenant boundary: falling back across it breaks it.
        case security
    }

    /// The zone of a deployment that names none.
    package static let implicit = Zone(name: "default")
}
