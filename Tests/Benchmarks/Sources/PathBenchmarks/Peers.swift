import Foundation

/// Other forwarders, where they are on this machine; each as its manual says that it is fastest.
extension Contender {
    static func rsyslog(_ options: Options) -> [Contender] {
        let root = options.peers
        let modules = "\(root)/usr/lib/\(multiarch)/rsyslog"
        guard Programs.isExecutable("\(root)/usr/sbin/rsyslogd") else { return [] }
        let kinds = [
            ("rsyslog-syslog", "memory", #"queue.type="FixedArray" queue.size="200000" queue.dequeueBatchSize="4096""#),
            ("rsyslog-disk-syslog", "disk queue", #"queue.type="Disk" queue.filename="action" queue.maxDiskSpace="8g""#),
        ]
        return kinds.map { name, buffer, queue in
            Contender(name: name, path: .syslog, buffer: buffer) { site in
                let file = try site.write(
                    "rsyslog.conf",
                    """
                    global(workDirectory="\(site.folder)" maxMessageSize="64k")
                    main_queue(queue.type="FixedArray" queue.size="200000" queue.dequeueBatchSize="4096")
                    module(load="imfile" mode="inotify")
                    input(type="imfile" file="\(site.log.path)" tag="kasm" maxLinesAtOnce="10000" ruleset="ship")
                    ruleset(name="ship") {
                      action(type="omfwd" target="127.0.0.1" port="\(site.port)" protocol="tcp" TCP_Framing="octet-counted"
                        template="RSYSLOG_SyslogProtocol23Format" \(queue))
                    }

                    """)
                return Command(
                    executable: "\(root)/usr/sbin/rsyslogd", arguments: ["-n", "-f", file, "-i", "\(site.folder)/pid", "-M", modules],
                    environment: ["LD_LIBRARY_PATH": "\(root)/usr/lib/\(multiarch)"])
            }
        }
    }

    static func syslogNG(_ options: Options) -> [Contender] {
        let root = options.peers
        guard Programs.isExecutable("\(root)/usr/sbin/syslog-ng") else { return [] }
        let disk = "disk-buffer(reliable(yes) disk-buf-size(4294967296) mem-buf-size(67108864))"
        return [
            syslogNG("syslog-ng-syslog", .syslog, "memory", root) {
                #"syslog("127.0.0.1" port(\#($0.port)) transport("tcp"))"#
            },
            syslogNG("syslog-ng-disk-syslog", .syslog, "reliable disk buffer", root) {
                #"syslog("127.0.0.1" port(\#($0.port)) transport("tcp") \#(disk))"#
            },
            syslogNG("syslog-ng-http-plain", .http, "memory", root) {
                #"http(url("http://\#($0.address)/") method("POST") batch-lines(2000) batch-bytes(1048576) body("${MESSAGE}"))"#
            },
        ]
    }

    private static func syslogNG(
        _ name: String, _ path: Path, _ buffer: String, _ root: String, destination: @escaping (Site) -> String
    ) -> Contender {
        Contender(name: name, path: path, buffer: buffer) { site in
            let file = try site.write(
                "syslog-ng.conf",
                """
                @version: 3.38
                options { use-dns(no); keep-hostname(yes); stats-freq(0); flush-lines(1000); log-fifo-size(400000); };
                source file { file("\(site.log.path)" flags(no-parse) follow-freq(0.1) log-iw-size(200000) log-fetch-limit(10000)); };
                destination siem { \(destination(site)); };
                log { source(file); destination(siem); flags(flow-control); };

                """)
            let libraries = ["usr/lib/\(multiarch)", "usr/lib/syslog-ng", "lib/\(multiarch)"].map { "\(root)/\($0)" }
            return Command(
                executable: "\(root)/usr/sbin/syslog-ng",
                arguments: [
                    "--foreground", "--no-caps", "--cfgfile", file, "--persist-file", "\(site.folder)/persist", "--pidfile",
                    "\(site.folder)/pid", "--control", "\(site.folder)/control", "--module-path", "\(root)/usr/lib/syslog-ng/3.38",
                ], environment: ["LD_LIBRARY_PATH": libraries.joined(separator: ":")])
        }
    }

    static func fluentBit() -> [Contender] {
        guard let program = Programs.onPath("fluent-bit") else { return [] }
        return [("fluent-bit-http-gzip", "memory", "memory"), ("fluent-bit-disk-http-gzip", "disk buffer", "filesystem")].map {
            name, buffer, storage in
            Contender(name: name, path: .http, buffer: buffer) { site in
                let file = try site.write(
                    "fluent-bit.yaml",
                    """
                    service: {flush: 0.2, log_level: error, storage.path: \(site.folder)/storage}
                    pipeline:
                      inputs:
                        - {name: tail, path: "\(site.log.path)", read_from_head: true, buffer_chunk_size: 1M, buffer_max_size: 4M,
                           mem_buf_limit: 64M, storage.type: \(storage)}
                      outputs:
                        - {name: http, match: "*", host: 127.0.0.1, port: \(site.port), uri: /, format: json_lines, compress: gzip, workers: 2}

                    """)
                return Command(executable: program, arguments: ["-c", file])
            }
        }
    }

    private static var multiarch: String {
        #if arch(arm64)
            "aarch64-linux-gnu"
        #else
            "x86_64-linux-gnu"
        #endif
    }
}
