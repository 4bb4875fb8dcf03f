/// Values that are secrets by what another member of their object says: all of a Kubernetes Secret's data, the result of Terraform's
/// `random_password`, the value of a `SecureString`. That member may stand behind them.
struct DeclaredSecrets {
    enum Member {
        case kind, type, resource, reference, data, result, key, encoded, grant, code

        private static let byName: [String: Member] = [
            "kind": .kind, "type": .type, "resource": .resource, "objectref": .reference, "data": .data, "stringdata": .data,
            "binarydata": .data, "result": .result, "value": .result, "api_key": .key, "encoded": .encoded, "grant_type": .grant,
            "code": .code,
        ]

        /// All that ``init(_:)`` knows.
        static var names: [String] { Array(byName.keys) }

        init?(_ lowered: String) {
            guard let member = Self.byName[lowered] else { return nil }
            self = member
        }
    }

    /// What shows a list of secrets, each of which need not say what it is.
    static let clues: [(text: String, endings: [String])] = [("secretlist", [])]

    /// Of one record: more are no secret's.
    private static let most = 128

    private var held: [(member: Member, token: JSONToken)] = []
    private var isSecretObject = false
    private var isSecretType = false
    /// Next to a key, Elasticsearch says it again with its id, encoded.
    private var isKey = false
    /// `{"grant_type": "authorization_code"}`: the code is as good as the token that it is changed for.
    private var isGrant = false
    /// `{"resource": "secrets"}`: the audit log says of what kind the object is.
    private var isReference = false

    mutating func hold(_ token: JSONToken, as member: Member) {
        if held.count < Self.most { held.append((member, token)) }
    }

    mutating func note(_ member: Member, says text: UnsafeRawBufferPointer) {
        switch member {
        case .kind: if text.elementsEqual("Secret".utf8) || text.elementsEqual("SecretList".utf8) { isSecretObject = true }
        case .key: isKey = true
        case .grant: isGrant = true
        case .resource: if text.elementsEqual("secrets".utf8) { isReference = true }
        case .type:
            if text.count == 12, text.has("securestring", at: 0) { isSecretType = true }
            guard text.count <= 40, let name = SecretName(inKey: text), !name.isDoubtful else { return }
            if name.kind == .password || name.kind == .secret { isSecretType = true }
        default: break
        }
    }

    /// Takes over what an inner object or array left open.
    ///
    /// - Parameter member: what it is of this object.
    mutating func absorb(_ inner: DeclaredSecrets, as member: Member?) {
        held += inner.held.prefix(max(0, Self.most - held.count))
        if member == .reference, inner.isReference { isSecretObject = true }
    }

    /// What the object turned out to hold; it is left open no longer.
    mutating func settle() -> (data: [JSONToken], results: [JSONToken]) {
        let data = isSecretObject ? held.filter { $0.member == .data }.map(\.token) : []
        let results = held.filter {
            $0.member == .result && isSecretType || $0.member == .encoded && isKey || $0.member == .code && isGrant
        }.map(\.token)
        held.removeAll { $0.member == .data ? isSecretObject : $0.member == .encoded || $0.member == .code || isSecretType }
        return (data, results)
    }
}
