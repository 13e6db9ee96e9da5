# SPDX-FileCopyrightText: 2026 The Maquette authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the files of this folder with PyTorch, NumPy and the official safetensors package (see README.md)."""
import argparse
import collections
import os
import pathlib

import numpy as np
import torch
from safetensors.torch import save_file

here = pathlib.Path(__file__).parent
TYPES = ("bool uint8 int8 int16 uint16 int32 uint32 int64 uint64 float16 bfloat16 float32 float64 "
         "float8_e4m3fn float8_e5m2 float8_e4m3fnuz float8_e5m2fnuz float8_e8m0fnu complex64 complex128").split()


def ramp(name):
    """Six numbers 0, 1, 2, 3, 4, 5 (powers of two for e8m0, real and negated imaginary part for complex)."""
    kind = getattr(torch, name)
    numbers = torch.arange(6, dtype=torch.float64)
    if name == "bool":
        return numbers.to(torch.int32) % 2 == 1
    if name == "float8_e8m0fnu":
        return torch.exp2(numbers).to(torch.float32).to(kind)
    if kind.is_complex:
        return torch.complex(numbers, -numbers).to(kind)
    return numbers.to(torch.float32).to(kind) if kind.is_floating_point else numbers.to(torch.int64).to(kind)


class Foreign:
    """Stands for what belongs to a training program and is unknown to a reader."""

    def __init__(self):
        self.weight = torch.tensor([7.0, 8.0])
        self.note = "kept"
        self.me = self


class Hostile:
    def __init__(self, command):
        self.command = command

    def __reduce__(self):
        return os.system, (self.command,)


def torch_files():
    torch.save({name: ramp(name).reshape(2, 3) for name in TYPES}, here / "types.pt")
    base = torch.arange(24, dtype=torch.float32).reshape(2, 3, 4)
    views = {
        "base": base,
        "transposed": base.permute(2, 0, 1),
        "row": base[1, 1],
        "steps": base[:, ::2, 1::2],
        "expanded": torch.tensor([5.0]).expand(3, 2),
        "empty": torch.zeros(0, 4),
        "scalar": torch.tensor(2.5),
        "parameter": torch.nn.Parameter(torch.tensor([1.5, -1.5])),
        "half_view": torch.arange(8, dtype=torch.int16)[2:6],
    }
    torch.save(views, here / "views.pt")
    torch.save(views, here / "views_legacy.pt", _use_new_zipfile_serialization=False)
    torch.save({name: views[name] for name in ("transposed", "scalar")}, here / "protocol4.pt", pickle_protocol=4)

    torch.manual_seed(0)
    net = torch.nn.Sequential(collections.OrderedDict(conv=torch.nn.Conv2d(1, 2, 2), norm=torch.nn.BatchNorm2d(2)))
    optimizer = torch.optim.Adam(net.parameters(), lr=0.125)
    net(torch.ones(1, 1, 3, 3)).sum().backward()
    optimizer.step()
    with torch.no_grad():
        net.conv.weight.copy_(torch.arange(8, dtype=torch.float32).reshape(2, 1, 2, 2))
    lightning = {
        "epoch": 3,
        "pytorch-lightning_version": "2.1.0",
        "state_dict": net.state_dict(),
        "optimizer_states": [optimizer.state_dict()],
        "hyper_parameters": {"lr": 0.125, "args": argparse.Namespace(depth=2), "flag": True},
        "callbacks": {"foreign": Foreign()},
        "sparse": torch.sparse_coo_tensor([[0, 1], [2, 0]], [3.0, 4.0], (2, 3)),
    }
    torch.save(lightning, here / "lightning.ckpt")
    torch.save(torch.tensor([1, 2, 3], dtype=torch.int32), here / "bare.pt")
    torch.save({"a": torch.ones(2), "b": Hostile("touch maquette_was_here")}, here / "hostile.pt")
    torch.save({"a": torch.ones(2), "b": Hostile("touch maquette_was_here")}, here / "hostile_legacy.pt",
               _use_new_zipfile_serialization=False)


def numpy_files():
    numbers = np.arange(6).reshape(2, 3)
    np.save(here / "c_order.npy", numbers.astype("<f4"))
    np.save(here / "fortran.npy", np.asfortranarray(numbers.astype("<i2")))
    np.save(here / "big_endian.npy", (numbers - 1j * numbers).astype(">c16"))
    np.save(here / "scalar.npy", np.float64(2.5))
    np.save(here / "empty.npy", np.zeros((0, 4), "<u2"))
    for version in ((2, 0), (3, 0)):
        with open(here / f"version{version[0]}.npy", "wb") as file:
            np.lib.format.write_array(file, numbers.astype("|u1"), version=version)
    np.save(here / "object.npy", np.array([{}, 1], dtype=object), allow_pickle=True)
    np.save(here / "structured.npy", np.zeros(2, dtype=[("a", "<f4")]))
    np.save(here / "text.npy", np.array(["ab", "c"]))
    arrays = {"a": numbers.astype("<f8"), "deep/b": np.asfortranarray(numbers.astype("<i8")), "flags": numbers % 2 == 1}
    np.savez(here / "stored.npz", **arrays)
    np.savez_compressed(here / "packed.npz", zeros=np.zeros((64, 64), "<f4"), **arrays)


def safetensors_files():
    tensors = {name: ramp(name).reshape(2, 3) for name in TYPES if name != "complex128"}
    tensors["float4"] = torch.arange(6, dtype=torch.uint8).view(torch.float4_e2m1fn_x2)
    tensors["empty"] = torch.zeros(0, 4)
    tensors["scalar"] = torch.tensor(2.5)
    save_file(tensors, here / "types.safetensors")
    save_file({"b.weight": torch.arange(3, dtype=torch.float32), "a.weight": torch.arange(2, dtype=torch.float32),
               "half": torch.ones(3, dtype=torch.float16), "ü\"\n": torch.zeros(1, dtype=torch.uint8)},
              here / "small.safetensors", metadata={"note": "ä \"quoted\" \u0001"})


torch_files()
numpy_files()
safetensors_files()
