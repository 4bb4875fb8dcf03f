"""A record that is masked wholly because a rule of one's own takes too many steps on it is told of, with the rule's name."""

from station import Sink, Station, expect

LINE = "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopq from 203.0.113.9 deleted everything"

with Station() as station:
    sink = Sink()
    station.configure(sink.url, more="redact: {rules: [{name: employees, pattern: '^([a-z0-9]+)*@corp$'}]}")
    station.write("a.log", LINE + "\n")
    status, said = station.ship_once()
    expect(len(sink.messages) == 1, f"nothing came ({status}):", said)
    expect(sink.messages == [LINE] or "employees" in said, f"the line came as {sink.messages[0]}, and nothing names the rule:", said)
    status, said = station.run("config", "check", station.path("weir.yaml"))
    expect(status == 0 and "warning" in said and "redact.rules[0].pattern" in said, "config check says nothing of the pattern:", said)
