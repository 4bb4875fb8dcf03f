"""The programs under torture, each as its documentation says for durability."""

import os
import platform
import shutil
import subprocess

from receivers import HTTPReceiver, SyslogReceiver

LIBRARIES = "usr/lib/%s-linux-gnu" % platform.machine()


class Program:
    """One forwarder: `command` writes its configuration into `folder` and says how it is started."""

    name = buffer = ""
    receiver = SyslogReceiver

    def __init__(self, executable, peers):
        self.executable, self.peers = executable, peers
        self.process = None

    def is_there(self):
        return self.executable and os.access(self.executable, os.X_OK)

    def start(self, folder, log, port):
        """`folder` is where its queue and its positions lie."""
        command, environment = self.command(folder, log, port)
        with open(os.path.dirname(log) + "/said", "ab") as said:
            self.process = subprocess.Popen(
                command, stdout=said, stderr=said, stdin=subprocess.DEVNULL, env={**os.environ, **environment}, start_new_session=True
            )

    def kill(self):
        self.process.kill()
        self.process.wait()

    def stop(self):
        """Asked to end, then killed: a queue may take long to be written."""
        if self.process is None or self.process.poll() is not None:
            return
        self.process.terminate()
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.kill()

    @staticmethod
    def write(path, text):
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        return path


class Weir(Program):
    buffer = "spool, as it comes"

    def command(self, folder, log, port):
        path = self.write(
            os.path.dirname(log) + "/weir.yaml",
            f"""
spool: {{directory: {folder}/spool, size: {self.size(folder)}}}
sources:
  - {{name: app, kind: files, host: web-1, include: ["{log}"]}}
sinks:
  - {self.sink % port}
""",
        )
        return [self.executable, "ship", path, "--drain", "5s"], {}

    @staticmethod
    def size(folder):
        return "64MiB" if os.path.ismount(folder) else "2GiB"


class WeirSyslog(Weir):
    name = "weir, syslog"
    sink = '{name: siem, kind: syslog, url: "tcp://127.0.0.1:%d"}'


class WeirHTTP(Weir):
    name = "weir, HTTP"
    receiver = HTTPReceiver
    sink = '{name: siem, kind: http, url: "http://127.0.0.1:%d/"}'


class Rsyslog(Program):
    """Pure disk queue, synced and checkpointed with each message; the file's position with each; never gives an action up.

    `persistStateAfterSubmission` was tried: after most SIGKILLs the file's state can't be read then, and far more is lost.
    """

    name, buffer = "rsyslog", "disk queue, synced"

    def command(self, folder, log, port):
        path = self.write(
            os.path.dirname(log) + "/rsyslog.conf",
            f"""
global(workDirectory="{folder}" maxMessageSize="64k")
main_queue(queue.type="Direct")
module(load="imfile" mode="inotify")
template(name="line" type="list") {{
  constant(value="<134>1 ") property(name="timereported" dateFormat="rfc3339")
  constant(value=" web-1 app - - - ") property(name="msg")
}}
input(type="imfile" file="{log}" tag="app" ruleset="ship" reopenOnTruncate="on" persistStateInterval="1")
ruleset(name="ship" queue.type="Disk" queue.filename="ship" queue.maxDiskSpace="2g" queue.maxFileSize="16m"
        queue.syncQueueFiles="on" queue.checkpointInterval="1" queue.saveOnShutdown="on" queue.timeoutEnqueue="0") {{
  action(type="omfwd" target="127.0.0.1" port="{port}" protocol="tcp" TCP_Framing="octet-counted" template="line" keepAlive="on"
         action.resumeRetryCount="-1" action.resumeInterval="1")
}}
""",
        )
        pid = os.path.dirname(log) + "/pid"
        if os.path.exists(pid):
            os.unlink(pid)
        modules = f"{self.peers}/{LIBRARIES}/rsyslog"
        return [self.executable, "-n", "-f", path, "-i", pid, "-M", modules], {"LD_LIBRARY_PATH": f"{self.peers}/{LIBRARIES}"}


class SyslogNG(Program):
    """Reliable disk buffer, flow control, the connection opened again after a second."""

    name, buffer = "syslog-ng", "reliable disk buffer"

    def command(self, folder, log, port):
        own = os.path.dirname(log)
        size = 33554432 if os.path.ismount(folder) else 1073741824
        path = self.write(
            own + "/syslog-ng.conf",
            f"""@version: 3.38
options {{ keep-hostname(yes); stats-freq(0); log-msg-size(65536); time-reopen(1); }};
source files {{ file("{log}" flags(no-parse) follow-freq(0.1) multi-line-mode(none)); }};
destination siem {{
  network("127.0.0.1" port({port}) transport("tcp") so-keepalive(yes) template("<134>1 ${{ISODATE}} web-1 app - - - ${{MESSAGE}}\\n")
          disk-buffer(reliable(yes) disk-buf-size({size}) mem-buf-size(16777216) dir("{folder}")));
}};
log {{ source(files); destination(siem); flags(flow-control); }};
""",
        )
        paths = [LIBRARIES, "usr/lib/syslog-ng", LIBRARIES.removeprefix("usr/")]
        return [
            self.executable, "--foreground", "--no-caps", "--cfgfile", path, "--persist-file", folder + "/persist", "--pidfile",
            own + "/pid", "--control", own + "/control", "--module-path", self.peers + "/usr/lib/syslog-ng/3.38",
        ], {"LD_LIBRARY_PATH": ":".join(f"{self.peers}/{path}" for path in paths)}


class FluentBit(Program):
    """Where it is on the path: chunks on disk with full syncs, positions in SQLite, never gives a chunk up."""

    name, buffer = "Fluent Bit", "file system, full sync"
    receiver = HTTPReceiver

    def command(self, folder, log, port):
        path = self.write(
            os.path.dirname(log) + "/fluent-bit.yaml",
            f"""
service: {{flush: 0.2, log_level: error, storage.path: {folder}/storage, storage.sync: full, storage.checksum: on, scheduler.cap: 2}}
pipeline:
  inputs:
    - {{name: tail, path: "{log}", read_from_head: true, db: {folder}/positions, db.sync: full, storage.type: filesystem,
        rotate_wait: 30, key: message}}
  outputs:
    - {{name: http, match: "*", host: 127.0.0.1, port: {port}, uri: /, format: json_lines, retry_limit: false}}
  # The line as it was: only its own members.
  filters:
    - {{name: parser, match: "*", key_name: message, parser: json}}
""",
        )
        return [self.executable, "-c", path], {}


class Vector(Program):
    """Where it is on the path: disk buffer, end-to-end acknowledgements."""

    name, buffer = "Vector", "disk buffer, acknowledged"
    receiver = HTTPReceiver

    def command(self, folder, log, port):
        path = self.write(
            os.path.dirname(log) + "/vector.yaml",
            f"""
data_dir: {folder}
sources: {{app: {{type: file, include: ["{log}"], read_from: beginning}}}}
sinks:
  siem: {{type: http, inputs: [app], uri: "http://127.0.0.1:{port}/", encoding: {{codec: text}}, framing: {{method: newline_delimited}},
          acknowledgements: {{enabled: true}}, buffer: {{type: disk, max_size: 1073741824, when_full: block}}}}
""",
        )
        return [self.executable, "--quiet", "--config", path], {}


def all_programs(weir, peers):
    found = [
        WeirSyslog(weir, peers), WeirHTTP(weir, peers), Rsyslog(peers + "/usr/sbin/rsyslogd", peers),
        SyslogNG(peers + "/usr/sbin/syslog-ng", peers), FluentBit(shutil.which("fluent-bit"), peers), Vector(shutil.which("vector"), peers),
    ]
    return [program for program in found if program.is_there()]
