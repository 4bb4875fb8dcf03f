import SpoolSegments
import WeirSystem

/// Into the spool and out of it, without the disk: the files lie in memory where the folder does.
extension Loop {
    static let keeping = [
        Loop(name: "CRC32C") { sample in
            sample.pass { sample.chunks { Int(CRC32C.checksum($0)) } }
        },
        Loop(name: "spool write") { sample in
            let slabs = sample.slabs()
            var run = try SegmentRun(directory: sample.folder + "/write", fileSystem: HostFileSystem(), clock: HostClock())
            return sample.pass { try run.write(slabs) }
        },
        Loop(name: "spool read") { sample in
            var run = try SegmentRun(directory: sample.folder + "/read", fileSystem: HostFileSystem(), clock: HostClock())
            _ = try run.write(sample.slabs())
            return sample.pass { [run] in run.read() }
        },
    ]
}
