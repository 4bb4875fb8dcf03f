import TestSupport
import Testing
import WeirRecords
import WeirSystem

@testable import WeirCommands

/// What is counted by hand in each file of `samples/logs/formats`.
@Suite("weir measure on a sample of each format")
struct FormatSamplesTests {
    struct Expected: CustomTestStringConvertible {
        let file: String
        let records: UInt64
        /// Of the first and the last record, without fraction and zone; empty where no record names a time.
        let first: String
        let last: String
        let levels: [Level: UInt64]
        /// By name; empty for records that name none.
        let applications: [String: UInt64]

        init(
            _ file: String, _ records: UInt64, _ first: String, _ last: String, _ levels: [Level: UInt64], _ applications: [String: UInt64]
        ) {
            (self.file, self.records, self.first, self.last) = (file, records, first, last)
            (self.levels, self.applications) = (levels, applications)
        }

        var testDescription: String { file }
    }

    /// Lines without a year are of the year before the file was last changed.
    private static let changed = Timestamp(microseconds: 1_717_200_000_000_000)

    @Test("records, time range, levels and applications are those of the file", arguments: Self.samples)
    func sample(_ expected: Expected) throws {
        let path = Repository.path("samples/logs/formats/\(expected.file)")
        let fileSystem = HostFileSystem()
        let size = try fileSystem.status(of: path)?.size ?? 0
        let file = WeirCommands.LogFile(path: path, name: LogFileName(path: path), size: size, modified: Self.changed)
        let measurement = try FilesMeasurer([file], fileSystem: fileSystem).run { _ in }
        #expect(measurement.total.records == expected.records)
        #expect(measurement.totals { $0.level }.mapValues(\.records) == expected.levels)
        #expect(measurement.totals { $0.application }.mapValues(\.records) == expected.applications)
        let period = MeasuredRates(measurement, now: Timestamp(microseconds: 1_780_000_000_000_000)).period
        #expect(period.map { "\($0.lowerBound)".prefix(19) } ?? "" == expected.first)
        #expect(period.map { "\($0.upperBound)".prefix(19) } ?? "" == expected.last)
    }

    static let samples: [Expected] = [
        Expected(
            "android.log", 2, "2024-03-17T16:13:38", "2024-03-17T16:13:38", [.debug: 1, .error: 1],
            ["ActivityManager": 1, "WindowManager": 1]),
        Expected("apache-error.log", 3, "2000-10-11T14:32:52", "2005-12-04T04:47:44", [.error: 2, .notice: 1], ["": 1, "apache": 2]),
        Expected("auditd.log", 3, "2013-03-28T14:36:03", "2013-03-28T14:36:04", [.unknown: 3], ["auditd": 3]),
        Expected("bgl.log", 2, "2005-06-03T22:42:50", "2005-06-04T07:24:32", [.critical: 1, .info: 1], ["APP": 1, "KERNEL": 1]),
        Expected("bunyan.log", 3, "2024-03-01T10:00:00", "2024-03-01T10:00:02", [.critical: 1, .debug: 1, .info: 1], ["api": 3]),
        Expected("cef.log", 2, "2024-03-01T10:00:00", "2024-03-01T10:00:01", [.critical: 1, .info: 1], ["threatmanager": 2]),
        Expected("cloud-logging.log", 2, "2024-03-01T10:00:00", "2024-03-01T10:00:01", [.error: 1, .info: 1], ["": 2]),
        Expected("cloudtrail.log", 1, "2024-03-01T10:00:00", "2024-03-01T10:00:00", [.unknown: 1], ["signin.amazonaws.com": 1]),
        Expected("combined.log", 4, "2000-10-10T20:55:36", "2000-10-10T20:55:39", [.error: 1, .info: 1, .warning: 2], ["": 4]),
        Expected(
            "compose.log", 3, "2024-03-01T10:00:00", "2024-03-01T10:00:02", [.error: 1, .info: 2],
            ["client_api_server": 1, "nginx": 1, "postgres": 1]),
        Expected(
            "cri.log", 4, "2024-03-01T10:00:00", "2024-03-01T10:00:03", [.error: 1, .info: 2, .warning: 1],
            ["": 1, "app": 1, "app.db": 1, "controller": 1]),
        Expected(
            "docker-json.log", 4, "2024-03-01T10:00:00", "2024-03-01T10:00:03", [.error: 1, .info: 1, .unknown: 2],
            ["": 2, "__main__.handler": 1, "api": 1]),
        Expected("ecs.log", 2, "2024-03-01T10:00:00", "2024-03-01T10:00:01", [.error: 1, .warning: 1], ["shop": 2]),
        Expected(
            "elasticsearch.log", 2, "2024-03-01T10:00:00", "2024-03-01T10:00:01", [.info: 1, .warning: 1],
            ["o.e.b.BootstrapChecks": 1, "o.e.n.Node": 1]),
        Expected(
            "fail2ban.log", 2, "2024-03-01T10:00:00", "2024-03-01T10:00:01", [.info: 1, .notice: 1],
            ["fail2ban.actions": 1, "fail2ban.filter": 1]),
        Expected("gelf.log", 2, "2024-03-01T10:00:00", "2024-03-01T10:00:01", [.critical: 1, .info: 1], ["": 2]),
        Expected("gunicorn.log", 2, "2024-03-01T10:00:00", "2024-03-01T10:00:01", [.error: 1, .info: 1], ["gunicorn": 2]),
        Expected(
            "hadoop.log", 3, "2015-10-18T18:01:47", "2015-10-18T18:01:50", [.error: 1, .info: 1, .warning: 1],
            ["org.apache.hadoop.ipc.Client": 1, "org.apache.hadoop.mapreduce.v2.app.MRAppMaster": 2]),
        Expected("haproxy.log", 3, "2009-02-06T12:12:51", "2009-02-06T12:14:15", [.error: 1, .info: 1, .unknown: 1], ["haproxy": 3]),
        Expected(
            "hdfs.log", 3, "2008-11-09T20:36:15", "2008-11-09T20:40:05", [.info: 2, .warning: 1],
            ["dfs.DataNode$PacketResponder": 2, "dfs.FSNamesystem": 1]),
        Expected("health.log", 2, "2017-12-23T22:15:29", "2017-12-23T22:15:29", [.unknown: 2], ["Step_LSC": 1, "Step_SPUtils": 1]),
        Expected("hpc.log", 2, "2004-02-26T14:12:22", "2004-05-16T04:12:58", [.unknown: 2], ["unix.hw": 2]),
        Expected("journald.log", 2, "2024-03-01T10:00:00", "2024-03-01T10:00:01", [.info: 1, .warning: 1], ["dockerd": 1, "sshd": 1]),
        Expected("kafka.log", 2, "2024-03-01T10:00:00", "2024-03-01T10:00:01", [.error: 1, .info: 1], ["": 2]),
        Expected("klog.log", 4, "2024-03-01T10:00:00", "2024-03-01T10:00:03", [.critical: 1, .error: 1, .info: 1, .warning: 1], ["": 4]),
        Expected("kubernetes-audit.log", 2, "2024-03-01T10:00:00", "2024-03-01T10:00:01", [.info: 1, .warning: 1], ["": 2]),
        Expected(
            "logback.log", 3, "2024-03-01T10:00:00", "2024-03-01T10:00:02", [.debug: 1, .error: 1, .info: 1],
            ["com.example.App": 2, "com.example.Worker": 1]),
        Expected(
            "logfmt.log", 3, "2024-03-01T10:00:00", "2024-03-01T10:00:02", [.error: 1, .info: 1, .warning: 1], ["": 1, "api": 1, "tsdb": 1]),
        Expected("loguru.log", 2, "2024-03-01T10:00:00", "2024-03-01T10:00:01", [.info: 2], ["app.main": 2]),
        Expected("mac.log", 2, "2023-07-01T09:00:55", "2023-07-01T09:01:05", [.unknown: 2], ["com.apple.CDScheduler": 1, "kernel": 1]),
        Expected("marks.log", 2, "2024-03-01T10:00:00", "2024-03-01T10:00:01", [.error: 1, .info: 1], ["app": 1, "app.db": 1]),
        Expected(
            "mixed.log", 6, "2024-03-01T10:00:00", "2024-03-01T10:00:02", [.error: 1, .info: 1, .unknown: 3, .warning: 1],
            ["": 4, "core": 2]),
        Expected("mongodb.log", 3, "2024-03-01T10:00:00", "2024-03-01T10:00:02", [.debug: 1, .info: 1, .warning: 1], ["mongodb": 3]),
        Expected("monolog.log", 2, "2024-03-01T10:00:00", "2024-03-01T10:00:01", [.critical: 1, .info: 1], ["request": 1, "security": 1]),
        Expected("mysql.log", 3, "2024-03-01T10:00:00", "2024-03-01T10:00:02", [.error: 1, .notice: 2], ["mysql": 3]),
        Expected("nextcloud.log", 2, "2024-03-01T10:00:00", "2024-03-01T10:00:01", [.debug: 1, .error: 1], ["core": 1, "files": 1]),
        Expected("nginx-error.log", 3, "2024-11-25T03:47:51", "2024-11-25T03:49:13", [.error: 1, .notice: 1, .warning: 1], ["nginx": 3]),
        Expected("openssh.log", 3, "2023-12-10T06:55:46", "2023-12-10T06:55:48", [.error: 1, .unknown: 2], ["sshd": 3]),
        Expected(
            "openstack.log", 2, "2017-05-16T00:00:00", "2017-05-16T00:00:04", [.info: 1, .warning: 1],
            ["nova.osapi_compute.wsgi.server": 1, "nova.virt.libvirt.imagecache": 1]),
        Expected("pino.log", 2, "2024-03-01T10:00:00", "2024-03-01T10:00:01", [.error: 1, .info: 1], ["": 2]),
        Expected(
            "postgres-default.log", 3, "2024-03-01T10:00:00", "2024-03-01T10:00:02", [.critical: 1, .error: 1, .info: 1], ["postgres": 3]),
        Expected("postgres-epoch.log", 2, "2024-03-01T10:00:00", "2024-03-01T10:00:01", [.debug: 1, .info: 1], ["postgres": 2]),
        Expected("postgres-json.log", 2, "2024-03-01T10:00:00", "2024-03-01T10:00:01", [.error: 1, .info: 1], ["postgres": 1, "psql": 1]),
        Expected("postgres-pgbadger.log", 2, "2024-03-01T09:00:00", "2024-03-01T09:00:01", [.info: 1, .warning: 1], ["psql": 2]),
        Expected("postgres-rds.log", 2, "2024-03-01T10:00:00", "2024-03-01T10:00:01", [.critical: 1, .info: 1], ["postgres": 2]),
        Expected("postgresql-csv.csv", 2, "2024-03-01T10:00:00", "2024-03-01T10:00:05", [.error: 1, .info: 1], ["postgres": 2]),
        Expected("proxifier.log", 2, "2023-10-30T16:49:06", "2023-10-30T16:49:07", [.unknown: 2], ["chrome.exe": 2]),
        Expected("python-default.log", 3, "", "", [.debug: 1, .error: 1, .warning: 1], ["app": 1, "app.db": 1, "root": 1]),
        Expected(
            "python.log", 3, "2024-03-01T10:00:00", "2024-03-01T10:00:02", [.critical: 1, .error: 1, .info: 1],
            ["app.db": 1, "app.main": 2]),
        Expected("rabbitmq.log", 2, "2024-03-01T10:00:00", "2024-03-01T10:00:01", [.info: 1, .warning: 1], ["": 2]),
        Expected("redis.log", 2, "2024-03-01T10:00:00", "2024-03-01T10:00:01", [.notice: 1, .warning: 1], ["redis": 2]),
        Expected("serilog.log", 2, "2024-03-01T10:00:00", "2024-03-01T10:00:01", [.critical: 1, .info: 1], ["Shop.Cart": 2]),
        Expected(
            "spark.log", 2, "2017-06-09T20:10:40", "2017-06-09T20:10:45", [.error: 1, .info: 1],
            ["executor.CoarseGrainedExecutorBackend": 1, "spark.SecurityManager": 1]),
        Expected(
            "spring.log", 3, "2024-03-01T09:00:01", "2024-03-01T10:00:00", [.error: 1, .info: 1, .warning: 1],
            ["c.e.demo.DemoApplication": 1, "o.a.c.c.C.[.[.[/].[dispatcherServlet]": 1, "o.s.w.s.PageNotFound": 1]),
        Expected("syslog-3164.log", 2, "2024-02-05T17:32:18", "2024-02-05T22:14:15", [.critical: 1, .notice: 1], ["cron": 1, "su": 1]),
        Expected(
            "syslog-5424.log", 3, "2003-10-11T22:14:15", "2003-10-11T22:14:15", [.critical: 1, .debug: 1, .notice: 1],
            ["evntslog": 1, "myproc": 1, "su": 1]),
        Expected(
            "syslog-iso.log", 3, "2024-03-01T09:00:00", "2024-03-01T09:00:02", [.error: 1, .unknown: 2],
            ["CRON": 1, "kernel": 1, "nginx": 1]),
        Expected("thunderbird.log", 2, "2005-11-09T20:01:01", "2005-11-09T20:01:02", [.unknown: 2], ["crond(pam_unix)": 1, "kernel": 1]),
        Expected(
            "tomcat.log", 2, "2024-03-01T10:00:00", "2024-03-01T10:00:01", [.error: 1, .info: 1],
            ["org.apache.catalina.core.StandardService.initInternal": 1, "org.apache.catalina.startup.VersionLoggerListener.log": 1]),
        Expected("tracing.log", 2, "2024-03-01T10:00:00", "2024-03-01T10:00:01", [.info: 1, .trace: 1], ["shop::server": 2]),
        Expected("traefik-clf.log", 1, "2024-03-01T10:00:00", "2024-03-01T10:00:00", [.info: 1], ["": 1]),
        Expected("uwsgi.log", 2, "2024-03-01T10:00:00", "2024-03-01T10:00:01", [.error: 1, .info: 1], ["uwsgi": 2]),
        Expected(
            "vault-hclog.log", 2, "2024-03-01T10:00:00", "2024-03-01T10:00:01", [.info: 1, .warning: 1], ["core": 1, "storage.raft": 1]),
        Expected("w3c.log", 2, "2024-03-01T10:00:00", "2024-03-01T10:00:01", [.info: 1, .warning: 1], ["": 2]),
        Expected("windows-cbs.log", 2, "2016-09-28T04:30:30", "2016-09-28T04:30:31", [.error: 1, .info: 1], ["CBS": 1, "CSI": 1]),
        Expected(
            "windows-event.log", 2, "2024-03-01T10:00:00", "2024-03-01T10:00:01", [.error: 1, .info: 1],
            ["Microsoft-Windows-Security-Auditing": 1, "Service Control Manager": 1]),
        Expected("xrdp.log", 2, "2024-03-01T10:00:00", "2024-03-01T10:00:01", [.error: 1, .info: 1], ["": 2]),
        Expected("zap.log", 2, "2024-03-01T10:00:00", "2024-03-01T10:00:01", [.critical: 1, .info: 1], ["api": 2]),
        Expected("zeek-conn.log", 2, "2011-03-18T19:06:07", "2011-03-18T19:06:08", [.unknown: 2], ["": 2]),
        Expected("zookeeper.log", 2, "2015-07-29T17:41:44", "2015-07-29T19:04:12", [.info: 1, .warning: 1], ["": 2]),
    ]
}
