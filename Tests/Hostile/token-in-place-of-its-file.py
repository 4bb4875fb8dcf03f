"""A token that was pasted where its file's name belongs (`token_file`, `header_files`) is not quoted by any message."""

from station import Station, expect

TOKEN = "gl" + "pat-" + "Ab3dEf6hIj" * 2

with Station() as station:
    for key in (f"token_file: {TOKEN}", f"header_files: {{X-Api-Key: {TOKEN}}}"):
        station.configure("http://127.0.0.1:1/", sink=key)
        for words in (["config", "check"], ["config", "print"], ["ship", "--once"]):
            said = station.run(*words, station.path("weir.yaml"))[1]
            expect("sinks[0]" in said, "the mistake is not named:", said)
            expect(TOKEN not in said, " ".join(words), "quotes it:", said.replace(TOKEN, "<token>"))
