import WeirSystem

/// nginx's access log: 32 members, each a string, one key twice; then the serial.
extension LineRenderer {
    mutating func access(_ call: AccessCall, _ subject: Subject, _ serial: UInt64, _ random: inout SeededRandom) {
        let duration = random.draw(call.duration)
        let bytes = random.draw(call.responseBytes)
        if let query = call.query { fill(query, subject, &random) }
        server(call, bytes: bytes)
        client(call, subject)
        request(call, duration: duration)
        moment()
        upstream(call, duration: duration)
        line.append(#", "weir_serial": ""#)
        line.append(decimal: serial)
        line.append(#""}"#)
    }

    private mutating func server(_ call: AccessCall, bytes: UInt64) {
        line.append(#"{"upstream_response_length": ""#)
        line.append(decimal: bytes)
        line.append(#"", "body_bytes_sent": ""#)
        line.append(decimal: bytes)
        line.append(#"", "server_addr": "172.18.0.10", "server_port": "8443", "request_method": ""#)
        line.append(call.method)
    }

    private mutating func client(_ call: AccessCall, _ subject: Subject) {
        line.append(#"", "http_referer": "https://kasm.example.com/", "http_user_agent": ""#)
        if let client = call.client { line.append(client) } else { line.append(fields.browser(of: subject)) }
        line.append(#"", "http_x_forwarded_for": ""#)
        fields.appendAddress(subject.address, to: &line)
        line.append(#"", "http_x_header": "", "nginx_version": "1.25.1", "server_protocol": "HTTP/1.1", "request": ""#)
    }

    private mutating func request(_ call: AccessCall, duration: UInt64) {
        line.append(call.method)
        line.append(byte: UInt8(ascii: " "))
        line.append(call.path)
        if !message.bytes.isEmpty {
            line.append(byte: UInt8(ascii: "?"))
            JSONEscaping.appendUTF8(message.bytes, to: &line)
        }
        line.append(#" HTTP/1.1", "request_length": ""#)
        line.append(decimal: 340 + UInt64(message.count))
        line.append(#"", "request_time": ""#)
        line.append(thousandths: duration)
        line.append(#"", "upstream_response_time": ""#)
        line.append(thousandths: duration)
        line.append(#"", "request_host": "kasm.example.com", "server_name": "_", "remote_addr": "172.18.0.1", "#)
        line.append(#""realip_remote_addr": "172.18.0.1", "http_status": ""#)
        line.append(call.status)
    }

    private mutating func moment() {
        line.append(#"", "time_local": ""#)
        time.appendCommon(to: &line)
        line.append(#" +0000", "time_iso8601": ""#)
        time.appendISOSeconds(to: &line)
        line.append(#"", "msec": ""#)
        time.appendEpoch(to: &line)
    }

    private mutating func upstream(_ call: AccessCall, duration: UInt64) {
        line.append(#"", "upstream_addr": "172.18.0.8:8080", "upstream_connect_time": "0.001", "upstream_response_time": ""#)
        line.append(thousandths: duration)
        line.append(#"", "upstream_status": ""#)
        line.append(call.status)
        line.append(#"", "uri": ""#)
        line.append(call.path)
        line.append(#"", "query_string": ""#)
        JSONEscaping.appendUTF8(message.bytes, to: &line)
        line.append(#"", "remote_user": "", "cookie_username": "", "upstream_header_time": ""#)
        line.append(thousandths: duration)
        line.append(byte: UInt8(ascii: "\""))
    }
}
