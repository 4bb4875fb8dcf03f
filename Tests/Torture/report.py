"""Writes the table of a run into the README, or says whether it is there: report.py JSON README [--check]"""

import json
import sys

from faults import FAULTS

BEGIN = "<!-- The table below is written by ./dev torture report. -->"
END = "<!-- End of the table. -->"


def cell(row):
    """Lost, twice, out of order, altered, and the seconds until all that was written before a fault's end had come."""
    lost = f"**{row['lost']:,}**" if row["lost"] else "0"
    recovery = f"{row['late']:,} late" if row["late"] else f"{row['recovery_seconds']:.1f} s"
    return f"{lost} · {row['twice']:,} · {row['out_of_order']:,} · {row['altered']:,} · {recovery}"


def markdown(result):
    if not result["rows"]:
        return "No run is committed yet."
    names = [program["name"] for program in result["programs"]]
    heads = [f"{program['name']} ({program['buffer']})" for program in result["programs"]]
    rows = {}
    for row in result["rows"]:
        rows.setdefault(row["fault"], {})[row["program"]] = row
    lines = ["| fault | records | " + " | ".join(heads) + " |", "|---|---:|" + "---|" * len(heads)]
    for fault, found in rows.items():
        records = max(row["records"] for row in found.values())
        lines.append(f"| {fault} | {records:,} | " + " | ".join(cell(found[name]) if name in found else "" for name in names) + " |")
    for fault in result["left_out"]:
        lines.append(f"| {fault} | | left out: it needs root and loop mounts |" + " |" * (len(names) - 1))
    return "\n".join(lines)


def gaps(result):
    """What of a whole run is not there: every fault on each program, Weir and at least one other."""
    names = [program["name"] for program in result["programs"]]
    found = {(row["fault"], row["program"]) for row in result["rows"] if row["records"]}
    missing = [f"{fault} on {name}" for fault, *_ in FAULTS for name in names if (fault, name) not in found]
    kinds = {name.startswith("weir") for name in names}
    return missing + ([] if kinds == {True, False} else ["Weir beside another program"])


def inserted(result, text):
    begin, end = text.index(BEGIN) + len(BEGIN), text.index(END)
    return text[:begin] + "\n\n" + markdown(result) + "\n\n" + text[end:]


def main(arguments):
    results, readme = arguments[:2]
    with open(results, encoding="utf-8") as file:
        result = json.load(file)
    with open(readme, encoding="utf-8") as file:
        text = file.read()
    wanted = inserted(result, text)
    if "--check" in arguments:
        if missing := gaps(result):
            return f"{results} is no whole run, it has not: {', '.join(missing)}"
        return 0 if wanted == text else f"{readme} does not show {results}: run ./dev torture report"
    with open(readme, "w", encoding="utf-8") as file:
        file.write(wanted)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
