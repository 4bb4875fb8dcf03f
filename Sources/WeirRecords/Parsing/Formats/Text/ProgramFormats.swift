/// The layouts that logging libraries of Java, Python, Go and others come with, most telling first.
enum ProgramFormats {
    static let all: [LineFormat] = [
        LineFormat("spring", #"{time} {level} {#} --- [{*?}]( [{*?}])( [{*?}]) {application} : {message}"#, begins: .digits),
        LineFormat("logback", #"{time} [{*}] {level} {application} - {message}"#, begins: .digits),
        LineFormat("log4j", #"{time} [{*}] {level} {application}: {message}"#, begins: .digits),
        LineFormat("hadoop", #"{time} {level} [{*}] {application}: {message}"#, begins: .digits),
        LineFormat("log4j", #"{time} {level} [{*}] {application} - {message}"#, begins: .digits),
        LineFormat("tomcat", #"{time} {level} [{*}] {application} {message}"#, begins: .digits),
        LineFormat("zookeeper", #"{time} [myid:{*?}] - {level} [{*}:{application}@{#}] - {message}"#, begins: .digits),
        LineFormat("zookeeper", #"{time} - {level} [{*}@{#}] - {message}"#, begins: .digits),
        LineFormat("loguru", #"{time} | {level} | {application}:{*}:{*} - {message}"#, begins: .digits),
        LineFormat("python", #"{time} - {application} - {level} - {message}"#, begins: .digits),
        LineFormat("python", #"{time} - {level} - {message}"#, begins: .digits),
        LineFormat("celery", #"[{time}: {level}/{process}] {message}"#),
        LineFormat("airflow", #"[{time}] \{{application}:{#}} {level} - {message}"#),
        LineFormat("gunicorn", #"[{time}] [{#}] [{level}] {message}"#, application: "gunicorn"),
        LineFormat("kafka", #"[{time}] {level} {message}"#),
        LineFormat("fail2ban", #"{time} {application} [{#}]: {level} {message}"#, begins: .digits),
        LineFormat("openstack", #"{*} {time} {#} {level} {application} {message}"#, begins: .letters),
        LineFormat("openstack", #"{time} {#} {level} {application} [{*}] {message}"#, begins: .digits),
        LineFormat("odoo", #"{time} {#} {level} {*} {application}: {message}"#, begins: .digits),
        LineFormat("hdfs", #"{time} {#} {level} {application}: {message}"#, begins: .digits),
        LineFormat("klog", #"{letter}{time} {#} {*}:{#}] {message}"#),
        LineFormat("logcat", #"{time} {#} {#} {letter} {application}: {message}"#, begins: .digits),
        LineFormat("windows-servicing", #"{time}, {level} {application} {message}"#, begins: .digits),
        LineFormat("bracketed", #"{time} [{level}] {application}: {message}"#, begins: .digits),
        LineFormat("level-and-logger", #"{time} {level} {application}: {message}"#, begins: .digits),
    ]

    /// What most programs write, if nothing else; tried after all that says more.
    static let general: [LineFormat] = [
        LineFormat("time-level", #"{time} [{level}] {message}"#, begins: .digits),
        LineFormat("time-level", #"[{time}] [{level}] {message}"#),
        LineFormat("time-level", #"[{time}] {level}: {message}"#),
        LineFormat("time-level", #"{time} [{#}] {level} {message}"#, begins: .digits),
        LineFormat("time-level", #"{time} {level}( |)( -) {message}"#, begins: .digits),
        LineFormat("level-time", #"{level} [{time}] {message}"#),
        LineFormat("level-time", #"[{level}] {time} {message}"#),
        LineFormat("level-time", #"{level} {time} {message}"#),
    ]

    static let last: [LineFormat] = [
        LineFormat("time", #"[{time}] {message}"#),
        LineFormat("time", #"{time} {message}"#),
        LineFormat("python-default", #"{level}:{application}:{message}"#),
        LineFormat("level", #"[{level}] {message}"#),
        LineFormat("level", #"{level}: {message}"#),
    ]
}
