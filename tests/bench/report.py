# SPDX-FileCopyrightText: 2026 The Maquette authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes one Markdown table of what run.sh has measured: report.py FOLDER --maquette VERSION --threads N --rounds N.

The folder holds ours-*.json and peer-*.json of every round, runs.json, edit.json, and kernels.json where it could be built.
"""

import argparse
import datetime
import json
import math
import platform
import statistics
import sys
from pathlib import Path

# What the names of the figures of a program leave out.
PREFIXES = {"cloudview": "picture of a cloud: ", "runcharts": "charts of runs: "}
KERNEL_UNITS = {"ns": 1e-9, "us": 1e-6, "ms": 1e-3, "s": 1.0}


def milliseconds(samples):
    def shown(seconds):
        value = seconds * 1000
        return f"{value:.3f}" if value < 1 else f"{value:.2f}" if value < 100 else f"{value:.0f}"

    return f"{shown(statistics.median(samples))} ({shown(min(samples))} to {shown(max(samples))})"


def collect(folder):
    """Samples of all rounds by name: ours, and the peers' by name and peer; and the versions."""
    ours, peers, versions, processor = {}, {}, {}, ""
    for path in sorted(folder.glob("ours-*.json")):
        report = json.loads(path.read_text())
        processor = report["processor"]
        prefix = next((text for program, text in PREFIXES.items() if program in path.stem), "")
        for figure in report["figures"]:
            ours.setdefault(prefix + figure["name"], []).extend(figure["samples"])
    for path in sorted(folder.glob("peer-*.json")):
        report = json.loads(path.read_text())
        versions.update(report["versions"])
        for figure in report["figures"]:
            peers.setdefault(figure["name"], {}).setdefault(figure["peer"], []).extend(figure["samples"])
    return ours, peers, versions, processor


def memory_rows(folder):
    """Name, our bytes, items, peer and its bytes; of the rounds the least."""
    ours, peers = {}, {}
    for path in sorted(folder.glob("ours-*.json")):
        for entry in json.loads(path.read_text()).get("memory", []):
            before = ours.get(entry["name"], (entry["bytes"], 0))[0]
            ours[entry["name"]] = (min(before, entry["bytes"]), entry["items"])
    for path in sorted(folder.glob("peer-*.json")):
        for entry in json.loads(path.read_text()).get("memory", []):
            key = entry["name"], entry["peer"]
            peers[key] = min(peers.get(key, entry["bytes"]), entry["bytes"])
    for (name, peer), size in peers.items():
        yield name, *ours[name], peer, size


def kernel_rows(path):
    """maquette::lut3d beside LibTorch's grid sampler, both timed by the same program in turns."""
    samples = {}
    for run in json.loads(path.read_text())["benchmarks"]:
        if run["run_type"] == "iteration":
            samples.setdefault(run["name"], []).append(run["real_time"] * KERNEL_UNITS[run["time_unit"]])
    for name, own in samples.items():
        if name.startswith("lut3d/"):
            _, boards, side = name.split("/")
            peer = samples[name.replace("lut3d", "gridSampler")]
            yield f"look-up of colors, {boards} x {side}x{side}, 2 threads", own, "LibTorch's grid sampler", peer


def rows(folder):
    ours, peers, _, _ = collect(folder)
    for name, own in ours.items():
        for peer, samples in peers.get(name, {"none": []}).items():
            yield name, own, peer, samples
    if (folder / "kernels.json").exists():
        yield from kernel_rows(folder / "kernels.json")


def table(folder):
    yield "| what | Maquette, ms | peer | peer, ms | peer / Maquette |"
    yield "|---|---:|---|---:|---:|"
    for name, own, peer, samples in rows(folder):
        if not samples:
            yield f"| {name} | {milliseconds(own)} | {peer} | | |"
            continue
        ratio = statistics.median(samples) / statistics.median(own)
        yield f"| {name} | {milliseconds(own)} | {peer} | {milliseconds(samples)} | {ratio:.2f} |"
    whole = [figure for word in ("runs", "edit") for figure in json.loads((folder / f"{word}.json").read_text())["figures"]]
    for figure in whole:
        own = [figure["minimum"], figure["seconds"], figure["maximum"]]
        yield f"| {figure['name']} | {milliseconds(own)} | none | | |"


def memory_table(folder):
    lines = [f"| {name} | {own / 1e6:.0f} | {own / items if items else math.nan:.1f} | {peer} | {size / 1e6:.0f} |"
             for name, own, items, peer, size in memory_rows(folder)]
    if lines:
        yield from ("", "| memory of | Maquette, MB | bytes an item | peer | peer, MB |", "|---|---:|---:|---|---:|")
        yield from lines


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--threads", required=True)
    parser.add_argument("--rounds", required=True)
    parser.add_argument("--maquette", required=True, help="version of the program")
    parser.add_argument("--note", default="")
    arguments = parser.parse_args()
    _, _, versions, processor = collect(arguments.folder)
    versions = {"Maquette": arguments.maquette, "Python": platform.python_version(), **versions}
    print(f"{processor}, {arguments.threads} threads, {datetime.date.today().isoformat()}. "
          + ", ".join(f"{name} {version}" for name, version in versions.items())
          + f". {arguments.rounds} rounds, Maquette and the peer in turns; median (least to most) of all samples."
          + (f" {arguments.note}" if arguments.note else ""))
    print()
    print("\n".join([*table(arguments.folder), *memory_table(arguments.folder)]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
