extension Scenario {
    /// Every 30 s on every agent: several lines of chatter, and their echo on a Web App.
    static let heartbeat = Scenario([
        .agent(.handler("heartbeat", 402), "DEBUG", "Sending Heartbeat"),
        .agent(.handler("get_managers", 377), "DEBUG", "Current list or prioritized managers (['{web_app}', 'proxy'])"),
        .agent(.handler("heartbeat", 421), "INFO", "Sending heartbeat to https://{web_app}:443/manager_api/api/v1/heartbeat"),
        .agent(.handler("send_request", 198), "DEBUG", "Sending manager request (https://{web_app}:443/manager_api/api/v1/heartbeat)"),
        .access("POST", "/manager_api/api/v1/heartbeat", duration: 8...90, bytes: 80...600, client: "python-requests/2.31.0"),
        .manager(
            .manager("heartbeat", 540), "DEBUG", "Heartbeat received from server ({agent}) in zone ({zone})", path: "/api/v1/heartbeat"),
        .manager(
            .manager("heartbeat", 588), "DEBUG", "Function (manager_api.heartbeat) executed in ({seconds}) seconds",
            path: "/api/v1/heartbeat"),
        .agent(
            .handler("heartbeat", 455), "DEBUG",
            "Manager answered: {'agent': {'retention_period': '24'}, 'gpus': [], 'disk_used_percent': {percent}}"),
    ])

    static let heartbeatFailed = Scenario([
        .agent(.handler("heartbeat", 402), "DEBUG", "Sending Heartbeat"),
        .agent(
            .handler("send_request", 231), "ERROR",
            """
            Unable to reach manager ({web_app})
            Traceback (most recent call last):
              File "urllib3/connectionpool.py", line 703, in urlopen
              File "agent/handler.py", line 224, in send_request
            requests.exceptions.ConnectionError: HTTPSConnectionPool(host='{web_app}', port=443): Max retries exceeded with url: \
            /manager_api/api/v1/heartbeat (Caused by NewConnectionError('<urllib3.connection.HTTPSConnection object>: \
            Failed to establish a new connection: [Errno 111] Connection refused'))
            """, after: Step.later),
        .nginxError(
            """
            connect() failed (111: Connection refused) while connecting to upstream, client: {address}, server: , request: \
            "POST /manager_api/api/v1/heartbeat HTTP/1.1", upstream: "http://127.0.0.1:8083/api/v1/heartbeat", host: "{web_app}"
            """
        ),
    ])

    static let guardian = Scenario([
        .agent(.handler("guardian", 812), "DEBUG", "Guardian checked ({percent}) containers on ({agent})")
    ])

    /// What a balancer asks of every Web App.
    static let probe = Scenario([
        .access("GET", "/api/__healthcheck", duration: 2...18, bytes: 12...12, client: "ELB-HealthChecker/2.0"),
        .api(
            .cherrypyAccess, "INFO", "{address} - - [{common}] \"GET /__healthcheck HTTP/1.1\" 200 12 \"\" \"ELB-HealthChecker/2.0\""),
    ])

    static let cleanup = Scenario([
        .manager(
            .manager("clean_up_logs", 903), "INFO", "Starting log clean-up: standard and debug logs past retention",
            metric: "system.cleanup.started"),
        .manager(
            .manager("clean_up_logs", 931), "INFO", "Log clean-up removed ({bytes}) rows in ({seconds}) seconds",
            metric: "system.cleanup.finished", after: Step.later),
        .manager(.manager("clean_up_sessions", 977), "DEBUG", "No expired sessions; next check in {count} s"),
        .postgres("LOG", "duration: {bytes}.{percent} ms  statement: DELETE FROM logs WHERE ingest_date < now() - interval '7 days'"),
    ])

    static let cleanupDeadlock = Scenario([
        .manager(
            .manager("clean_up_logs", 903), "INFO", "Starting log clean-up: standard and debug logs past retention",
            metric: "system.cleanup.started"),
        .postgres("ERROR", "deadlock detected", after: Step.later),
        .postgres("DETAIL", "Process {port} waits for ShareLock on transaction {bytes}; blocked by process {count}."),
        .postgres(nil, "\tProcess {count} waits for ShareLock on transaction {bytes}; blocked by process {port}."),
        .postgres("HINT", "See server log for query details."),
        .postgres("STATEMENT", "DELETE FROM logs WHERE ingest_date < now() - interval '7 days'"),
        .manager(
            .manager("clean_up_logs", 951), "ERROR",
            """
            Log clean-up failed
            Traceback (most recent call last):
              File "sqlalchemy/engine/base.py", line 1276, in _execute_context
              File "manager/manager_api.py", line 944, in clean_up_logs
            psycopg2.errors.DeadlockDetected: deadlock detected
            DETAIL:  Process {port} waits for ShareLock on transaction {bytes}; blocked by process {count}.
            """),
    ])

    static let license = Scenario([
        .access("POST", "/api/subscription/status", client: "python-requests/2.31.0"),
        .api(.subscription("status", 94), "DEBUG", "Subscription checked: {percent} % of seats in use", path: "/subscription/status"),
    ])

    static let checkpoint = Scenario([
        .postgres("LOG", "checkpoint starting: time"),
        .postgres(
            "LOG",
            """
            checkpoint complete: wrote {count} buffers (0.{percent}%); 0 WAL file(s) added, 0 removed, {percent} recycled; \
            write={count}.{percent} s, sync=0.0{percent} s
            """,
            after: 5_000_000...200_000_000),
    ])

    static let autovacuum = Scenario([
        .postgres("LOG", "automatic vacuum of table \"kasm.public.logs\": index scans: 1"),
        .postgres(nil, "\tpages: 0 removed, {bytes} remain, {count} scanned"),
        .postgres(nil, "\ttuples: {bytes} removed, {bytes} remain, 0 are dead but not yet removable"),
        .postgres(nil, "\tsystem usage: CPU: user: {count}.{percent} s, system: 0.{percent} s, elapsed: {count}.{percent} s"),
    ])

    static let remoteDesktop = Scenario([
        .guac("INFO", "Opening connection for kasm_id {kasm} user {user} protocol rdp"),
        .guac("DEBUG", "Handshake with guacd finished in {seconds} s", after: Step.later),
        .guac("INFO", "Connection {uuid} is open; client {address}"),
        .guac("DEBUG", "Keep-alive: {count} bytes in, {bytes} bytes out", after: 20_000_000...60_000_000),
    ])

    static let remoteDesktopFailed = Scenario([
        .guac("ERROR", "Connection {uuid} failed: upstream closed"),
        .guacContinued("Traceback (most recent call last):"),
        .guacContinued("  File \"kasmguac/connection.py\", line {count}, in relay"),
        .guacContinued("ConnectionResetError: [Errno 104] Connection reset by peer – «ferme»"),
    ])
}
