"""What a pattern matches and is a socket or a device is said by name at the start; `config check --environment` says it too."""

import os
import socket

from station import Sink, Station, expect

with Station() as station:
    sink = Sink()
    station.configure(sink.url)
    station.write("a.log", "one\n")
    socket.socket(socket.AF_UNIX).bind(station.logs + "/socket.log")
    os.mknod(station.logs + "/device.log", 0o20600, os.makedev(1, 5))
    code, text = station.ship_once()
    checked = station.run("config", "check", station.path("weir.yaml"), "--environment")[1]
    for name in "socket.log", "device.log":
        expect(name in text, f"the shipper says nothing of {name}:", text)
        expect(name in checked, f"config check says nothing of {name}:", checked)
    expect(sink.messages == ["one"], len(sink.messages))
