import WeirRecords

/// Reads a sink's `tls`.
struct TLSReader {
    /// What a PEM file must hold, as its lines name it.
    private enum Content: String {
        case certificate = "CERTIFICATE"
        case privateKey = "PRIVATE KEY"
    }

    let section: Section<TLSKey>

    func read() -> TLSPlan {
        var plan = TLSPlan()
        plan.verifies = section.value(.verify, .choice([("on", true), ("off", false)]), default: true)
        plan.authorities = pem(.authorities, .certificate)
        plan.identity = identity()
        if !plan.verifies {
            section.warning(
                .verify, "the peer's certificate is not checked: anyone on the way can read and change the records",
                wayOut: "name its CA in `ca_file` instead")
            if section.has(.authorities) {
                section.error(.authorities, "nothing is checked against it while `verify` is off", wayOut: "take one of them out")
            }
        }
        return plan
    }

    private func identity() -> TLSPlan.Identity? {
        let (certificates, key) = (pem(.certificate, .certificate), pem(.key, .privateKey))
        if section.has(.certificate), !section.has(.key) {
            section.error(.certificate, "a certificate is of no use without its key", wayOut: "name the key in `key_file`")
        }
        if section.has(.key), !section.has(.certificate) {
            section.error(.key, "a key is of no use without its certificate", wayOut: "name the certificate in `certificate_file`")
        }
        guard let certificates, let key else { return nil }
        return TLSPlan.Identity(certificates: certificates, key: key)
    }

    private func pem(_ key: TLSKey, _ content: Content) -> PEMFile? {
        let limit = ConfigurationLimits.namedFileBytes
        let found = section.contents(ofFile: key, "certificates or a key in PEM", atMost: limit, isSecret: content == .privateKey)
        guard let (bytes, file) = found else { return nil }
        guard let text = String(validating: bytes, as: UTF8.self), text.contains("-----BEGIN "), text.contains("\(content.rawValue)-----")
        else {
            section.error(key, "\(quoted(file)) holds no \(content.rawValue.lowercased()) in PEM")
            return nil
        }
        return PEMFile(path: file, text: Secret(text))
    }
}
