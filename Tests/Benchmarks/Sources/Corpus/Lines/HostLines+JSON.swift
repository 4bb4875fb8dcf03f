extension HostLines {
    private static let levels = ["DEBUG", "DEBUG", "DEBUG", "INFO", "INFO", "WARNING", "ERROR"]
    private static let programs = ["client_api_server", "admin_api_server", "subscription_api_server", "share", "__main__.handler"]
    private static let functions = ["authenticate", "get_container", "heartbeat", "provision", "kasm_session_log", "destroy_kasm"]
    private static let agents = [
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:109.0) Gecko/20100101 Firefox/109.0", "curl/7.68.0",
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36",
    ]

    /// The logger's own members come first, what a message adds differs from one to the next, and one line in three is of a program that
    /// keeps no order at all.
    mutating func apiJSON() -> String {
        let function = numbers.pick(Self.functions)
        var members = [
            #""asctime": "\#(clock.logging)""#, #""name": "\#(numbers.pick(Self.programs))""#, #""processName": "MainProcess""#,
            #""filename": "client_api.py""#, #""funcName": "\#(function)""#, #""levelname": "\#(numbers.pick(Self.levels))""#,
            #""lineno": \#(100 + numbers.number(900))"#, #""module": "client_api""#,
            #""threadName": "CP Server Thread-\#(numbers.number(30))""#, #""message": "\#(anyMessage())""#,
        ]
        var extras = extras(function)
        numbers.shuffle(&extras)
        members += extras.prefix(Int(numbers.number(UInt64(extras.count + 1))))
        members.append(#""timestamp": "\#(clock.isoMicros)""#)
        if numbers.oneIn(3) { numbers.shuffle(&members) }
        return "{" + members.joined(separator: ", ") + "}"
    }

    private mutating func extras(_ function: String) -> [String] {
        let address = numbers.address()
        return [
            #""metric_name": "account.login.failed_invalid_password""#, #""path_info": "/\#(function)""#,
            #""request_ip": "\#(address), \#(address), 192.168.32.12""#, #""user_agent": "\#(numbers.pick(Self.agents))""#,
            #""kasm_id": "\#(numbers.uuid())""#, #""user_id": "\#(numbers.uuid())""#, #""container_id": "\#(numbers.hexadecimal(64))""#,
            #""duration": 0.\#(numbers.number(1_000_000))"#, #""cached": \#(numbers.oneIn(2))"#, #""zone": null"#,
            #""server": {"cores": \#(numbers.number(64)), "memory": \#(numbers.number(1 << 38)), "tags": ["gpu", "eu-1"]}"#,
        ]
    }

    mutating func accessJSON() -> String {
        let (client, took, bytes) = (numbers.address(), "0.\(100 + numbers.number(900))", numbers.number(100_000))
        let path = numbers.pick(["/api/__healthcheck", "/api/request_kasm", "/api/admin/get_logs", "/desktop/\(numbers.uuid())/vnc.html"])
        let status = numbers.pick(["200", "200", "200", "200", "304", "403", "404", "502"])
        let method = numbers.pick(["GET", "POST"])
        return """
            {"upstream_response_length": "\(bytes)", "body_bytes_sent": "\(bytes)", "server_addr": "172.18.0.9", "server_port": "443", \
            "request_method": "\(method)", "http_referer": "-", "http_user_agent": "\(numbers.pick(Self.agents))", \
            "http_x_forwarded_for": "\(client)", "http_x_header": "-", "nginx_version": "1.25.5", "server_protocol": "HTTP/1.1", \
            "request": "\(method) \(path) HTTP/1.1", "request_length": "\(numbers.number(2_000))", "request_time": "\(took)", \
            "upstream_response_time": "\(took)", "request_host": "kasm.example.com", "server_name": "kasm.example.com", \
            "remote_addr": "\(client)", "realip_remote_addr": "172.18.0.1", "http_status": "\(status)", "time_local": "\(clock.common)", \
            "time_iso8601": "\(clock.iso)", "msec": "\(clock.epoch)", "upstream_addr": "172.18.0.7:8080", \
            "upstream_connect_time": "0.001", "upstream_response_time": "\(took)", "upstream_status": "\(status)", "uri": "\(path)", \
            "query_string": "-", "remote_user": "-", "cookie_username": "user\(numbers.number(5_000))", "upstream_header_time": "\(took)"}
            """
    }

    mutating func sessionJSON() -> String {
        let session = numbers.uuid()
        return """
            {"host": "898fb9fc\(1_000 + numbers.number(200))", "application": "Session", "ingest_date": "\(clock.zulu)", \
            "message": "\(anyMessage())", "levelname": "\(numbers.pick(Self.levels))", \
            "process": "\(numbers.pick(["vnc_startup.sh", "kasm_audio_input", "kasm_webcam"]))", \
            "kasm_user_name": "user\(numbers.number(5_000))@kasm.local", "kasm_id": "\(session)"}
            """
    }
}
