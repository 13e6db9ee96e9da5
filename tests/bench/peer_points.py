# SPDX-FileCopyrightText: 2026 The Maquette authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""fpsample, numpy, PyTorch, laspy and pandas on the rooms of bench_points: its peers.

peer_points.py FOLDER --check FILE                     compares with what bench_points --write made
peer_points.py FOLDER --repeats N --results FILE       prints times as JSON

PointNeXt in the official form (openpoints) needs operators that exist for CUDA only. Its peer is therefore that network
in plain PyTorch (pointnext_layers.py: grouped tensors, no shortcuts), once with the neighborhoods of bench_points given
to it, so that only the network is compared, and once with neighborhoods by PyTorch's own functions, as they are done
without CUDA: a loop of vector operations for furthest points, cdist and topk for balls and the three nearest.
"""

import argparse
import sys
from importlib import metadata
from pathlib import Path

import fpsample
import laspy
import numpy as np
import pandas
import torch
from safetensors.torch import load_file

import pointnext_layers as layers
from stopwatch import Stopwatch

VOXEL = 0.04
TOLERANCE = 1e-4  # of the largest logit
CHECKED_SAMPLES = 2000
EXACT = "donot_use_mm_for_euclid_dist"  # the other way loses digits


# Voxels as the official loader makes them: hashes in ascending order, and the points of each.

def voxels(points):
    cells = np.floor(points / np.float32(VOXEL))
    cells = (cells - cells.min(0)).astype(np.uint64)
    hashes = np.full(len(cells), 14695981039346656037, np.uint64)
    for axis in range(3):
        hashes *= np.uint64(1099511628211)
        hashes ^= cells[:, axis]
    order = np.argsort(hashes)
    unique, inverse, counts = np.unique(hashes[order], return_inverse=True, return_counts=True)
    return order, unique, inverse, counts


# Neighborhoods in PyTorch, of one cloud.

def furthest_points(points, samples):
    picked = torch.zeros(samples, dtype=torch.long)
    nearest = torch.full((len(points),), 1e10)
    last = 0
    for i in range(samples):
        picked[i] = last
        nearest = torch.minimum(nearest, (points - points[last]).square().sum(1))
        last = int(nearest.argmax())
    return picked


def ball_query(support, queries, radius, neighbors):
    count = len(support)
    indices = torch.arange(count, dtype=torch.int32)
    balls = []
    for part in queries.split(512):
        inside = torch.where(torch.cdist(part, support, compute_mode=EXACT) < radius, indices, count)
        kept = inside.topk(min(neighbors, count), dim=1, largest=False, sorted=True).values.long()
        balls.append(torch.where(kept == count, kept[:, :1], kept))
    return torch.cat(balls)


def three_nearest(support, queries):
    count = min(3, len(support))
    parts = [torch.cdist(part, support, compute_mode=EXACT).topk(count, dim=1, largest=False)
             for part in queries.split(512)]
    distances = torch.cat([part.values for part in parts])
    weights = 1 / (distances + 1e-8)
    return torch.cat([part.indices for part in parts]), weights / weights.sum(1, keepdim=True)


def neighborhoods(config, points):
    stages = []
    for stride, (radius, _) in zip(config.strides[1:], config.radii()):
        sampled = furthest_points(points, len(points) // stride)
        after = points[sampled]
        up, weights = three_nearest(after, points)
        balls = ball_query(points, after, radius, config.neighbors)
        stages.append(layers.Stage(sampled[None], after[None], balls[None], None, up[None], weights[None]))
        points = after
    return stages


def given_neighborhoods(results):
    """Those that bench_points has written."""
    stages = []
    while f"stage.{len(stages)}.sampled" in results:
        at = f"stage.{len(stages)}."
        stages.append(layers.Stage(results[at + "sampled"].long(), results[at + "points"], results[at + "balls"].long(),
                                   None, results[at + "up"].long(), results[at + "up-weights"]))
    return stages


# Files: coordinates as one array, colors as one array, labels.

def read_ply(path):
    types = {"float": "<f4", "double": "<f8", "uchar": "u1", "char": "i1", "ushort": "<u2", "short": "<i2",
             "uint": "<u4", "int": "<i4"}
    with open(path, "rb") as file:
        fields, count = [], 0
        while (words := file.readline().split()) != [b"end_header"]:
            if words[:2] == [b"element", b"vertex"]:
                count = int(words[2])
            elif words[:1] == [b"property"]:
                fields.append((words[2].decode(), types[words[1].decode()]))
        rows = np.fromfile(file, fields, count)
    return (np.stack([rows["x"], rows["y"], rows["z"]], 1), np.stack([rows["red"], rows["green"], rows["blue"]], 1),
            rows["label"].copy())


def read_las(path):
    las = laspy.read(path)
    label = "label" if "label" in set(las.point_format.extra_dimension_names) else "classification"
    colors = np.stack([las.red, las.green, las.blue], 1)
    return las.xyz, (colors >> 8).astype(np.uint8), np.asarray(las[label])


def heads_of(path):
    """How many lines of a text stand before the rows."""
    with open(path) as file:
        heads = 0
        while not (line := file.readline().strip()) or not (line[0].isdigit() or line[0] == "-"):
            heads += 1
    return heads


def read_pandas(path):
    rows = pandas.read_csv(path, sep=" ", header=None, skiprows=heads_of(path)).to_numpy()
    return rows[:, :3], rows[:, 3:6].astype(np.uint8), rows[:, 6].astype(np.uint8)


def read_numpy(path):
    rows = np.loadtxt(path, skiprows=heads_of(path))
    return rows[:, :3], rows[:, 3:6].astype(np.uint8), rows[:, 6].astype(np.uint8)


READERS = {"cloud.ply": {"numpy": read_ply}, "cloud.las": {"laspy": read_las},
           "cloud.txt": {"pandas": read_pandas, "numpy": read_numpy}}


def summary(points, colors, labels):
    return np.concatenate([[len(points)], points.min(0), points.max(0), colors.sum(0, dtype=np.int64),
                           [labels.sum(dtype=np.int64)]]).astype(np.float64)


class Bench:
    def __init__(self, folder):
        self.folder = folder
        inputs = load_file(folder / "points.safetensors")
        self.raw, self.room = inputs["raw"].numpy(), inputs["room"][0].numpy()
        self.small, self.features = inputs["small"], inputs["features"].transpose(1, 2).contiguous()
        self.samples = len(self.room) // 4
        self.network = layers.Network(layers.S3DIS_S)
        self.network.load_state_dict(load_file(folder / "pointnext.safetensors"))
        self.network.eval()

    def logits(self, stages):
        return self.network(self.features, self.small, stages).transpose(1, 2)

    def sample(self, height):
        return fpsample.bucket_fps_kdline_sampling(self.room, self.samples, h=height, start_idx=0)

    # Comparisons: each yields what was compared, whether it is good, and a figure.

    def check_sampling(self, results):
        first = min(CHECKED_SAMPLES, self.samples)
        same = layers.furthest_points(self.room, first) == results["sampled"].numpy()[:first]
        yield f"first {first} furthest points", same.all(), f"{same.sum()} equal"
        # fpsample orders the points anew and starts from another one, so that its picks are as good but not the same.
        reach = [self.reach(indices) for indices in (results["sampled"].numpy(), self.sample(7))]
        yield "furthest point left over", abs(reach[0] - reach[1]) < 0.02 * reach[0], f"{reach[0]:.5f} {reach[1]:.5f} m"

    def reach(self, indices):
        """The largest distance of a point to the sampled ones."""
        room = torch.from_numpy(self.room - self.room.mean(0))  # so that products lose few digits
        picked = room[np.asarray(indices, np.int64)]
        return max(torch.cdist(part, picked).amin(1).max().item() for part in room.split(2000))

    def check_voxels(self, results):
        _, hashes, _, counts = voxels(self.raw)
        same = (np.array_equal(hashes.astype(np.int64), results["voxel-hashes"].numpy())
                and np.array_equal(counts, results["voxel-counts"].numpy()))
        yield "voxels", same, f"{len(counts)}"

    def check_network(self, results):
        given, own = given_neighborhoods(results), neighborhoods(layers.S3DIS_S, self.small[0])
        difference = (self.logits(given) - results["logits"]).abs().max() / results["logits"].abs().max()
        yield "logits", bool(difference <= TOLERANCE), f"largest difference {difference:.1e} of the largest"
        for i, (ours, theirs) in enumerate(zip(given, own)):
            shared = np.isin(theirs.sampled, ours.sampled).mean()
            # A rounded distance may change a pick; then the picks after it differ, too.
            yield f"points of PyTorch's stage {i}", shared > 0.9, f"{shared:.4f} shared"
        balls = ball_query(self.small[0], given[0].points[0], layers.S3DIS_S.radius, layers.S3DIS_S.neighbors)
        same = (balls == given[0].balls[0]).all(1).double().mean().item()
        yield "PyTorch's balls", same > 0.999, f"{same:.5f} equal"

    def check_files(self, results):
        for name, readers in READERS.items():
            for peer, read in readers.items():
                difference = np.abs(summary(*read(self.folder / name)) - results[name].numpy()).max()
                yield f"{name} by {peer}", difference < 1e-3, f"largest difference {difference:.1e}"

    def check(self, path):
        results = load_file(path)
        good = True
        for part in (self.check_sampling, self.check_voxels, self.check_network, self.check_files):
            for what, passed, figure in part(results):
                good = good and bool(passed)
                print(f"{what}: {figure}{'' if passed else ' WRONG'}", file=sys.stderr)
        return good

    def best_height(self):
        """The height of fpsample's tree that is quickest here; one run each."""
        trial = Stopwatch()
        for height in (3, 5, 6, 7, 8, 9):
            trial.measure("", str(height), 1, lambda height=height: self.sample(height))
        return int(min(trial.figures, key=lambda figure: figure["samples"][0])["peer"])

    def measure(self, results, threads, repeats):
        watch = Stopwatch()
        on_threads = ", 1 thread" if threads == 1 else f", {threads} threads"
        height = self.best_height()
        watch.measure(f"furthest point sampling, {len(self.room):,} to {self.samples:,}, 1 thread",
                      f"fpsample, height {height}", repeats, lambda: self.sample(height))
        watch.measure(f"voxels of 4 cm, {len(self.raw):,} points, 1 thread", "numpy as in openpoints", repeats,
                      lambda: voxels(self.raw))
        name = f"PointNeXt-S, {self.small.shape[1]:,} points, "
        given = given_neighborhoods(results)
        slow = max(1, repeats // 2)
        watch.measure(name + "neighborhoods" + on_threads, "PyTorch: cdist, topk", slow,
                      lambda: neighborhoods(layers.S3DIS_S, self.small[0]))
        watch.measure(name + "network" + on_threads, "PyTorch, published form", repeats, lambda: self.logits(given))
        watch.measure(name + "both" + on_threads, "PyTorch, published form", slow,
                      lambda: self.logits(neighborhoods(layers.S3DIS_S, self.small[0])))
        for file, readers in READERS.items():
            path = self.folder / file
            for peer, read in readers.items():
                # NumPy takes many times as long for a text; one figure a round says so.
                watch.measure(f"reading {path.suffix[1:]} of {path.stat().st_size / 1e6:,.0f} MB" + on_threads, peer,
                              1 if read is read_numpy else min(repeats, 3), lambda: read(path))
        watch.print({"PyTorch": torch.__version__, "numpy": np.__version__, "laspy": laspy.__version__,
                     "pandas": pandas.__version__, "fpsample": metadata.version("fpsample")})


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--check", type=Path)
    parser.add_argument("--results", type=Path, help="what bench_points --write made, for --repeats")
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    bench = Bench(arguments.folder)
    with torch.inference_mode():
        if arguments.check:
            return 0 if bench.check(arguments.check) else 1
        bench.measure(load_file(arguments.results), arguments.threads, arguments.repeats)
    return 0


if __name__ == "__main__":
    sys.exit(main())
