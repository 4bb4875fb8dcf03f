/// Access logs, whose level follows from the status, and error logs.
enum WebServerFormats {
    static let all: [LineFormat] = [
        LineFormat("combined", #"{word} {*} {*} [{time}] "{request}" {status} {*}"#),
        LineFormat("combined-vhost", #"{word}:{#} {word} {*} {*} [{time}] "{request}" {status} {*}"#),
        LineFormat("nginx-error", #"{time} [{level}] {#}#{#}: {message}"#, application: "nginx", begins: .digits),
        LineFormat("apache-error", #"[{time}] [{*?}:{level}] [pid {*}] {message}"#, application: "apache"),
        LineFormat("apache-error", #"[{time}] [{level}] [client {*}] {message}"#, application: "apache"),
        LineFormat(
            "haproxy-http",
            #"{word}:{#} [{time}] {word} {word} {#}/{word} {status} {#} {word} {word} {word} {word}/{word} {#}/{#} {message}"#,
            application: "haproxy"),
        LineFormat(
            "haproxy-tcp", #"{word}:{#} [{time}] {word} {word}/{word} {word}/{word}/{word} {#} {word} {word}/{word} {message}"#,
            application: "haproxy"),
        LineFormat("php", #"[{time}] PHP {anylevel}( error): {message}"#, application: "php"),
        LineFormat(
            "uwsgi",
            #"[pid: {#}|app: {*}|req: {*}] {*} \({*?}\) \{{*}} [{time}] {*} {*} => generated {#} bytes in {#} msecs \({*} {status}\)"#,
            application: "uwsgi"),
        LineFormat("runserver", #"[{time}] "{request}" {status} {#}"#, application: "django"),
    ]
}
