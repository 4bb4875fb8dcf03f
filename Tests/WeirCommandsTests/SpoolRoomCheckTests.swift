import TestSupport
import Testing
import WeirRecords

@testable import WeirCommands
@testable import WeirConfiguration

@Suite struct SpoolRoomCheckTests {
    @Test("a limit of file size below what a file of the spool takes is an error with its way out, one above it is none")
    func fileSize() throws {
        let disk = MemoryFileSystem()
        let plan = SpoolPlan(directory: "/spool", size: .mebibytes(64), synchronization: .group)
        func problems(_ limit: UInt64?) -> [Problem] {
            SpoolRoomCheck(plan, fileSystem: disk, fileSizeLimit: limit).problems(following: [])
        }
        let problem = try #require(problems(1_000_000).first)
        #expect(problem.severity == .error && problem.message.contains("16 MiB"), "\(problem.message)")
        #expect(problem.wayOut?.contains("ulimit -f") == true)
        #expect(!problems(16 << 20).contains { $0.message.contains("files of") })
        #expect(!problems(nil).contains { $0.message.contains("files of") })
    }
}
