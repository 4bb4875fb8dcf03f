/// What logs are made of: which letters follow each other in them. Single bytes say too little of that: `sio` and `qzx` have letters that are
/// met about as often as each other's.
struct LogWords {
    /// Lines as web servers, systems, databases, container platforms and programs write them, in lower case.
    private static let text = """
        {"timestamp": "2024-03-07t11:42:09.512z", "level": "info", "logger": "app.server.http", "message": "request completed", \
        "method": "get", "path": "/api/v1/users/list?page=2&sort=name", "status": 200, "duration_ms": 12.7, "host": "web-01", \
        "remote_addr": "10.0.4.17", "user_agent": "mozilla/5.0 (windows nt 10.0; win64; x64) applewebkit/537.36 (khtml, like gecko) \
        chrome/122.0.0.0 safari/537.36", "request_id": "8f14e45f-ceea-467f-a1d5-91f3a7a0b2c4", "thread": "worker-3"}
        {"asctime": "2024-03-07 11:42:09,512", "levelname": "debug", "name": "client_api_server", "funcname": "authenticate", \
        "lineno": 214, "processname": "mainprocess", "threadname": "thread-7", "module": "session_manager", "filename": "main.py", \
        "msg": "authentication of user admin succeeded, session created", "container_id": "4e07408562bedb8b60ce05c1decfe3ad"}
        mar  7 11:42:09 host-3 systemd[1]: started daily cleanup of temporary directories. mar 7 11:42:10 host-3 sshd[811]: accepted \
        publickey for deploy from 192.168.7.20 port 50022 ssh2 kernel: device eth0 entered promiscuous mode cron[99]: (root) cmd (run-parts)
        172.18.0.11 - - [07/mar/2024:11:42:09 +0000] "post /login http/1.1" 302 154 "https://example.com/" "mozilla/5.0 (macintosh; \
        intel mac os x 10.15; rv:109.0) gecko/20100101 firefox/109.0" upstream response is buffered to a temporary file
        error: connection to server lost, retrying in 5 seconds (attempt 3 of 10): timeout expired while waiting for response from \
        database application statement: select id, name from accounts where updated_at > now() order by created_at limit 50 \
        insert into events values update set delete transaction committed checkpoint complete duration: 3.512 ms configuration \
        permission denied: operation not permitted, version information loaded, registered component, invalid argument, image pulled, \
        warning: certificate expires, replication finished, failed to parse expression, exception traceback at line in function call \
        node pod namespace deployment scheduler controller admission successfully assigned default additional addresses
        """

    private var quads: [UInt32: Int] = [:]
    private var triples: [UInt32: Int] = [:]
    private let count: Int

    init() {
        let bytes = Array(Self.text.utf8)
        count = bytes.count
        for place in bytes.indices.dropLast(3) {
            triples[Self.key(bytes[place..<place + 3]), default: 0] += 1
            quads[Self.key(bytes[place..<place + 4]), default: 0] += 1
        }
    }

    /// In what part of a log's places three bytes of a text stand with a byte that may follow them.
    func share(of text: [UInt8], from offset: Int, endings: [UInt8]) -> Double {
        let triple = Array(text[offset...].prefix(3))
        let following = text.dropFirst(offset + 3).first.map { [$0] } ?? endings
        guard !following.isEmpty else { return Double(triples[Self.key(triple[...])] ?? 0) / Double(count) }
        return Double(following.reduce(0) { $0 + (quads[Self.key((triple + [$1])[...])] ?? 0) }) / Double(count)
    }

    private static func key(_ bytes: ArraySlice<UInt8>) -> UInt32 { bytes.reversed().reduce(0) { $0 << 8 | UInt32($1) } }
}
