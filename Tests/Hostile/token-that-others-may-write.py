"""A token's file that its group may write, that another user owns, that lies in a folder that all may write, or that a link by another
user names, is at least warned of."""

import os

from station import Sink, Station, expect

TOKEN = "tok-" + "Qx7Lm2Vb" + "9Zr4Tn8W"
OTHER = 1234


def linked(station, token):
    os.symlink(token, station.path("link"))
    os.chown(station.path("link"), OTHER, OTHER, follow_symlinks=False)
    return station.path("link")


WAYS = {
    "its group may write it": lambda station, token: os.chmod(token, 0o620),
    "another user owns it": lambda station, token: os.chown(token, OTHER, OTHER),
    "all may write its folder": lambda station, token: os.chmod(station.path("secrets"), 0o777),
    "another user owns its folder": lambda station, token: os.chown(station.path("secrets"), OTHER, OTHER),
    "a link by another user names it": linked,
}

if os.geteuid() != 0:
    raise SystemExit(0)
silent = []
for name, way in WAYS.items():
    with Station() as station:
        os.chmod(station.folder, 0o755)
        os.mkdir(station.path("secrets"), 0o755)
        token = station.path("secrets/token")
        with open(token, "w", encoding="ascii") as file:
            file.write(TOKEN + "\n")
        os.chmod(token, 0o600)
        token = way(station, token) or token
        station.configure(Sink().url, sink=f"token_file: {token}")
        said = station.run("config", "check", station.path("weir.yaml"))[1]
        if "token_file" not in said:
            silent.append(name)
expect(not silent, "config check says nothing where", "; ".join(silent))
