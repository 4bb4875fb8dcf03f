import WeirRecords

/// What a PEM file must hold, as its lines name it.
enum PEMContent: String {
    case certificate = "CERTIFICATE"
    case privateKey = "PRIVATE KEY"
}

extension Section {
    /// Reads the PEM file that the key names; `nil` where the key is missing or the file is none, which is reported.
    func pem(_ key: Key, _ content: PEMContent) -> PEMFile? {
        let limit = ConfigurationLimits.namedFileBytes
        let found = contents(ofFile: key, "certificates or a key in PEM", atMost: limit, isSecret: content == .privateKey)
        guard let (bytes, file) = found else { return nil }
        guard let text = String(validating: bytes, as: UTF8.self), text.contains("-----BEGIN "), text.contains("\(content.rawValue)-----")
        else {
            error(key, "\(quoted(file)) holds no \(content.rawValue.lowercased()) in PEM")
            return nil
        }
        return PEMFile(path: file, text: Secret(text))
    }
}
