import Foundation

/// Debian's nginx on a loopback port: takes TLS from clients with a certificate and a token, and hands their requests on.
package final class NginxProxy {
    private let directory: TemporaryDirectory
    private let process: ChildProcess

    /// - Parameters:
    ///   - clients: who must have signed a client's certificate.
    ///   - token: what a client must bear; another one is answered with 401.
    package init(
        port: Int, to address: String, identity: TestAuthority.Identity, clients: TestAuthority, token: String
    ) throws {
        directory = try TemporaryDirectory()
        let peers = Repository.path(".build/peers")
        let path = directory.path
        let temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map { "\($0)_temp_path \(path)/\($0);" }
        try """
        daemon off; master_process off; pid \(path)/pid; error_log stderr;
        events {}
        http {
          access_log off; client_max_body_size 16m; \(temporary.joined(separator: " "))
          server {
            listen 127.0.0.1:\(port) ssl;
            ssl_certificate \(identity.certificate); ssl_certificate_key \(identity.key);
            ssl_client_certificate \(clients.certificate); ssl_verify_client on;
            location / {
              if ($http_authorization != "Bearer \(token)") { return 401; }
              proxy_pass \(address);
            }
          }
        }

        """.write(toFile: path + "/nginx.conf", atomically: true, encoding: .utf8)
        process = try ChildProcess(
            peers + "/usr/sbin/nginx", ["-p", path, "-c", path + "/nginx.conf", "-e", "stderr"],
            environment: ["LD_LIBRARY_PATH": peers + "/usr/lib/\(Repository.multiarch)"])
        guard process.wait(within: 30, until: { FileManager.default.fileExists(atPath: path + "/pid") }) else {
            throw SupportFailure("nginx did not start: \(process.errors)")
        }
    }

    deinit { process.kill() }

    /// Ends it, and lets its port go.
    package func stop() {
        process.terminate()
        process.wait(within: 30)
    }
}
