/// What is said.
extension HostLines {
    /// Of a message that any program may write, without anything that JSON would escape.
    mutating func message() -> String {
        switch numbers.number(16) {
        case 0: "Authentication attempt invalid password for user: (user\(numbers.number(5_000)))"
        case 1: "Function (provider_manager.get_container) executed in (0.\(numbers.number(1 << 50))) seconds"
        case 2: "Created Accounting record for kasm_id (\(numbers.uuid()))"
        case 3:
            """
            Successfully provisioned kasm_id (\(numbers.uuid())) with container_id (\(numbers.hexadecimal(64))) at \
            (172.18.0.\(numbers.number(250))) for user (user\(numbers.number(5_000))@kasm.local) at (\(numbers.address()))
            """
        case 4: "Sending Heartbeat"
        case 5: "Server \(numbers.uuid()) has \(numbers.number(64)) of 64 cores and \(numbers.number(256)) of 256 GB left"
        case 6: "Kasm \(numbers.hexadecimal(32)) keepalive, expires in \(numbers.number(3_600)) s"
        case 7: "Zone default: \(numbers.number(40)) agents, \(numbers.number(400)) sessions, queue \(numbers.number(9))"
        case 8: "Pulling image kasmweb/desktop:1.\(numbers.number(20)).\(numbers.number(9)) sha256:\(numbers.hexadecimal(64))"
        case 9: "Unable to reach agent (\(numbers.address())) on port 443, attempt \(numbers.number(10)) of 10"
        case 10:
            "GET https://proxy:443/manager_api/api/v1/servers/\(numbers.uuid())?page=\(numbers.number(90)) took \(numbers.number(900)) ms"
        case 11: "Deleted \(numbers.number(4_000)) rows older than \(clock.iso)"
        case 12: "User user\(numbers.number(5_000))@kasm.local joined group \(numbers.uuid())"
        case 13: "No GPU filtering defined by user"
        case 14: "Größe des Profils von Benutzer \(numbers.number(5_000)): \(numbers.number(9_000)) MB – wird geprüft"
        default: "Session recording \(numbers.uuid()).mp4 stored, \(numbers.number(1 << 30)) bytes"
        }
    }

    /// A stack trace, an object within a text, or a list of ids, as JSON escapes them: mostly some KiB, one in twenty up to 62 KiB.
    mutating func longText() -> String {
        let bytes =
            numbers.oneIn(20) ? 16_000 + Int(numbers.number(UInt64(Self.longestMessageBytes - 16_000))) : 1_500 + Int(numbers.number(8_000))
        let kind = numbers.number(3)
        var text = ["Traceback (most recent call last):", "Unable to parse the answer: {", "Agents without an answer:"][Int(kind)]
        while true {
            let part = longPart(kind)
            guard text.utf8.count + part.utf8.count <= bytes else { return text }
            text += part
        }
    }

    private mutating func longPart(_ kind: UInt64) -> String {
        switch kind {
        case 0:
            #"\n  File \"/src/api_server/\#(numbers.hexadecimal(6)).py\", line \#(numbers.number(4_000)), in call\n    return self.next(*args)"#
        case 1:
            #"\"\#(numbers.hexadecimal(8))\": {\"state\": \"running\", \"cpu\": \#(numbers.number(100)), \"id\": \"\#(numbers.uuid())\"}, "#
        default: " \(numbers.uuid()) at \(numbers.address()),"
        }
    }

    /// Mostly a short one.
    mutating func anyMessage() -> String { numbers.oneIn(50) ? longText() : message() }
}
