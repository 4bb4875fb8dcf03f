/// The rules, most telling first. Of the platform's metric names only `account.login.…` is publicly known; the others are assumptions
/// and only group what would else be infrastructure.
enum CategoryTables {
    static let metrics: [CategoryRule] = [
        CategoryRule("account.log", .authentication),
        CategoryRule("account.", .administration),
        CategoryRule("auth", .authentication),
        CategoryRule("login", .authentication),
        CategoryRule("sessions.", .session),
        CategoryRule("session.", .session),
        CategoryRule("kasm.", .session),
        CategoryRule("provision", .session),
        CategoryRule("web_filter", .webFilter),
        CategoryRule("file", .transfer),
        CategoryRule("upload", .transfer),
        CategoryRule("download", .transfer),
        CategoryRule("admin", .administration),
        CategoryRule("user.", .administration),
        CategoryRule("group.", .administration),
        CategoryRule("settings.", .administration),
    ]

    static let applications: [CategoryRule] = [
        CategoryRule("admin_api", .administration),
        CategoryRule("web_filter", .webFilter),
        CategoryRule("session", .session),
        CategoryRule("share", .session),
        CategoryRule("kasmguac", .session),
        CategoryRule("cherrypy", .infrastructure),
        CategoryRule("__main__.handler", .infrastructure),
    ]

    static let keywords: [CategoryRule] = [
        CategoryRule("authenticat", .authentication),
        CategoryRule("login", .authentication),
        CategoryRule("logout", .authentication),
        CategoryRule("logged in", .authentication),
        CategoryRule("logged out", .authentication),
        CategoryRule("password", .authentication),
        CategoryRule("saml", .authentication),
        CategoryRule("ldap", .authentication),
        CategoryRule("provision", .session),
        CategoryRule("kasm_id", .session),
        CategoryRule("session", .session),
        CategoryRule("upload", .transfer),
        CategoryRule("download", .transfer),
        CategoryRule("web filter", .webFilter),
        CategoryRule("settings", .administration),
        CategoryRule("permission", .administration),
    ]

    /// One bit for each letter with which a keyword begins.
    static let keywordInitials: UInt32 = keywords.reduce(0) { $0 | 1 << UInt32($1.text.utf8Start[0] &- 0x61) }
}
