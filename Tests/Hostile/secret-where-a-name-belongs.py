"""A secret that stands in a wrong place of the configuration (as a header's name, behind `!`, in a URL without its scheme) is quoted
by no message."""

import os

from station import Station, expect

SECRET = "Zk8" + "Qw3Lm7Xr2" + "Vt9Bn4"
SINKS = {
    "a header and its value as one name": f'url: "http://127.0.0.1:9/", headers: {{"Authorization: Bearer {SECRET}": ""}}',
    "a value that begins with an exclamation mark": f'url: "http://127.0.0.1:9/", headers: {{Authorization: !{SECRET} }}',
    "a URL without its scheme": f'url: "bob:{SECRET}@siem.example.org/in"',
    "a URL with one slash": f'url: "http:/bob:{SECRET}@siem.example.org/in"',
    "a webhook without its scheme": f'url: "hooks.slack.com/services/T0AB/B0CD/{SECRET}"',
}

with Station() as station:
    path, quoted = station.path("weir.yaml"), []
    for name, sink in SINKS.items():
        with open(path, "w", encoding="utf-8") as file:
            file.write(
                f'spool: {{directory: {station.folder}/spool}}\nsources:\n  - {{name: s, kind: files, include: ["{station.logs}/*.log"]}}\n'
                f"sinks:\n  - {{name: w, kind: http, {sink}}}\n"
            )
        os.chmod(path, 0o600)
        for command in (["config", "check", path], ["config", "print", path], ["ship", path, "--once", "--drain", "1s"]):
            code, said = station.run(*command)
            expect(code == 78, f"{name}: {command[:2]} ended with {code}:", said.replace(SECRET, "<secret>"))
            if SECRET in said:
                quoted.append(f"{name} ({command[0]})")
    expect(not quoted, "the secret is quoted:", ", ".join(quoted))
