import Foundation

/// Other forwarders, where they are on this machine; each as it was found to be fastest with the version that Debian has.
extension Contender {
    /// One queue between reading and sending, none before it; the file polled, which takes all of it at a time; a header of constants.
    /// Tried and dearer: `inotify`, the template of RFC 5424 as it comes, batches that may be small, no queue at all.
    static func rsyslog(_ options: Options) -> [Contender] {
        let root = options.peers
        let modules = "\(root)/usr/lib/\(multiarch)/rsyslog"
        guard Programs.isExecutable("\(root)/usr/sbin/rsyslogd") else { return [] }
        let disk = #"queue.filename="ship" queue.maxDiskSpace="8g" queue.maxFileSize="256m" queue.checkpointInterval="10000""#
        let kinds = [
            (
                "rsyslog-syslog", "memory",
                #"queue.type="FixedArray" queue.size="50000" queue.minDequeueBatchSize="2048" queue.minDequeueBatchSize.timeout="100""#
            ),
            ("rsyslog-disk-syslog", "disk queue", #"queue.type="Disk" "# + disk),
        ]
        return kinds.map { name, buffer, queue in
            Contender(name: name, path: .syslog, buffer: buffer) { site in
                let inputs = site.logs.files.map {
                    #"input(type="imfile" file="\#($0.path)" tag="kasm" maxLinesAtOnce="0" ruleset="ship")"#
                }.joined(separator: "\n")
                let file = try site.write(
                    "rsyslog.conf",
                    """
                    global(workDirectory="\(site.folder)" maxMessageSize="128k")
                    main_queue(queue.type="Direct")
                    module(load="imfile" mode="polling" pollingInterval="1")
                    template(name="line" type="list") {
                      constant(value="<134>1 ") property(name="timereported" dateFormat="rfc3339")
                      constant(value=" web-1 kasm - - - ") property(name="msg")
                    }
                    \(inputs)
                    ruleset(name="ship" \(queue) queue.dequeueBatchSize="4096") {
                      action(type="omfwd" target="127.0.0.1" port="\(site.port)" protocol="tcp" TCP_Framing="octet-counted" template="line")
                    }

                    """)
                return Command(
                    executable: "\(root)/usr/sbin/rsyslogd", arguments: ["-n", "-f", file, "-i", "\(site.folder)/pid", "-M", modules],
                    environment: ["LD_LIBRARY_PATH": "\(root)/usr/lib/\(multiarch)"])
            }
        }
    }

    /// `network` with a header of constants takes two thirds of what `syslog` does.
    static func syslogNG(_ options: Options) -> [Contender] {
        let root = options.peers
        guard Programs.isExecutable("\(root)/usr/sbin/syslog-ng") else { return [] }
        let disk = "disk-buffer(reliable(yes) disk-buf-size(4294967296) mem-buf-size(67108864))"
        let template = #"template("<134>1 ${ISODATE} web-1 kasm - - - ${MESSAGE}\n")"#
        return [
            syslogNG("syslog-ng-syslog", .syslog, "memory", root) {
                #"network("127.0.0.1" port(\#($0.port)) transport("tcp") \#(template))"#
            },
            syslogNG("syslog-ng-disk-syslog", .syslog, "reliable disk buffer", root) {
                #"network("127.0.0.1" port(\#($0.port)) transport("tcp") \#(template) \#(disk))"#
            },
            syslogNG("syslog-ng-http-plain", .http, "memory", root) {
                #"http(url("http://\#($0.address)/") method("POST") workers(2) batch-lines(2000) batch-bytes(1048576) body("${MESSAGE}"))"#
            },
        ]
    }

    private static func syslogNG(
        _ name: String, _ path: Path, _ buffer: String, _ root: String, destination: @escaping (Site) -> String
    ) -> Contender {
        Contender(name: name, path: path, buffer: buffer) { site in
            let sources = site.logs.files.map {
                #"file("\#($0.path)" flags(no-parse) follow-freq(0.1) log-iw-size(10000) log-fetch-limit(1000));"#
            }.joined(separator: " ")
            let file = try site.write(
                "syslog-ng.conf",
                """
                @version: 3.38
                options { keep-hostname(yes); stats-freq(0); flush-lines(1000); log-fifo-size(20000); log-msg-size(131072); };
                source files { \(sources) };
                destination siem { \(destination(site)); };
                log { source(files); destination(siem); flags(flow-control); };

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

    private static var multiarch: String {
        #if arch(arm64)
            "aarch64-linux-gnu"
        #else
            "x86_64-linux-gnu"
        #endif
    }
}
