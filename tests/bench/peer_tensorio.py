# SPDX-FileCopyrightText: 2026 The Maquette authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""safetensors and torch.load on made-up files: the peers of bench_tensorio.

peer_tensorio.py FOLDER --make --megabytes M --torch-megabytes T    writes large.safetensors and state.pt
peer_tensorio.py FOLDER --repeats N                                 prints times as JSON

Reading means that every tensor ends in memory of its own: tensors that safetensors maps from the file are copied.
"""

import argparse
import sys
from pathlib import Path

import safetensors
import torch
from safetensors import safe_open
from safetensors.torch import save_file

from stopwatch import Stopwatch


def tensors(megabytes):
    """Tensors of 2 MiB each, as the layers of a network have them."""
    generator = torch.Generator().manual_seed(1)
    block = torch.randint(-1000, 1000, (1024, 1024), generator=generator).to(torch.float16)
    return {f"blocks.{i}.weight": block + i for i in range(max(1, megabytes // 2))}


def list_safetensors(path):
    with safe_open(path, "pt") as file:
        return [(name, file.get_slice(name).get_shape()) for name in file.keys()]


def read_safetensors(path):
    with safe_open(path, "pt") as file:
        return [file.get_tensor(name).clone() for name in file.keys()]


def read_torch(path):
    return torch.load(path, map_location="cpu", weights_only=True)


def list_torch(path):
    """The nearest that PyTorch offers: tensors without their values."""
    state = torch.load(path, map_location="meta", weights_only=True)
    return [(name, value.shape) for name, value in state.items()]


def measure(folder, repeats):
    watch = Stopwatch()
    large, state = folder / "large.safetensors", folder / "state.pt"
    watch.measure("safetensors: list", "safetensors", repeats, lambda: list_safetensors(large))
    watch.measure("safetensors: read all", "safetensors", repeats, lambda: read_safetensors(large))
    watch.measure("torch .pt: list", "PyTorch", repeats, lambda: list_torch(state))
    watch.measure("torch .pt: read all", "PyTorch", repeats, lambda: read_torch(state))
    watch.print({"safetensors": safetensors.__version__, "PyTorch": torch.__version__})


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--make", action="store_true")
    parser.add_argument("--megabytes", type=int, default=1024)
    parser.add_argument("--torch-megabytes", type=int, default=200)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--repeats", type=int, default=3)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    if arguments.make:
        save_file(tensors(arguments.megabytes), arguments.folder / "large.safetensors")
        torch.save(tensors(arguments.torch_megabytes), arguments.folder / "state.pt")
    else:
        measure(arguments.folder, arguments.repeats)
    return 0


if __name__ == "__main__":
    sys.exit(main())
