import WeirCompression
import WeirConfiguration
import WeirRedaction
import WeirShipping
import WeirSystem

extension SinkAssembly {
    /// - Parameter answerRules: run over what an endpoint says.
    /// - Throws: where the sink can't be made as planned, with its name.
    init(_ plan: SinkPlan, answerRules: RedactionRules, clock: HostClock) throws(ShippingFailure) {
        do { try self.init(making: plan, answerRules, clock: clock) } catch {
            throw ShippingFailure(
                stage: "sinks.\(plan.name)", message: "\(error)", wayOut: error is TLSError ? "see the files that `tls` names" : nil)
        }
    }

    private init(making plan: SinkPlan, _ answerRules: RedactionRules, clock: HostClock) throws {
        let now: @Sendable () -> Moment = { Moment(nanoseconds: clock.monotonicNanoseconds()) }
        var stage = SinkStageSettings()
        stage.batch = BatchSettings(bytes: plan.batch.bytes, records: plan.batch.records, age: plan.batch.age)
        stage.route = plan.takesAll ? .everything : Route(from: Set(plan.from))
        switch plan.kind {
        case .http(let http):
            stage.timeout = plan.timeout
            stage.budget = HostBudgets.ofProcess.budget(of: http.endpoint.host)
            let transport = try AsyncHTTPTransport(tls: TLSSettings(http.tls), connections: http.inFlight, now: now)
            var settings = HTTPSinkSettings(plan, http)
            settings.answerRules = answerRules
            settings.sent = .ofProcess
            self.init(name: plan.name, sink: try HTTPSink(settings, transport: transport, now: now), stage: stage)
            delivery.inFlight = http.inFlight
        case .syslog(let syslog):
            let settings = SyslogSinkSettings(plan, syslog)
            stage.timeout = settings.connectTimeout + settings.writeTimeout
            stage.budget = HostBudgets.ofProcess.budget(of: syslog.endpoint.host)
            self.init(name: plan.name, sink: SyslogSink(settings, transport: HostTransport(), now: now), stage: stage)
        }
    }
}

extension TLSSettings {
    fileprivate init(_ plan: TLSPlan) {
        self.init()
        verifies = plan.verifies
        authorities = plan.authorities.map { [UInt8]($0.text.revealed.utf8) }
        identity = plan.identity.map { ([UInt8]($0.certificates.text.revealed.utf8), [UInt8]($0.key.text.revealed.utf8)) }
    }
}

extension HTTPSinkSettings {
    fileprivate init(_ plan: SinkPlan, _ http: HTTPSinkPlan) {
        self.init(url: "\(http.endpoint)")
        headers = http.headers.map { ($0.name, $0.value.revealed) }
        token = http.token.map { BearerToken($0.revealed) }
        timeout = plan.timeout
        compression =
            switch http.compression {
            case .none: .none
            case .gzip(let level): .gzip(level: level)
            case .zstd(let level): .zstd(level: level)
            }
    }
}

extension SyslogSinkSettings {
    fileprivate init(_ plan: SinkPlan, _ syslog: SyslogSinkPlan) {
        self.init(peer: StreamPeer(host: syslog.endpoint.host, port: UInt16(clamping: syslog.endpoint.port)))
        message = SyslogSettings(facility: SyslogFacility(name: syslog.facility.rawValue) ?? .local0)
        window = ReplayWindow.Settings(bytes: syslog.replayWindow.bytes, age: syslog.replayWindow.age)
        writeTimeout = plan.timeout
    }
}
