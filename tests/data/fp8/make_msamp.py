# SPDX-FileCopyrightText: 2026 The Maquette authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes msamp.pt, a checkpoint as MS-AMP leaves one behind, without MS-AMP or PyTorch: classes of the same names are
pickled by Python's own protocol, and storages lie in the ZIP form of torch.save. Usage: make_msamp.py FILE"""
import io
import pickle
import struct
import sys
import types
import zipfile
from collections import OrderedDict


def module(name):
    made = types.ModuleType(name)
    sys.modules[name] = made
    parts = name.rsplit(".", 1)
    if len(parts) == 2:
        setattr(sys.modules.get(parts[0]) or module(parts[0]), parts[1], made)
    return made


def define(home, name):
    made = type(name, (), {"__module__": home.__name__})
    setattr(home, name, made)
    return made


torch = module("torch")
utils = module("torch._utils")
storages = {name: define(torch, name) for name in ("FloatStorage", "HalfStorage", "ByteStorage", "IntStorage")}


def _rebuild_tensor_v2(*arguments):
    raise NotImplementedError


_rebuild_tensor_v2.__module__ = "torch._utils"
utils._rebuild_tensor_v2 = _rebuild_tensor_v2

ScalingTensor = define(module("msamp.common.tensor.tensor"), "ScalingTensor")
ScalingMeta = define(module("msamp.common.tensor.meta"), "ScalingMeta")
HookManager = define(module("msamp.common.tensor.hook"), "HookManager")
QType = define(module("msamp.common.dtype.dtypes"), "QType")


class Storage:
    def __init__(self, kind, data, count):
        self.kind, self.data, self.count = kind, data, count


class Tensor:
    """A tensor in C order; `values` are packed by `form`."""

    forms = {"FloatStorage": "f", "HalfStorage": "e", "ByteStorage": "B", "IntStorage": "i"}

    def __init__(self, kind, shape, values):
        self.storage = Storage(kind, struct.pack("<%d%s" % (len(values), self.forms[kind]), *values), len(values))
        self.shape = shape

    def __reduce_ex__(self, protocol):
        strides = []
        step = 1
        for size in reversed(self.shape):
            strides.insert(0, step)
            step *= size
        return _rebuild_tensor_v2, (self.storage, 0, tuple(self.shape), tuple(strides), False, OrderedDict())


class Pickler(pickle.Pickler):
    def __init__(self, file):
        super().__init__(file, 2)
        self.stored = []

    def persistent_id(self, thing):
        if not isinstance(thing, Storage):
            return None
        if thing not in self.stored:
            self.stored.append(thing)
        return "storage", storages[thing.kind], str(self.stored.index(thing)), "cpu", thing.count


def qtype(name, value):
    made = QType()
    made.name, made.value = name, value
    return made


E4M3, HALF, E5M2 = qtype("kFloat8E4M3", 5), qtype("kFloat16", 3), qtype("kFloat8E5M2", 6)


def scaled(kind, shape, values, of, scale_inverse, scale=None, amax=1.0):
    meta = ScalingMeta()
    meta.qtype = of
    # After the first step MS-AMP leaves a plain float here.
    meta.scale = scale if scale is not None else Tensor("FloatStorage", (), [1 / scale_inverse])
    meta.scale_inv = Tensor("FloatStorage", (), [scale_inverse])
    meta.amax = Tensor("FloatStorage", (1,), [amax])
    meta.amax_counter = Tensor("IntStorage", (), [0])
    meta.window_size = 1
    meta.group = None
    meta.locked = False
    hooks = HookManager()
    hooks.hooks = OrderedDict()
    hooks.history_counter = 0
    made = ScalingTensor()
    made.value = Tensor(kind, shape, values)
    made._grad = None
    made._backward_post_hooks = hooks
    made.meta = meta
    made._requires_grad = True
    return made


content = {
    "model": OrderedDict(
        [
            ("fc.weight", scaled("HalfStorage", (2, 3), [1.0, -2.0, 0.5, 4.0, 65504.0, -0.25], HALF, 0.5)),
            ("fc.bias", Tensor("FloatStorage", (2,), [0.125, -3.0])),
            ("head.weight", scaled("ByteStorage", (2, 2), [0x38, 0x7E, 0xB8, 0x01], E4M3, 0.03125, amax=14.0)),
            ("odd.weight", scaled("ByteStorage", (2,), [0x3C, 0xFB], E5M2, 2.0)),
        ]
    ),
    "optimizer": {
        "state": {
            0: {
                "step": 7,
                "exp_avg": scaled("ByteStorage", (2, 3), [0, 0x38, 0x40, 0x48, 0x50, 0xD0], E4M3, 0.25, scale=4.0),
                "exp_avg_sq": scaled("HalfStorage", (2, 3), [0.0, 1.0, 2.0, 3.0, 4.0, 5.0], HALF, 2.0, scale=0.5),
            }
        },
        "param_groups": [{"lr": 0.001, "betas": (0.9, 0.95), "params": [0]}],
    },
}

buffer = io.BytesIO()
pickler = Pickler(buffer)
pickler.dump(content)
with zipfile.ZipFile(sys.argv[1], "w", zipfile.ZIP_STORED) as archive:

    def write(name, data):
        archive.writestr(zipfile.ZipInfo("msamp/" + name, (1980, 1, 1, 0, 0, 0)), data)

    write("data.pkl", buffer.getvalue())
    write("byteorder", b"little")
    for index, storage in enumerate(pickler.stored):
        write("data/%d" % index, storage.data)
    write("version", b"3\n")
