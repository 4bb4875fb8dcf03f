extension Scenario {
    static let launch = Scenario(
        [
            .access("POST", "/api/request_kasm", duration: 300...2_600),
            .api(
                .client("request_kasm", 1_544), "DEBUG", "Received session request from user ({user}) for image ({image})",
                path: "/request_kasm"),
            .api(
                .provider("get_container", 388), "DEBUG", "Evaluating ({count}) servers in zone ({zone}) for image ({image})",
                path: "/request_kasm"),
            .api(
                .provider("get_container", 431), "INFO", "Assigning kasm_id ({kasm}) to server ({agent})", metric: "provision.assign",
                path: "/request_kasm"),
            .agent(.provisioner("create_container", 214), "DEBUG", "Creating container for kasm_id ({kasm}) from image ({image})"),
            .agent(
                .provisioner("create_container", 266), "DEBUG",
                "Container create arguments: {\"shm_size\": \"512m\", \"hostname\": \"{kasm}\", \"name\": \"{user}\"}"),
            .agent(
                .provisioner("create_container", 301), "INFO", "Container created ({container}) for kasm_id ({kasm})",
                metric: "provision.create",
                after: Step.later),
            .agent(
                .provisioner("wait_for_container", 355), "DEBUG",
                "Container ({container}) answered on port ({port}) after ({seconds}) seconds", after: Step.later),
            .api(.client("request_kasm", 1_601), "DEBUG", "Created Accounting record for kasm_id ({kasm})", path: "/request_kasm"),
            .api(
                .client("request_kasm", 1_622), "DEBUG", "Function (provider_manager.get_container) executed in ({seconds}) seconds",
                path: "/request_kasm"),
            .api(
                .client("request_kasm", 1_630), "INFO",
                "Successfully provisioned kasm_id ({kasm}) with container_id ({container}) at ({agent}) for user ({user}) at ({address})",
                metric: "sessions.session.created", path: "/request_kasm"),
            .sessionPost,
            .access("GET", "/api/client_ingress", "101", duration: 2...40, after: Step.later),
            .access("GET", "/desktop/vnc.html", "304", bytes: 0...200, place: .dedicatedProxy),
        ] + Step.sessionPostEcho)

    /// The session container posts what it logged to the platform's API; the API logs the request with its whole token.
    static let containerLog = Scenario([.sessionPost] + Step.sessionPostEcho)

    static let keepAlive = Scenario([
        .access("POST", "/api/keepalive", duration: 3...30, bytes: 60...200),
        .api(.client("keepalive", 1_802), "DEBUG", "Keep-alive for kasm_id ({kasm}) by user ({user})", path: "/keepalive"),
        .api(.client("keepalive", 1_833), "DEBUG", "Function (client_api.keepalive) executed in ({seconds}) seconds", path: "/keepalive"),
    ])

    static let usage = Scenario([
        .agent(
            .handler("container_stats", 610), "DEBUG",
            "Container ({container}) uses cpu {percent} % and memory {bytes} bytes; keep-alive seen {count} ms ago")
    ])

    static let browse = Scenario([
        .api(
            .webFilter, "INFO", "Allowed ({user}) https://{domain}/path/{count}?q=%7B{percent}%7D category ({category})",
            metric: "web_filter.allowed", path: "/web_filter_check", file: .webFilter)
    ])

    static let browseDenied = Scenario([
        .api(
            .webFilter, "WARNING", "Denied ({user}) https://{domain}/ category ({category}) by policy \"default\"",
            metric: "web_filter.denied",
            path: "/web_filter_check", file: .webFilter)
    ])

    static let transfer = Scenario([
        .access("POST", "/api/set_kasm_session_upload", duration: 80...4_000, bytes: 40...90),
        .api(
            .client("file_transfer", 2_040), "INFO", "User ({user}) transferred file \"{file}\" ({bytes} bytes) in session ({kasm})",
            metric: "sessions.file.transferred", path: "/file_transfer"),
        .agent(.handler("file_mapping", 702), "DEBUG", "Mapped '{file}' into container ({container})"),
    ])

    static let share = Scenario([
        .api(
            .share, "INFO", "Session ({kasm}) shared by ({user}); viewers: {percent}", metric: "sessions.session.shared",
            path: "/join_kasm", file: .share),
        .api(.share, "DEBUG", "Chat message relayed: \"👋 hello\\n\" ({count} bytes)", path: "/join_kasm", file: .share),
    ])

    static let signOut = Scenario([
        .access("POST", "/api/destroy_kasm", duration: 60...700),
        .api(.client("destroy_kasm", 1_711), "DEBUG", "Request to destroy kasm_id ({kasm}) by user ({user})", path: "/destroy_kasm"),
        .agent(.provisioner("destroy_container", 512), "DEBUG", "Stopping container ({container})", after: Step.later),
        .agent(
            .provisioner("destroy_container", 540), "INFO", "Container removed ({container}) of kasm_id ({kasm})",
            metric: "provision.destroy", after: Step.later),
        .api(
            .client("destroy_kasm", 1_760), "INFO", "Session ({kasm}) of user ({user}) ended after ({count}) minutes",
            metric: "sessions.session.destroyed", path: "/destroy_kasm"),
        .access("POST", "/api/logout", duration: 10...60),
        .api(.client("logout", 861), "INFO", "User ({user}) logged out", metric: "account.logout", path: "/logout"),
    ])
}

extension Step {
    static let sessionPost = Step.access(
        "POST", "/api/kasm_session_log", query: "token={token}", duration: 2...40, bytes: 2...20, client: "curl/7.68.0", after: later)
    static let sessionPostEcho = [
        Step.api(
            .cherrypyAccess, "INFO",
            "{address} - - [{common}] \"POST /api/kasm_session_log?token={token} HTTP/1.1\" 200 - \"\" \"curl/7.68.0\"")
    ]
}
