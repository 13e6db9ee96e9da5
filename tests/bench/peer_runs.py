# SPDX-FileCopyrightText: 2026 The Maquette authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""TensorBoard on the event files of bench_runs: its peer.

peer_runs.py FOLDER --check          reads a run with TensorBoard's own reader and compares with what `maquette runs
                                     export` says of it: every step, wall time and value
peer_runs.py FOLDER --repeats N      prints times and memory of TensorBoard's data server as JSON

The data server (written in Rust) is told to keep all points of scalars, as Maquette does; of its own accord it keeps a
sample of a thousand. A time is that of its process from its start to the end of its first load cycle.
"""

import argparse
import csv
import io
import math
import re
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import tensorboard_data_server
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
from tensorboard.util.tensor_util import make_ndarray

from stopwatch import Stopwatch

NAME = "reading event files, all points kept"
PEER = "TensorBoard's data server"


def load(folder, threads):
    """One load in a process of its own; its resident memory after it."""
    server = subprocess.Popen(
        [*(["taskset", "-c", "0"] if threads == 1 else []), tensorboard_data_server.server_binary(), "--logdir",
         str(folder), "--port", "0", "--reload", "once", "--verbose", "--samples-per-plugin", "scalars=all"],
        stderr=subprocess.PIPE, text=True)
    for line in server.stderr:
        if "Finished load cycle" in line:
            break
    status = Path(f"/proc/{server.pid}/status").read_text()
    server.kill()
    server.wait()
    return int(re.search(r"VmRSS:\s+(\d+) kB", status).group(1)) << 10


def equal(a, b):
    return a == b or (math.isnan(a) and math.isnan(b))


def check(folder, program):
    run = sorted(path for path in folder.iterdir() if path.is_dir())[0]
    reader = EventAccumulator(str(run), size_guidance={"scalars": 0, "tensors": 0})
    reader.Reload()
    exported = subprocess.run([program, "runs", "export", str(run), "--format", "csv", "--quiet"], check=True,
                              capture_output=True, text=True).stdout
    ours = {}
    for row in csv.DictReader(io.StringIO(exported)):
        ours.setdefault(row["tag"], []).append((int(row["step"]), float(row["wall_time"]), float(row["value"])))
    tags = reader.Tags()
    count = 0
    for tag in tags["tensors"]:
        theirs = [(event.step, event.wall_time, float(make_ndarray(event.tensor_proto))) for event in reader.Tensors(tag)]
        if len(theirs) != len(ours.get(tag, [])) or not all(
                a[0] == b[0] and equal(a[1], b[1]) and equal(a[2], b[2]) for a, b in zip(theirs, ours[tag])):
            print(f"{tag} differs", file=sys.stderr)
            return 1
        count += len(theirs)
    if count == 0 or set(ours) != set(tags["tensors"]):
        print("the tags differ", file=sys.stderr)
        return 1
    return 0


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--check", metavar="MAQUETTE", help="the program whose export is compared")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--repeats", type=int, default=3)
    arguments = parser.parse_args()
    if arguments.check:
        return check(arguments.folder, arguments.check)
    watch = Stopwatch()
    memory = []
    watch.measure(NAME, PEER, arguments.repeats, lambda: memory.append(load(arguments.folder, arguments.threads)))
    watch.memory(NAME, PEER, memory[-1])
    watch.print({"tensorboard-data-server": metadata.version("tensorboard-data-server")})
    return 0


if __name__ == "__main__":
    sys.exit(main())
