"""The same faults on Weir and on other forwarders with their disk buffers: what is lost, doubled, out of order, altered, and how soon
each is at work again. Each record has a serial number, and receivers that know nothing of Weir count them.

    torture.py --weir FILE --peers DIRECTORY --json FILE [--only WORD]... [--programs WORD]... [--outage RECORDS] [--folder DIRECTORY]
"""

import argparse
import json
import os
import shutil
import sys
import tempfile
import time

import disks
from faults import FAULTS, Run
from programs import all_programs
from records import Log

DISK_MEBIBYTES = 128
#: Seconds without a new record after which what is missing counts as lost, and what one fault may take altogether: what is still coming
#: then counts as late.
QUIET, PATIENCE = 20, 150


def torture(program, fault, on_disk, options):
    folder = tempfile.mkdtemp(prefix="weir-torture-", dir=options.folder)
    disk = disks.LoopDisk(folder, DISK_MEBIBYTES) if on_disk else None
    queue = disk.path if disk else folder + "/queue"
    os.makedirs(queue, exist_ok=True)
    os.makedirs(folder + "/logs")
    receiver = program.receiver()
    log = Log(folder + "/logs/app.log")
    run = Run(program, log, receiver, queue, disk, options.outage)
    try:
        log.append(200)
        run.start()
        if not run.wait_for(200, 30, 60):
            said = open(folder + "/logs/said", "rb").read().decode(errors="replace")
            raise SystemExit(f"{program.name} does not deliver at all: {said[-2000:]}")
        fault(run)
        run.write(0.5)
        is_late = not run.wait_for(log.written, QUIET, PATIENCE) and receiver.books.is_busy(QUIET)
        # What is sent twice comes last.
        time.sleep(1)
        return figures(run, folder, is_late)
    finally:
        program.stop()
        receiver.listener = None
        log.close()
        if disk:
            disk.close()
        shutil.rmtree(folder, ignore_errors=True)


def figures(run, folder, is_late):
    books = run.receiver.books
    recovery = [max(0.0, books.last_of(written) - end) for end, written in run.ends]
    missing = run.log.written - books.distinct
    found = {
        "records": run.log.written,
        "lost": 0 if is_late else missing,
        "late": missing if is_late else 0,
        "twice": books.twice,
        "out_of_order": books.out_of_order,
        "altered": books.altered,
        "recovery_seconds": round(max(recovery, default=0.0), 2),
    }
    if missing:
        with open(folder + "/logs/said", "rb") as said:
            found["said"] = said.read().decode(errors="replace").replace(folder, "")[-400:]
    return found


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--weir", required=True)
    parser.add_argument("--peers", required=True)
    parser.add_argument("--json")
    parser.add_argument("--only", action="append", default=[])
    parser.add_argument("--programs", action="append", default=[])
    parser.add_argument("--outage", type=int, default=300_000)
    parser.add_argument("--folder", default="/var/tmp")
    options = parser.parse_args()
    options.weir, options.peers = os.path.abspath(options.weir), os.path.abspath(options.peers)
    programs = all_programs(options.weir, options.peers)
    if options.programs:
        programs = [program for program in programs if any(word in program.name for word in options.programs)]
    result = {"version": 1, "outage": options.outage, "programs": [], "rows": [], "left_out": []}
    result["programs"] = [{"name": program.name, "buffer": program.buffer} for program in programs]
    for name, fault, on_disk in FAULTS:
        if options.only and not any(word in name for word in options.only):
            continue
        if on_disk and not disks.is_possible():
            print(f"{name}: left out, needs root and loop mounts", flush=True)
            result["left_out"].append(name)
            continue
        for program in programs:
            row = torture(program, fault, on_disk, options)
            result["rows"].append({"fault": name, "program": program.name, **row})
            print(f"{name}: {program.name}: {row}", flush=True)
    if options.json:
        with open(options.json, "w", encoding="utf-8") as file:
            json.dump(result, file, indent=2, sort_keys=True)
            file.write("\n")


if __name__ == "__main__":
    sys.exit(main())
