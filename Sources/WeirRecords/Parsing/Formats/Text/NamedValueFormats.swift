/// Lines of named values, and formats of security products.
enum NamedValueFormats {
    static let all: [LineFormat] = [
        LineFormat("auditd", #"(node={host} )type={*} msg=audit\({time}:{#}\): {message}"#, application: "auditd"),
        LineFormat("cef", application: "", begins: ByteSet("C")) { line, reference in CEFScanner.read(line, reference: reference) },
        LineFormat("leef", application: "", begins: ByteSet("L")) { line, reference in CEFScanner.read(line, reference: reference) },
        LineFormat("windows-event", begins: ByteSet("<")) { line, reference in WindowsEventScanner.read(line, reference: reference) },
        LineFormat("logfmt", begins: .letters) { line, reference in LogfmtScanner.read(line, reference: reference) },
        LineFormat("bgl", #"{word} {time} {word} {host} {word} {word} {word} {application} {level} {message}"#),
        LineFormat("thunderbird", #"{word} {time} {word} {host} {word} {#} {word} {word} {application}([{process}]): {message}"#),
        LineFormat("hpc", #"{#} {host} {application} {*} {time} {#} {message}"#, begins: .digits),
        LineFormat("health", #"{time}:{#}|{application}|{#}|{message}"#, begins: .digits),
        LineFormat("proxifier", #"[{time}] {application} - {message}"#),
    ]
}
