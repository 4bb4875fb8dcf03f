import WeirRecords

/// Reads a sink's `tls`.
struct TLSReader {
    let section: Section<TLSKey>

    func read() -> TLSPlan {
        var plan = TLSPlan()
        plan.verifies = section.value(.verify, .choice([("on", true), ("off", false)]), default: true)
        plan.authorities = section.pem(.authorities, .certificate)
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
        let (certificates, key) = (section.pem(.certificate, .certificate), section.pem(.key, .privateKey))
        if section.has(.certificate), !section.has(.key) {
            section.error(.certificate, "a certificate is of no use without its key", wayOut: "name the key in `key_file`")
        }
        if section.has(.key), !section.has(.certificate) {
            section.error(.key, "a key is of no use without its certificate", wayOut: "name the certificate in `certificate_file`")
        }
        guard let certificates, let key else { return nil }
        return TLSPlan.Identity(certificates: certificates, key: key)
    }
}
