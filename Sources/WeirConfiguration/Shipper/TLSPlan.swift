/// Whom a connection of https trusts, and as whom it shows itself.
package struct TLSPlan: Equatable, Sendable {
    /// Off only where the file says so by name.
    package var verifies = true
    /// The authorities of which one must have signed the peer's certificate; nil for those that the machine trusts.
    package var authorities: PEMFile?
    /// Shown to a peer that asks for it.
    package var identity: Identity?

    package init() {}

    package struct Identity: Equatable, Sendable {
        /// The certificate, and those between it and an authority.
        package var certificates: PEMFile
        package var key: PEMFile
    }
}

/// A file in PEM as it was when the configuration was read: with other contents it is another plan.
package struct PEMFile: Equatable, Sendable {
    package var path: String
    package var text: Secret
}
