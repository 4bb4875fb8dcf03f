"""`console.tls` serves with the certificate of its file, `console.hosts` is answered to and no other name, and `probes.listen` answers bare codes on an address of its own."""

import http.client
import re
import ssl
import subprocess

from station import Sink, Station, expect, wait


def answer(connection, path, host=None):
    connection.request("GET", path, headers={"Host": host} if host else {})
    response = connection.getresponse()
    return response.status, response.read().decode(errors="replace")


with Station() as station:
    certificate, key = station.path("c.pem"), station.path("k.pem")
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2", "-subj", "/CN=console",
         "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", certificate],
        check=True, capture_output=True)
    station.configure(
        Sink().url,
        more=f'console: {{listen: "127.0.0.1:0", tls: {{certificate_file: {certificate}, key_file: {key}}}, hosts: [logs.example.com]}}\n'
        'probes: {listen: "127.0.0.1:0"}\n')
    station.ship()

    def port(of):
        found = re.search(rf"address=127\.0\.0\.1:(\d+) for={of}", station.said)
        return int(found.group(1)) if found else None

    expect(wait(lambda: port("console") and port("probes")), "console and probes don't listen:", station.said)
    trusted = ssl.create_default_context(cafile=certificate)

    def console():
        return http.client.HTTPSConnection("127.0.0.1", port("console"), timeout=10, context=trusted)

    for host, right in ((None, True), ("logs.example.com", True), ("other.example.com", False)):
        status, text = answer(console(), "/metrics", host)
        expect((status == 200) == right, f"the console answers {host or 'its address'} with", status, text)

    def probes():
        return http.client.HTTPConnection("127.0.0.1", port("probes"), timeout=10)

    expect(port("probes") != port("console"), "probes have the console's port")
    expect(answer(probes(), "/livez")[0] == 200, "/livez of the probes:", answer(probes(), "/livez"))
    expect(answer(probes(), "/metrics")[0] == 404, "/metrics of the probes:", answer(probes(), "/metrics"))
