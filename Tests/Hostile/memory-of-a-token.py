"""The memory and the environment of a shipper that holds a token are closed to other processes of its own user, also where the token
came by a reload."""

import os
import signal
import subprocess

from station import Sink, Station, expect, wait

TOKEN = "tok-" + "Qx7Lm2Vb" + "9Zr4Tn8W"
USER = 1234
LOOK = "import sys; [open(f'/proc/{sys.argv[1]}/{name}', 'rb').read(1) for name in ('environ', 'maps', 'mem')]"

if os.geteuid() != 0:
    raise SystemExit(0)
for reloaded in (False, True):
    with Station() as station:
        sink = Sink()
        station.write("token", TOKEN + "\n", "wb")
        os.chmod(station.logs + "/token", 0o600)
        os.chown(station.logs + "/token", USER, USER)
        with_token = f"token_file: {station.logs}/token"
        station.configure(sink.url, sink="" if reloaded else with_token)
        station.write("a.log", "one\n")
        process = station.ship(**station.give_to(USER))
        expect(wait(lambda: sink.messages), "nothing came:", station.said)
        if reloaded:
            station.configure(sink.url, sink=with_token)
            process.send_signal(signal.SIGHUP)

            def sent():
                station.write("a.log", "more\n")
                return any("Authorization" in request for request in sink.requests)

            expect(wait(sent), "the token was not taken by a reload:", station.said)
        plain = {"user": USER, "group": USER, "extra_groups": [], "capture_output": True, "check": False, "cwd": "/"}
        seen = subprocess.run(["/usr/bin/env", "python3", "-c", LOOK, str(process.pid)], **plain)
        when = "after a reload" if reloaded else "from the start"
        expect(b"PermissionError" in seen.stderr, "its user may read it", when, seen.stderr[-200:])
