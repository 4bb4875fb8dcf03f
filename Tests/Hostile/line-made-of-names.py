"""A line that repeats what comes before a secret (a header, a cookie, a command, the beginning of a key) costs what its length says:
four times the length costs four times the time of a processor, not sixteen times. With `--all` so for each text that is looked for."""

import itertools
import pathlib
import re
import resource
import sys

from station import Sink, Station, expect

SHORT, TIMES, MOST = 16_000, 4, 8.0
GROUP = 24
RULES = pathlib.Path(__file__).resolve().parents[2] / "Sources" / "WeirRedaction"
TABLES = ["Rules/Clues", "Forms/IssuedKeys", "Forms/SecretPhrase", "Forms/CommandLine", "Forms/StatedSecret"]
SEEN = ["Authorization: ", "Cookie: a=b; ", "curl -u a:b ", "mysql -u root ", "-----BEGIN RSA PRIVATE " + "KEY-----"]
SEEN += ["password=", "x://u:p@", "u:p@", "reset_password=/", "token_", "echo a | sudo -S ", "wifi:P:abcdefg;", "argc=1 "]
SEEN += ["type=user_cmd ", '{"value":', '{"password":1} ', "\\", "-----", '["', " "]


def texts():
    """All that the tables hold, as their source says it."""
    for table in TABLES:
        for literal in re.findall(r'"((?:[^"\\\n]|\\.)+)"', (RULES / f"{table}.swift").read_text(encoding="utf-8")):
            text = re.sub(r"\\u\{(\w+)\}", lambda code: chr(int(code[1], 16)), literal).replace('\\"', '"').replace("\\\\", "\\")
            if len(text) > 2:
                yield text


def line(text, size):
    """Made of the text alone, and with what stands behind it in a log."""
    unit = (text * 3 + " " + (text + " -u a:b ") * 2 + text + "=/x; " + text + ': "').replace("\n", " ")
    return ((text * (size // len(text) + 1))[: size // 2] + unit * (size // len(unit) + 1))[:size]


def seconds(group, size):
    """Of a processor, for a shipper that ships a line of each text."""
    with Station() as station:
        sink = Sink()
        station.configure(sink.url)
        station.write("a.log", "".join(line(text, size) + "\nbehind it\n" for text in group))
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        station.ship_once(seconds=150)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        expect(len(sink.records) >= 2 * len(group), f"{len(sink.records)} records came of {2 * len(group)} lines")
        return after.ru_utime - before.ru_utime


every = iter(dict.fromkeys([*SEEN, *(texts() if "--all" in sys.argv else [])]))
while group := list(itertools.islice(every, GROUP)):
    short, long = seconds(group, SHORT), seconds(group, SHORT * TIMES)
    expect(long <= short * MOST, f"{TIMES} times the length cost {long / short:.1f} times the time with one of", *map(repr, group))
