"""A certificate that names only the address connected to is refused where the URL names a host, and one that names only another address where it names an address: nothing is sent, and the answer says why."""

import http.server
import ssl
import subprocess
import threading

from station import Station, expect, wait

SANS = {
    # Host in the URL, names of the certificate, whether it is right.
    ("localhost", "IP:127.0.0.1", False),
    ("localhost", "IP:127.0.0.1,IP:::1", False),
    ("localhost", "DNS:127.0.0.1", False),
    ("localhost", "DNS:other.example", False),
    ("localhost", "DNS:localhost", True),
    ("127.0.0.1", "IP:127.0.0.1", True),
    ("127.0.0.1", "IP:127.0.0.2", False),
    ("127.0.0.1", "DNS:127.0.0.1", False),
    ("127.0.0.1", "DNS:localhost", False),
}


def serve(certificate, key, requests):
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            requests.append(self.rfile.read(int(self.headers.get("Content-Length", 0))))
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *arguments):
            pass

    class Server(http.server.ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *arguments):
            pass

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server = Server(("127.0.0.1", 0), Handler)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server.server_port


for host, names, isRight in sorted(SANS):
    with Station() as station:
        certificate, key = station.path("c.pem"), station.path("k.pem")
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2", "-subj",
             f"/CN={host}", "-addext", f"subjectAltName={names}", "-keyout", key, "-out", certificate],
            check=True, capture_output=True)
        requests = []
        port = serve(certificate, key, requests)
        station.configure(f"https://{host}:{port}/", sink=f"tls: {{ca_file: {certificate}}}")
        station.write("a.log", "one\n")
        station.ship()
        if isRight:
            expect(wait(lambda: requests), f"{host} with {names} is not sent to:", station.said)
        else:
            expect(wait(lambda: "certificate" in station.said or requests), f"{host} with {names}: nothing is said:", station.said)
            expect(not requests, f"{host} was sent to with a certificate for {names}")
