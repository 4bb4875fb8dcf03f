import WeirCompression
import WeirEncoding
import WeirRecords

/// From a frame to what a sink sends.
extension Loop {
    static let sending =
        onBoth([
            Loop(name: "NDJSON encoder") { sample in encode(sample, with: NDJSONEncoder()) },
            Loop(name: "syslog encoder") { sample in encode(sample, with: SyslogEncoder()) },
        ]) + [
            Loop(name: "gzip, level 1") { sample in
                var (encoder, output) = (try GzipEncoder(level: 1), [UInt8]())
                return sample.pass {
                    try sample.chunks {
                        output.removeAll(keepingCapacity: true)
                        try encoder.compress($0, into: &output)
                        return output.count
                    }
                }
            },
            Loop(name: "zstd, level 1") { sample in
                var (encoder, output) = (try ZstdEncoder(level: 1), [UInt8]())
                return sample.pass {
                    try sample.chunks {
                        output.removeAll(keepingCapacity: true)
                        try encoder.compress($0, into: &output)
                        return output.count
                    }
                }
            },
        ]

    /// A slab is a batch; each record gets its id on the way, as in a delivery.
    private static func encode(_ sample: Sample, with encoder: some RecordEncoder) -> Pass {
        let slabs = sample.slabs()
        let output = Output()
        var encoder = encoder
        return sample.pass {
            slabs.reduce(0) {
                output.buffer.removeAll()
                append($1, with: &encoder, to: &output.buffer)
                return $0 &+ output.buffer.count
            }
        }
    }

    private static func append(_ slab: Slab, with encoder: inout some RecordEncoder, to output: inout OutputBuffer) {
        encoder.begin(streams: slab.streams, keys: slab.meter.keys)
        guard let stream = slab.streams.first?.descriptor else { return }
        let ids = EventID.Prefix(installation: .zero, stream: stream)
        for entry in slab.entries {
            encoder.append(OutgoingRecord(bytes: slab.bytes(of: entry), entry: entry, id: ids.id(at: entry.streamOffset)), to: &output)
        }
    }

    /// A closure can't own a buffer that can't be copied.
    private final class Output { var buffer = OutputBuffer(capacity: 2 << 20) }
}
