# SPDX-FileCopyrightText: 2026 The Maquette authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""TensorBoard on the event files of bench_runs: its peer.

peer_runs.py FOLDER --check          reads a run with TensorBoard's own reader and compares with what `maquette runs
                                     export` says of it: every step, wall time and value
peer_runs.py FOLDER --check-media    reads the clip, the curve and the mesh of `bench_runs FOLDER --make-media` as
                                     TensorBoard's plugins do and compares with what was written
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

import numpy
import tensorboard_data_server
from tensorboard.backend.event_processing import plugin_event_accumulator
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
from tensorboard.plugins.audio import metadata as audio_metadata
from tensorboard.plugins.mesh import metadata as mesh_metadata
from tensorboard.plugins.mesh import plugin_data_pb2 as mesh_data
from tensorboard.plugins.pr_curve import metadata as curve_metadata
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


def check_media(folder):
    # The reader of the plugins, which makes one form of all that there are.
    reader = plugin_event_accumulator.EventAccumulator(str(folder), size_guidance={"tensors": 0})
    reader.Reload()
    wav = (b"RIFF\x28\0\0\0WAVEfmt \x10\0\0\0\1\0\1\0\x40\x1F\0\0\x40\x1F\0\0\1\0\x08\0data\4\0\0\0"
           b"\0\x40\x80\xFF")
    falling = 100 - numpy.arange(11)
    curve = numpy.stack([falling, 50 - 5 * numpy.arange(11), 5 * numpy.arange(11), numpy.arange(11),
                         falling / (150 - 6 * numpy.arange(11)), falling / 100]).astype(numpy.float32)
    content = mesh_data.MeshPluginData
    expected = {
        "clip": (audio_metadata, numpy.array([wav], dtype=object)),
        "named": (audio_metadata, numpy.array([wav, wav], dtype=object)),
        "curve": (curve_metadata, curve),
        mesh_metadata.get_instance_name("mesh", content.VERTEX): (mesh_metadata, numpy.array(
            [[[0, 0, 0], [1, 0, 0], [0, 0.5, 0], [0.25, 0, -1]]], dtype=numpy.float32)),
        mesh_metadata.get_instance_name("mesh", content.FACE): (mesh_metadata, numpy.array(
            [[[0, 1, 2], [0, 2, 3]]], dtype=numpy.int32)),
        mesh_metadata.get_instance_name("mesh", content.COLOR): (mesh_metadata, numpy.array(
            [[[255, 0, 0], [0, 255, 0], [0, 0, 255], [9, 8, 7]]], dtype=numpy.uint8)),
    }
    if set(reader.Tags()["tensors"]) != set(expected):
        print("the tags differ", file=sys.stderr)
        return 1
    for tag, (plugin, values) in expected.items():
        summary = reader.SummaryMetadata(tag)
        said = plugin.parse_plugin_metadata(summary.plugin_data.content)
        whole = summary.plugin_data.plugin_name == plugin.PLUGIN_NAME
        if plugin is audio_metadata:
            whole = whole and said.encoding == audio_metadata.Encoding.Value("WAV")
        elif plugin is curve_metadata:
            whole = whole and said.num_thresholds == 11
        else:
            parts = mesh_metadata.get_components_bitmask([content.VERTEX, content.FACE, content.COLOR])
            config = '{"camera":{}}' if said.content_type == content.VERTEX else ""
            whole = (whole and said.name == "mesh" and said.components == parts
                     and mesh_metadata.get_instance_name("mesh", said.content_type) == tag
                     and list(said.shape) == list(values.shape) and said.json_config == config)
        read = [make_ndarray(event.tensor_proto) for event in reader.Tensors(tag)]
        if not whole or [event.step for event in reader.Tensors(tag)] != [1, 2] or not all(
                array.dtype == values.dtype and numpy.array_equal(array, values) for array in read):
            print(f"{tag} differs", file=sys.stderr)
            return 1
    return 0


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--check", metavar="MAQUETTE", help="the program whose export is compared")
    parser.add_argument("--check-media", action="store_true")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--repeats", type=int, default=3)
    arguments = parser.parse_args()
    if arguments.check:
        return check(arguments.folder, arguments.check)
    if arguments.check_media:
        return check_media(arguments.folder)
    watch = Stopwatch()
    memory = []
    watch.measure(NAME, PEER, arguments.repeats, lambda: memory.append(load(arguments.folder, arguments.threads)))
    watch.memory(NAME, PEER, memory[-1])
    watch.print({"tensorboard-data-server": metadata.version("tensorboard-data-server")})
    return 0


if __name__ == "__main__":
    sys.exit(main())
