extension Scenario {
    static let signIn = Scenario([
        .access("POST", "/api/authenticate", duration: 40...420),
        .api(.client("authenticate", 702), "DEBUG", "Authentication request for user: ({user}) from ({address})", path: "/authenticate"),
        .api(
            .client("authenticate", 781), "INFO", "Successful authentication attempt for user: ({user})",
            metric: "account.login.successful",
            path: "/authenticate"),
        .api(
            .client("authenticate", 803), "DEBUG", "Function (client_api.authenticate) executed in ({seconds}) seconds",
            path: "/authenticate"),
        .access("POST", "/api/get_user_images", bytes: 4_000...60_000, after: 100_000...900_000),
        .api(.client("get_user_images", 1_210), "DEBUG", "Returning ({count}) images for user ({user})", path: "/get_user_images"),
    ])

    static let wrongPassword = Scenario([
        .access("POST", "/api/authenticate", "403", duration: 40...420),
        .api(
            .client("authenticate", 744), "WARNING", "Authentication attempt invalid password for user: ({user})",
            metric: "account.login.failed_invalid_password", path: "/authenticate"),
    ])

    static let unknownUser = Scenario([
        .access("POST", "/api/authenticate", "403", duration: 20...80),
        .api(
            .client("authenticate", 655), "WARNING", "Authentication attempt invalid user: (\"{user}\")",
            metric: "account.login.failed_invalid_user", path: "/authenticate"),
    ])

    static let administration = Scenario([
        .access("POST", "/api/admin/update_user", duration: 20...200),
        .api(.admin("update_user", 2_204), "DEBUG", "Request for update_user by ({user})", path: "/update_user"),
        .api(
            .admin("update_user", 2_291), "INFO",
            "User ({user}) changed settings: {\"first_name\": \"Zoë\", \"notes\": \"path C:\\\\temp\\\\{count}\"}",
            metric: "account.user.updated", path: "/update_user"),
        .postgres("LOG", "duration: {count}.{percent} ms  statement: UPDATE users SET notes = E'a\\\\b' WHERE username = '{user}'"),
    ])
}
