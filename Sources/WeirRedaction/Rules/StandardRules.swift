/// What is taken out unless a configuration says otherwise. Unlike a configuration's own rules these are no patterns: they know how
/// logs, programs and protocols write a name and its value, and the forms of keys that their issuers document.
package enum StandardRule: Int, CaseIterable, Sendable {
    /// Credentials behind `Authorization` and `Bearer`; the scheme stays.
    case authorization
    /// Values of cookies; their names stay.
    case cookie
    case password
    /// What stands before the `@` of an address.
    case urlPassword
    case token
    /// Secrets, keys and signatures that a name announces.
    case secret
    case jwt
    case privateKey
    /// Keys that show by their own form, such as `ghp_…`.
    case issuedKey

    var name: String {
        switch self {
        case .authorization: "authorization"
        case .cookie: "cookie"
        case .password: "password"
        case .urlPassword: "url-password"
        case .token: "token"
        case .secret: "secret"
        case .jwt: "jwt"
        case .privateKey: "private-key"
        case .issuedKey: "issued-key"
        }
    }
}

extension RedactionRule {
    package static let standard: [RedactionRule] = StandardRule.allCases.map { RedactionRule($0) }
}
