"""A token that an endpoint echoes spelt out (its bytes as numbers with signs between, quoted-printable, Base32, backwards, with blanks, or
encoded twice) is kept, logged and shown masked."""

import base64
import codecs
import os

from station import Sink, Station, expect

TOKEN = "tok-" + "Qx7Lm2Vb" + "9Zr4Tn8W"
BYTES = TOKEN.encode()
NOTATIONS = {
    "hexadecimal with colons": BYTES.hex(":"),
    "hexadecimal with 0x": " ".join(f"0x{byte:02x}" for byte in BYTES),
    "decimal": str(list(BYTES)),
    "octal": "".join(f"\\{byte:03o}" for byte in BYTES),
    "quoted-printable": "".join(f"={byte:02X}" for byte in BYTES),
    "base32": base64.b32encode(BYTES).decode(),
    "backwards": TOKEN[::-1],
    "spaces": " ".join(TOKEN),
    "calls": " + ".join(f"chr({byte})" for byte in BYTES),
    "binary": " ".join(f"{byte:08b}" for byte in BYTES),
    "dump": BYTES.hex(" ", 2),
    "base64 twice": base64.b64encode(base64.b64encode(BYTES)).decode(),
    "rot13": codecs.encode(TOKEN, "rot13"),
    "joiners": "\u200b".join(TOKEN),
}

# A few signs are the same in any text of the notation.
UNTOLD = 16


def longest(notation, text):
    """The most signs in a row of the notation that stand in the text."""
    return max(n for n in range(len(notation) + 1) if any(notation[at : at + n] in text for at in range(len(notation) - n + 1)))


shown = []
for name, notation in NOTATIONS.items():
    with Station() as station:
        sink = Sink(lambda body: (400, {}, b"no such key: " + notation.encode()))
        station.write("token", TOKEN + "\n", "wb")
        os.chmod(station.logs + "/token", 0o600)
        station.configure(sink.url, sink=f"token_file: {station.logs}/token")
        station.write("a.log", "record\n")
        said = station.ship_once()[1] + station.run("spool", "dead", "list", station.path("weir.yaml"))[1]
        expect("no such key" in said, "no dead letter was kept:", said)
        left = max(longest(written, said) for written in (notation, notation.replace("\u200b", "\\u200b")))
        if left > UNTOLD:
            shown.append(f"{name} ({left} signs in a row)")
expect(not shown, "it is shown in", ", ".join(shown))
