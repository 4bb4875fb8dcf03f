import WeirConsole
import WeirRecords
import WeirShipping
import WeirSpool

/// A shipper's figures by their documented names.
struct ShipMetrics {
    private typealias Source = ShipperStatus.Source
    private typealias Sink = ShipperStatus.Sink

    private let status: ShipperStatus

    init(_ status: ShipperStatus) { self.status = status }

    var metrics: [Metric] { spool + sources + redacted + sinks + delivered }

    private var spool: [Metric] {
        var metrics = [
            Metric("weir_spool_used_bytes", .gauge, help: "Bytes of all segments.", value: Double(status.spoolBytes.bytes)),
            Metric("weir_spool_size_bytes", .gauge, help: "What all segments may take.", value: Double(status.spoolCapacity.bytes)),
            Metric("weir_spool_full", .gauge, help: "1 where reading waits for room.", value: status.isSpoolFull ? 1 : 0),
            Metric(
                "weir_spool_hindered", .gauge, help: "1 where nothing can be written to the spool now, by what keeps it.",
                samples: status.hindrance.map { [.init([.init("reason", $0.name)], value: 1)] } ?? []),
            Metric("weir_spool_dropped_records_total", .counter, help: "Records given up by policy.", value: Double(status.dropped)),
            Metric("weir_dead_letter_bytes", .gauge, help: "Bytes that dead letters take.", value: Double(status.deadLetters.used.bytes)),
            Metric(
                "weir_dead_letter_limit_bytes", .gauge, help: "Bytes that dead letters may take; over it their sink holds.",
                value: Double(status.deadLetters.limit.bytes)),
            Metric("weir_spool_mark", .counter, help: "Records ever made durable.", value: Double(status.mark.value)),
        ]
        if let bytes = status.diskBytes {
            let help = "What the spool's disk would still take."
            metrics.append(Metric("weir_spool_disk_free_bytes", .gauge, help: help, value: Double(bytes.bytes)))
        }
        if let time = status.timeToLoss.time {
            let help = "How long records are safe where no sink takes any, at the rate of the last minutes."
            metrics.append(Metric("weir_time_to_loss_seconds", .gauge, help: help, value: time / .seconds(1)))
        }
        return metrics
    }

    private var sources: [Metric] {
        [
            of(status.sources, "weir_source_records_total", .counter, "Records read.") { Double($0.figures.records) },
            of(status.sources, "weir_source_bytes_total", .counter, "Bytes of the lines read.") { Double($0.figures.bytes) },
            of(status.sources, "weir_source_unread_bytes", .gauge, "Bytes that are there and not read.") { Double($0.figures.unreadBytes) },
            of(status.sources, "weir_source_lost_bytes_total", .counter, "Bytes gone before they were read.") {
                Double($0.figures.lostBytes)
            },
            of(status.sources, "weir_source_losses_total", .counter, "Losses, those of unknown size among them.") {
                Double($0.figures.losses.losses)
            },
        ]
    }

    private var redacted: [Metric] {
        let samples = status.sources.flatMap { source in
            source.figures.redacted.sorted { $0.key < $1.key }.map { rule, records in
                Metric.Sample([.init("source", source.name), .init("rule", rule)], value: Double(records))
            }
        }
        let help = "Records that a rule of redaction changed before they were written."
        return [Metric("weir_source_redacted_records_total", .counter, help: help, samples: samples)]
    }

    private var sinks: [Metric] {
        [
            of(status.sinks, "weir_sink_waiting_records", .gauge, "Records in the spool that the sink has not settled.") {
                Double($0.waiting)
            },
            of(status.sinks, "weir_sink_dead_letters_total", .counter, "Records refused for good.") { Double($0.progress.deadLettered) },
            of(status.sinks, "weir_sink_retries_total", .counter, "Tries that failed and were made again.") { Double($0.progress.retries) },
            of(status.sinks, "weir_sink_requests_total", .counter, "Requests, or writes.") { Double($0.progress.figures.requests) },
            of(status.sinks, "weir_sink_encoded_bytes_total", .counter, "Bytes before compression.") {
                Double($0.progress.figures.encodedBytes)
            },
            of(status.sinks, "weir_sink_wire_bytes_total", .counter, "Bytes as they were sent.") { Double($0.progress.figures.wireBytes) },
            of(status.sinks, "weir_sink_cut_records_total", .counter, "Records cut at the protocol's limit.") {
                Double($0.progress.figures.cutRecords)
            },
            of(status.sinks, "weir_sink_held", .gauge, "1 where the sink is on hold.") { $0.progress.held == nil ? 0 : 1 },
        ]
    }

    private var delivered: [Metric] {
        let samples = status.sinks.flatMap { sink in
            DeliveryGrade.allCases.compactMap { grade in
                sink.progress.delivered[grade].map { records in
                    Metric.Sample([.init("sink", sink.name), .init("grade", "\(grade)")], value: Double(records))
                }
            }
        }
        let help = "Records delivered, by how far that is proven."
        return [Metric("weir_sink_delivered_records_total", .counter, help: help, samples: samples)]
    }

    private func of(
        _ sources: [Source], _ name: String, _ kind: Metric.Kind, _ help: String, _ value: (Source) -> Double
    ) -> Metric {
        Metric(name, kind, help: help, samples: sources.map { Metric.Sample([.init("source", $0.name)], value: value($0)) })
    }

    private func of(_ sinks: [Sink], _ name: String, _ kind: Metric.Kind, _ help: String, _ value: (Sink) -> Double) -> Metric {
        Metric(name, kind, help: help, samples: sinks.map { Metric.Sample([.init("sink", $0.name)], value: value($0)) })
    }
}
