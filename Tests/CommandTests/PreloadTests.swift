import Foundation
import TestSupport
import Testing

@Suite("Preloaded libraries")
struct PreloadTests {
    @Test("a library whose constructor sets a variable, as libfaketime's does, takes no argument away")
    func constructor() throws {
        let compiler = ["/usr/bin/cc", "/usr/bin/clang"].first { FileManager.default.isExecutableFile(atPath: $0) } ?? Self.swiftClang
        let directory = try TemporaryDirectory()
        let source = """
            #include <stdlib.h>
            #include <stdio.h>
            __attribute__((constructor)) static void set(void) {
                char name[32];
                for (int i = 0; i < 200; i++) { snprintf(name, sizeof name, "SET_BY_A_LIBRARY_%d", i); setenv(name, "1", 1); }
            }
            """
        try source.write(toFile: directory.path + "/set.c", atomically: true, encoding: .utf8)
        let built = try ChildProcess(
            compiler, ["-shared", "-fPIC", "-o", directory.path + "/set.so", directory.path + "/set.c"]
        ).wait()
        try #require(built.status == 0, "\(built.errors)")
        let result = try WeirBinary.run(
            "config", "check", Repository.path("samples/shippers/minimal.yaml"), environment: ["LD_PRELOAD": directory.path + "/set.so"])
        #expect(result.status == 0 && result.output.contains("valid shipper"), "\(result)")
    }

    /// Beside the compiler that built this.
    private static var swiftClang: String {
        let found = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map { "\($0)/clang" }
        return found.first { FileManager.default.isExecutableFile(atPath: $0) } ?? "/usr/bin/cc"
    }
}
