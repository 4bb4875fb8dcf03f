"""`header_files` puts what its file holds on each request, and `follow_links: all` reads a link that another user made, which is passed over without it."""

import os

from station import Sink, Station, expect

VALUE = "from-a-file-" + "7f3a"

with Station() as station:
    os.chmod(station.folder, 0o755)
    key = station.path("key")
    with open(key, "w", encoding="utf-8") as file:
        file.write(VALUE + "\n")
    os.chmod(key, 0o600)
    os.mkdir(station.path("elsewhere"))
    with open(station.path("elsewhere/linked.log"), "w", encoding="utf-8") as file:
        file.write("linked\n")
    os.symlink(station.path("elsewhere/linked.log"), station.logs + "/linked.log")
    os.lchown(station.logs + "/linked.log", 65534, 65534)
    station.write("own.log", "own\n")
    # What was read before is not read again.
    for links, wanted in (("trusted", ["own"]), ("all", ["linked"])):
        sink = Sink()
        source = f'include: ["LOGS/*.log"], follow_links: {links}'
        station.configure(sink.url, source=source, sink=f"header_files: {{X-Scope-Key: {key}}}")
        said = station.ship_once()[1]
        expect(sink.messages == wanted, f"follow_links: {links} brings", sink.messages, said)
        values = {request.get("X-Scope-Key") for request in sink.requests}
        expect(values == {VALUE}, "the header of header_files comes as", values)
