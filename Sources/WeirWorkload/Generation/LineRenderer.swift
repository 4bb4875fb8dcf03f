import WeirRecords
import WeirSystem

/// Writes one line, in the format of its file, with its serial number.
struct LineRenderer: Sendable {
    var line = LineBuffer()
    var message = LineBuffer()
    var time = TimeText()
    var fields: FieldText

    init(plan: WorkloadPlan) { fields = FieldText(plan: plan) }

    mutating func render(_ content: Step.Line, of subject: Subject, serial: UInt64, time: Timestamp, random: inout SeededRandom) {
        line.clear()
        message.clear()
        self.time.set(time)
        switch content {
        case .application(let call): application(call, subject, serial, &random)
        case .access(let call): access(call, subject, serial, &random)
        case .text(let head, let template): text(head, template, subject, serial, &random)
        case .postgres(let severity, let template): postgres(severity, template, subject, serial, &random)
        case .nginxError(let template): nginxError(template, subject, serial, &random)
        }
    }

    mutating func fill(_ template: MessageTemplate, _ subject: Subject, _ random: inout SeededRandom) {
        for part in template.parts {
            switch part {
            case .text(let text): message.append(text)
            case .field(let field): fields.append(field, of: subject, time: time, random: &random, to: &message)
            }
        }
    }
}

// MARK: - The application's JSON

extension LineRenderer {
    private mutating func application(_ call: ApplicationCall, _ subject: Subject, _ serial: UInt64, _ random: inout SeededRandom) {
        fill(call.message, subject, &random)
        line.append(#"{"asctime": ""#)
        time.appendLogging(to: &line)
        site(call, random.next())
        line.append(#", "message": ""#)
        JSONEscaping.appendASCII(message.bytes, to: &line)
        line.append(byte: UInt8(ascii: "\""))
        if let metric = call.metric { member(#", "metric_name": ""#, metric) }
        if let path = call.path { request(path, subject) }
        line.append(#", "weir_serial": "#)
        line.append(decimal: serial)
        line.append(#", "timestamp": ""#)
        time.appendISO(to: &line)
        line.append(#""}"#)
    }

    private mutating func site(_ call: ApplicationCall, _ bits: UInt64) {
        member(#"", "name": ""#, call.site.logger)
        member(#", "processName": ""#, "MainProcess")
        line.append(#", "filename": ""#)
        line.append(call.site.module)
        member(#".py", "funcName": ""#, call.site.function)
        member(#", "levelname": ""#, call.level)
        line.append(#", "lineno": "#)
        line.append(decimal: call.site.line)
        member(#", "module": ""#, call.site.module)
        line.append(#", "threadName": "CP Server Thread-"#)
        line.append(decimal: 4 + bits.reduced(below: 40))
        line.append(byte: UInt8(ascii: "\""))
    }

    private mutating func request(_ path: StaticString, _ subject: Subject) {
        member(#", "path_info": ""#, path)
        line.append(#", "request_ip": ""#)
        for _ in 0..<3 {
            fields.appendAddress(subject.address, to: &line)
            line.append(", ")
        }
        line.append(#"192.168.32.12", "user_agent": ""#)
        line.append(fields.browser(of: subject))
        line.append(byte: UInt8(ascii: "\""))
    }

    private mutating func member(_ key: StaticString, _ value: StaticString) {
        line.append(key)
        line.append(value)
        line.append(byte: UInt8(ascii: "\""))
    }
}

// MARK: - Text

extension LineRenderer {
    private mutating func text(
        _ head: Step.TextHead?, _ template: MessageTemplate, _ subject: Subject, _ serial: UInt64, _ random: inout SeededRandom
    ) {
        fill(template, subject, &random)
        if let head {
            time.appendLogging(to: &line)
            line.append(" [")
            line.append(head.level)
            line.append("] ")
            line.append(head.logger)
            line.append(": ")
        }
        finishText(serial)
    }

    private mutating func postgres(
        _ severity: StaticString?, _ template: MessageTemplate, _ subject: Subject, _ serial: UInt64, _ random: inout SeededRandom
    ) {
        fill(template, subject, &random)
        if let severity {
            line.append("< ")
            time.appendLogging(to: &line, separator: UInt8(ascii: "."))
            line.append(" UTC     1  00000 ")
            line.append(time.date)
            line.append(" 00:00:00 UTC 61e609ca.1:>")
            line.append(severity)
            line.append(":  ")
        }
        finishText(serial)
    }

    private mutating func nginxError(_ template: MessageTemplate, _ subject: Subject, _ serial: UInt64, _ random: inout SeededRandom) {
        fill(template, subject, &random)
        time.appendSlashed(to: &line)
        line.append(" [error] 31#31: *")
        line.append(decimal: serial)
        line.append(byte: UInt8(ascii: " "))
        finishText(serial)
    }

    private mutating func finishText(_ serial: UInt64) {
        line.append(message.bytes)
        line.append(" weir_serial=")
        line.append(decimal: serial)
    }
}
