# SPDX-FileCopyrightText: 2026 The Maquette authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The compact ImageBrush network in PyTorch, eager mode: the peer of bench_network.

peer_imagebrush.py WEIGHTS --check FILE        compares with what bench_network --write made
peer_imagebrush.py WEIGHTS --repeats N         prints times as JSON
"""

import argparse
import sys

import torch
from safetensors import safe_open
from safetensors.torch import load_file

from imagebrush_layers import Network
from imagebrush_prior import aligned, alignment, prepare
from stopwatch import Stopwatch

TOLERANCE = 1e-4

# Names of parts, and of what is inside a part, in files with short names.
PARTS = {
    "prompt.patch": "pe", "prompt.position": "vpos", "prompt.encoder": "vb", "prompt.merge": "merge",
    "prompt.counterpart": "part", "prompt.role": "role", "prompt.token_position": "ppos", "prompt.class_token": "cls",
    "prompt.null_token": "null", "prompt.fit_first": "fit.0", "prompt.fit_second": "fit.2", "prompt.layers": "pb",
    "prompt.norm": "pn", "time_first": "te.0", "time_second": "te.2", "instruction": "ge", "target": "stem3",
    "position": "pos", "down": "d0", "merge": "down", "coarse_position": "pos1", "coarse_cell": "cell1",
    "coarse_skip": "s1", "coarse_up": "u1", "coarse": "d1", "middle": "mid", "unmerge": "up", "fine_skip": "s0",
    "up": "u0", "head_norm": "hn", "head": "ho", "refiner.modulation": "rfl", "refiner.first": "r1",
    "refiner.second": "r2", "refiner.third": "r3",
}
INSIDE = {
    "self": "sa", "cross": "ca", "local": "cv", "depthwise": "dw", "mlp": "m", "modulation": "l", "context_norm": "nc",
    "query": "q", "key_value": "k", "output": "o", "first_norm": "n", "second_norm": "n2", "query_key_value": "qkv",
    "norm": "n", "first": "a", "second": "b",
}


def short_name(name):
    words = name.split(".")
    for length in (2, 1):
        part = ".".join(words[:length])
        if part in PARTS:
            return ".".join([PARTS[part]] + [INSIDE.get(word, word) for word in words[length:]])
    return name


def load(path):
    with safe_open(path, "pt") as file:
        sizes = file.metadata() or {}
    if int(sizes.get("cell", 64)) != 64:
        sys.exit("The boards of this benchmark have cells of 64 pixels; the network has others.")
    network = Network(sizes)
    held = load_file(path)
    rename = short_name if "stem3.weight" in held else str
    network.load_state_dict({name: held[rename(name)].float() for name in network.state_dict()})
    return network.eval()


def waves(boards, phase):
    """The pictures of bench_network: waves over place, channel and board, [boards, 3, 64, 64]."""
    board = torch.arange(boards, dtype=torch.double).view(-1, 1, 1, 1)
    channel = torch.arange(3, dtype=torch.double).view(3, 1, 1)
    y = torch.arange(64, dtype=torch.double).view(64, 1)
    x = torch.arange(64, dtype=torch.double)
    first = (x * 0.23 + y * 0.11 + channel * 1.3 + board * 0.7 + phase).sin()
    second = (x * 0.07 - y * 0.31 + channel * 2.1 + board * 0.4 + phase * 1.7).cos()
    return (first * 0.26 + second * 0.22 + 0.5).float()


def cells(boards):
    before = waves(boards, 0)
    after = before.square() * 0.6 + before.flip(1) * 0.15 + waves(boards, 6) * 0.25
    return before, after, waves(boards, 2), waves(boards, 4)


def edit(network, before, after, image, noise):
    which = alignment(before, after)
    d = prepare(aligned(before, which), after, aligned(image, which), network.raw)
    return network(noise, torch.zeros(image.shape[0]), d, network.prompt(d)).clamp(0, 1)


def check(network, path):
    before, after, image, noise = cells(2)
    d = prepare(before, after, image, network.raw)
    prompt = network.prompt(d)
    ours = {"prompt": prompt, "step": network(noise, torch.zeros(2), d, prompt),
            "edit": edit(network, before, after, image, noise)}
    theirs = load_file(path)
    good = True
    for name, value in ours.items():
        if value.shape != theirs[name].shape:
            print(f"{name}: the shapes {tuple(value.shape)} and {tuple(theirs[name].shape)} differ", file=sys.stderr)
            return False
        difference = (value - theirs[name]).abs().max().item()
        good = good and difference <= TOLERANCE  # false for NaN, too
        print(f"{name}: largest difference {difference:.2e}, allowed {TOLERANCE:.0e}", file=sys.stderr)
    return good


def measure(network, repeats):
    watch = Stopwatch()
    for boards, count in ((1, 4 * repeats), (27, repeats)):
        before, after, image, noise = cells(boards)
        d = prepare(before, after, image, network.raw)
        prompt = network.prompt(d)
        t = torch.zeros(boards)
        suffix = ", 1 board" if boards == 1 else f", {boards} boards"
        watch.measure("network: prompt" + suffix, "PyTorch", count, lambda: network.prompt(d))
        watch.measure("network: step" + suffix, "PyTorch", count, lambda: network(noise, t, d, prompt))
        watch.measure("network: whole edit, 1 step" + suffix, "PyTorch", count,
                      lambda: edit(network, before, after, image, noise))
    watch.print({"PyTorch": torch.__version__})


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("weights")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--check")
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    network = load(arguments.weights)
    with torch.inference_mode():
        if arguments.check:
            return 0 if check(network, arguments.check) else 1
        measure(network, arguments.repeats)
    return 0


if __name__ == "__main__":
    sys.exit(main())
