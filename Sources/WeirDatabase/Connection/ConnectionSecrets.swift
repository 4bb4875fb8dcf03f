import CPostgres

extension ConnectionSettings {
    /// The keywords of a URI, or of a string of pairs, that hold a secret: as libpq reads it, and by libpq's word on which those are. None where
    /// it can't be read, or libpq is not there: nothing connects with it then.
    package static func secretKeywords(in uri: String) -> [String] {
        guard weir_postgres_problem() == nil else { return [] }
        var error: UnsafeMutablePointer<CChar>?
        guard let options = PQconninfoParse(uri, &error) else {
            // It may quote the secret: freed unread, as everything that libpq allocates.
            PQfreemem(error)
            return []
        }
        defer { PQconninfoFree(options) }
        var keywords: [String] = []
        var option = options
        while let keyword = option.pointee.keyword {
            if let value = option.pointee.val, value.pointee != 0, option.pointee.isSecret { keywords.append(String(cString: keyword)) }
            option += 1
        }
        return keywords
    }
}

extension PQconninfoOption {
    /// To be shown as asterisks.
    fileprivate var isSecret: Bool { dispchar.map { $0.pointee == CChar(bitPattern: UInt8(ascii: "*")) } ?? false }
}
