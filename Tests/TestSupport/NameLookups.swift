import Foundation

/// Names that resolve to what a file says at the moment, for a program that a test starts: `NAME ADDRESS…` a line.
package struct NameLookups {
    private static let source = """
        #define _GNU_SOURCE
        #include <dlfcn.h>
        #include <netdb.h>
        #include <stdio.h>
        #include <stdlib.h>
        #include <string.h>

        typedef int lookup(const char *, const char *, const struct addrinfo *, struct addrinfo **);

        int getaddrinfo(const char *node, const char *service, const struct addrinfo *hints, struct addrinfo **found) {
            lookup *real = (lookup *)dlsym(RTLD_NEXT, "getaddrinfo");
            FILE *file = node ? fopen(getenv("WEIR_TEST_NAMES"), "r") : NULL;
            char line[512];
            struct addrinfo *first = NULL, **end = &first;
            while (file && fgets(line, sizeof line, file)) {
                char *word = strtok(line, " \\n");
                if (!word || strcmp(word, node)) continue;
                while ((word = strtok(NULL, " \\n")) && real(word, service, hints, end) == 0)
                    while (*end) end = &(*end)->ai_next;
            }
            if (file) fclose(file);
            if (!first) return real(node, service, hints, found);
            *found = first;
            return 0;
        }
        """

    private let library: String
    private let names: String

    /// - Parameter directory: where the library and the names are kept.
    package init(in directory: String) throws {
        library = directory + "/lookups.so"
        names = directory + "/names"
        let code = directory + "/lookups.c"
        try Self.source.write(toFile: code, atomically: true, encoding: .utf8)
        let compiler = try ChildProcess("/usr/bin/env", ["clang", "-shared", "-fPIC", "-o", library, code, "-ldl"]).wait()
        guard compiler.status == 0 else { throw SupportFailure("the lookups can't be compiled: \(compiler.errors)") }
    }

    /// From the next lookup on.
    package func resolve(_ name: String, to addresses: String...) throws {
        try ([name] + addresses).joined(separator: " ").write(toFile: names, atomically: true, encoding: .utf8)
    }

    /// What a program needs to be started with.
    package var environment: [String: String] { ["LD_PRELOAD": library, "WEIR_TEST_NAMES": names] }
}
