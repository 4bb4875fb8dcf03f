"""What each reproduction in this folder needs: a folder of its own, a shipper at work in it, and a sink that keeps what it was sent.

A reproduction is a script `NAME.py WEIR`: its docstring says the fault in one sentence, it exits with 0 where Weir does right and with 1
where it does not, after a sentence of what was seen instead. It waits for conditions, never for a time alone.
"""

import gzip
import http.server
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time


class Sink:
    """An HTTP endpoint. `answer(body)` gives status, headers and text for a body in clear; None closes the connection unanswered."""

    def __init__(self, answer=lambda body: (200, {}, b"")):
        self.bodies, self.requests, sink = [], [], self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                if self.headers.get("Content-Encoding") == "gzip":
                    body = gzip.decompress(body)
                sink.requests.append(dict(self.headers))
                given = answer(body)
                if given is None:
                    self.close_connection = True
                    return
                status, headers, text = given
                if status < 300:
                    sink.bodies.append(body)
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(text)))
                self.end_headers()
                self.wfile.write(text)

            def log_message(self, *arguments):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = "http://127.0.0.1:%d/" % self.server.server_port
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def text(self):
        """All that was taken, as it came."""
        return b"".join(self.bodies)

    @property
    def records(self):
        return [json.loads(line) for line in self.text.splitlines() if line.strip()]

    @property
    def messages(self):
        return [record.get("message") for record in self.records]


class Station:
    """A folder with `logs`, a configuration and shippers; `with Station() as station:` stops and removes all of it."""

    def __init__(self):
        self.weir = os.path.abspath(sys.argv[1])
        self.folder = tempfile.mkdtemp(prefix="weir-hostile-")
        self.logs = self.folder + "/logs"
        os.mkdir(self.logs)
        self.running = []

    def __enter__(self):
        return self

    def __exit__(self, *reason):
        for process in self.running:
            if process.poll() is None:
                process.kill()
                process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def path(self, name):
        return os.path.join(self.folder, name)

    def write(self, name, data, mode="ab"):
        """Text or bytes, to a file in `logs`; appended where no mode says otherwise."""
        with open(os.path.join(self.logs, name), mode) as file:
            file.write(data.encode() if isinstance(data, str) else data)

    def configure(self, url, source='include: ["LOGS/*.log"]', spool="size: 64MiB", sink="", more=""):
        """A spool, one files source `s` and one HTTP sink `w`; `LOGS` in the source stands for the folder of logs."""
        text = (
            f"spool: {{directory: {self.folder}/spool, {spool}}}\n"
            f"sources:\n  - {{name: s, kind: files, host: h, {source.replace('LOGS', self.logs)}}}\n"
            f'sinks:\n  - {{name: w, kind: http, url: "{url}", batch: {{age: 50ms}}{", " + sink if sink else ""}}}\n{more}\n'
        )
        with open(self.path("weir.yaml"), "w", encoding="utf-8") as file:
            file.write(text)

    def run(self, *arguments, seconds=60, **options):
        """A command to its end: status, output and errors together as text."""
        done = subprocess.run(
            [self.weir, *arguments], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=seconds, check=False, **options
        )
        return done.returncode, done.stdout.decode(errors="replace")

    def give_to(self, user):
        """Lets a shipper of that user run here, with a spool of its own and the program where the user may read it."""
        os.chmod(self.folder, 0o755)
        os.chmod(self.path("weir.yaml"), 0o644)
        os.mkdir(self.path("spool"), 0o700)
        os.chown(self.path("spool"), user, user)
        self.weir = shutil.copy(self.weir, self.path("weir"))
        os.chmod(self.weir, 0o755)
        return {"user": user, "group": user, "extra_groups": []}

    def ship_once(self, seconds=60):
        return self.run("ship", self.path("weir.yaml"), "--once", seconds=seconds)

    def ship(self, **options):
        """A shipper that goes on; what it says is in the file `said`."""
        with open(self.path("said"), "ab") as said:
            process = subprocess.Popen(
                [self.weir, "ship", self.path("weir.yaml")], stdout=said, stderr=said, stdin=subprocess.DEVNULL, **options
            )
        self.running.append(process)
        return process

    @property
    def said(self):
        with open(self.path("said"), "rb") as said:
            return said.read().decode(errors="replace")


def wait(condition, seconds=30):
    """Until the condition holds; whether it did."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


def expect(condition, *seen):
    """Ends the reproduction with 1 where the condition is false."""
    if not condition:
        print("FAULT:", *seen)
        sys.exit(1)
