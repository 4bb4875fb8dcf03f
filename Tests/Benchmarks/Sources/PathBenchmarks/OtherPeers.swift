/// Forwarders that Debian does not have: they run where they are on the path. Not tried here: neither is.
extension Contender {
    static func fluentBit() -> [Contender] {
        guard let program = Programs.onPath("fluent-bit") else { return [] }
        return [("fluent-bit-http-gzip", "memory", "memory"), ("fluent-bit-disk-http-gzip", "disk buffer", "filesystem")].map {
            name, buffer, storage in
            Contender(name: name, path: .http, buffer: buffer) { site in
                let paths = site.logs.files.map(\.path).joined(separator: ",")
                let file = try site.write(
                    "fluent-bit.yaml",
                    """
                    service: {flush: 0.2, log_level: error, storage.path: \(site.folder)/storage}
                    pipeline:
                      inputs:
                        - {name: tail, path: "\(paths)", read_from_head: true, buffer_chunk_size: 1M, buffer_max_size: 4M,
                           mem_buf_limit: 64M, threaded: true, storage.type: \(storage)}
                      outputs:
                        - {name: http, match: "*", host: 127.0.0.1, port: \(site.port), uri: /, format: json_lines, compress: gzip, workers: 2}

                    """)
                return Command(executable: program, arguments: ["-c", file])
            }
        }
    }

    static func vector() -> [Contender] {
        guard let program = Programs.onPath("vector") else { return [] }
        let kinds = [
            ("vector-http-gzip", "memory", "{type: memory, max_events: 100000}"),
            ("vector-disk-http-gzip", "disk buffer", "{type: disk, max_size: 4294967296}"),
        ]
        return kinds.map { name, kept, buffer in
            Contender(name: name, path: .http, buffer: kept) { site in
                let paths = site.logs.files.map { "\"\($0.path)\"" }.joined(separator: ", ")
                let file = try site.write(
                    "vector.yaml",
                    """
                    data_dir: \(site.folder)
                    sources:
                      kasm: {type: file, include: [\(paths)], read_from: beginning, max_read_bytes: 1048576}
                    sinks:
                      siem:
                        {type: http, inputs: [kasm], uri: "http://\(site.address)/", method: post, compression: gzip,
                         encoding: {codec: text}, framing: {method: newline_delimited}, batch: {max_bytes: 1048576}, buffer: \(buffer)}

                    """)
                return Command(executable: program, arguments: ["--quiet", "--config", file])
            }
        }
    }
}
