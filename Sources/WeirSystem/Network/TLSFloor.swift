/// The least that any connection of TLS here may be, whichever side it is: version 1.2.
package enum TLSFloor {
    /// For version 1.2, in OpenSSL's names: an ephemeral key exchange and an authenticating cipher each. 1.3 has no others.
    package static let cipherSuites = [
        "ECDHE-ECDSA-AES128-GCM-SHA256", "ECDHE-RSA-AES128-GCM-SHA256", "ECDHE-ECDSA-AES256-GCM-SHA384", "ECDHE-RSA-AES256-GCM-SHA384",
        "ECDHE-ECDSA-CHACHA20-POLY1305", "ECDHE-RSA-CHACHA20-POLY1305",
    ].joined(separator: ":")
}
