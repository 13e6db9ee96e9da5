# SPDX-FileCopyrightText: 2026 The Maquette authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""PointNeXt in plain PyTorch: every neighborhood grouped and multiplied, as published, with the official tensor names.

pointnext_layers.py    prints the values that maquette selftest pointnext expects, as the tables of Conformance.cpp

Features are [B, C, N], points [B, N, 3], indices int64. What depends on the points alone is a list of Stage.
"""

import math
from dataclasses import dataclass, replace

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn


@dataclass
class Config:
    task: str = "segmentation"  # or "classification", "parts"
    blocks: tuple = (1, 1, 1, 1, 1)
    strides: tuple = (1, 4, 4, 4, 4)
    width: int = 32
    inputs: int = 4
    sa_layers: int = 2
    residual: bool = True
    classes: int = 13
    pooled: tuple = ()  # what the head appends: "max", "mean"
    objects: int = 16
    radius: float = 0.1
    scaling: float = 2.0
    neighbors: int = 32

    def channels(self):
        doublings = np.cumsum([stride != 1 for stride in self.strides])
        return [self.width << int(times) for times in doublings]

    def radii(self):
        """Of set abstraction and of the residual blocks, a pair for each stage with a stride."""
        pairs, radius = [], self.radius
        for _ in (stride for stride in self.strides if stride != 1):
            pairs.append((radius, radius * self.scaling))
            radius *= self.scaling
        return pairs


S3DIS_S = Config()
S3DIS_B = Config(blocks=(1, 2, 3, 2, 2), sa_layers=1, residual=False)
SCANNET_S = Config(inputs=7, sa_layers=3, residual=False, classes=20, pooled=("max",), radius=0.05)
SCANOBJECTNN_S = Config("classification", (1,) * 6, (1, 2, 2, 2, 2, 1), classes=15, radius=0.15, scaling=1.5)
SHAPENETPART_S = Config("parts", strides=(1, 2, 2, 2, 2), inputs=7, sa_layers=3, classes=50, pooled=("max", "mean"),
                        scaling=2.5)


# Points, as the official kernels treat them.

def squared_distances(points, center):
    """FMA(dz, dz, FMA(dx, dx, dy dy)) in float32; double holds the product of two floats exactly."""
    d = (points - center).astype(np.float32)
    wide = d.astype(np.float64)
    t = d[:, 1] * d[:, 1]
    t = (wide[:, 0] * wide[:, 0] + t).astype(np.float32)
    return (wide[:, 2] * wide[:, 2] + t).astype(np.float32)


def furthest_points(points, samples):
    count = len(points)
    threads = 1 << min(10, count.bit_length() - 1)
    bits = threads.bit_length() - 1
    k = np.arange(count)
    slot = np.zeros(count, np.int64)
    for bit in range(bits):
        slot |= ((k % threads) >> bit & 1) << (bits - 1 - bit)
    rank = slot * (count // threads + 1) + k // threads
    nearest = np.full(count, 1e10, np.float32)
    picked = [0]
    while len(picked) < samples:
        nearest = np.minimum(nearest, squared_distances(points, points[picked[-1]]))
        best = np.flatnonzero(nearest == nearest.max())
        picked.append(int(best[np.argmin(rank[best])]))
    return np.array(picked)


def ball_query(support, queries, radius, neighbors):
    limit = np.float32(radius) * np.float32(radius)
    balls = np.zeros((len(queries), neighbors), np.int64)
    for i, query in enumerate(queries):
        hits = np.flatnonzero(squared_distances(support, query) < limit)[:neighbors]
        if len(hits):
            balls[i] = hits[0]
            balls[i, : len(hits)] = hits
    return balls


def three_nearest(support, queries):
    """Indices and weights; where there are fewer than three points the missing ones are 0 and weigh nothing."""
    indices = np.zeros((len(queries), 3), np.int64)
    squares = np.full((len(queries), 3), np.inf)
    for i, query in enumerate(queries):
        d = squared_distances(support, query)
        best = np.argsort(d, kind="stable")[:3]
        indices[i, : len(best)] = best
        squares[i, : len(best)] = d[best]
    weights = 1 / (np.sqrt(squares) + 1e-8)
    return indices, weights / weights.sum(1, keepdims=True)


@dataclass
class Stage:
    """Batched: which points of the stage before go on, where they are, and who is near whom."""
    sampled: torch.Tensor
    points: torch.Tensor
    balls: torch.Tensor
    own_balls: torch.Tensor
    up: torch.Tensor
    up_weights: torch.Tensor


def geometry(config, points):
    """`points` float32 [B, N, 3] as an array."""
    stages = []
    strides = [stride for stride in config.strides if stride != 1]
    for stride, (radius, own_radius) in zip(strides, config.radii()):
        sampled = [furthest_points(cloud, len(cloud) // stride) for cloud in points]
        after = np.stack([cloud[indices] for cloud, indices in zip(points, sampled)])
        up = [three_nearest(few, many) for few, many in zip(after, points)]
        parts = [np.stack(sampled), after,
                 np.stack([ball_query(many, few, radius, config.neighbors) for many, few in zip(points, after)]),
                 np.stack([ball_query(few, few, own_radius, config.neighbors) for few in after]),
                 np.stack([indices for indices, _ in up]), np.stack([weights for _, weights in up])]
        stages.append(Stage(*map(torch.from_numpy, parts)))
        points = after
    return stages


# The network.

def product(inputs, outputs, kind, norm=True, relu=True):
    layers = [kind(inputs, outputs, bias=not norm) if kind is nn.Linear else kind(inputs, outputs, 1, bias=not norm)]
    if norm:
        layers.append(nn.BatchNorm2d(outputs) if kind is nn.Conv2d else nn.BatchNorm1d(outputs))
    if relu:
        layers.append(nn.ReLU())
    return nn.Sequential(*layers)


def gathered(features, indices):
    """[B, C, N] at [B, M] or [B, M, K]: [B, C, M(, K)]."""
    flat = indices.flatten(1)[:, None].expand(-1, features.shape[1], -1)
    return features.gather(2, flat).unflatten(2, indices.shape[1:])


def neighborhoods(features, support, queries, balls, radius):
    places = support.transpose(1, 2).to(features.dtype)
    centers = queries.transpose(1, 2).to(features.dtype)
    offsets = (gathered(places, balls) - centers[..., None]) / radius
    return torch.cat([offsets, gathered(features, balls)], 1)


class Abstraction(nn.Module):
    def __init__(self, kind, inputs, outputs, layers, residual):
        super().__init__()
        self.kind = kind
        residual = residual and kind == "sampled"
        if residual:
            self.skipconv = product(inputs, outputs, nn.Conv1d, norm=False, relu=False)
        self.residual = residual
        if kind == "stem":
            self.convs = nn.Sequential(product(inputs, outputs, nn.Conv1d, norm=False, relu=False))
            return
        middle = outputs if kind == "global" else outputs // 2
        widths = [inputs + 3] + [middle] * (layers - 1) + [outputs]
        self.convs = nn.Sequential(*(product(widths[i], widths[i + 1], nn.Conv2d,
                                             relu=not (residual and i == layers - 1)) for i in range(layers)))

    def forward(self, features, before, stage, radius):
        if self.kind == "stem":
            return self.convs(features)
        if self.kind == "global":
            x = torch.cat([before.transpose(1, 2).to(features.dtype), features], 1)[:, :, None]
            return self.convs(x).amax(3)
        x = self.convs(neighborhoods(features, before, stage.points, stage.balls, radius)).amax(3)
        return F.relu(x + self.skipconv(gathered(features, stage.sampled))) if self.residual else x


class Aggregation(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.convs = nn.Sequential(product(width + 3, width, nn.Conv2d))


class Residual(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.convs = Aggregation(width)
        self.pwconv = nn.Sequential(product(width, 4 * width, nn.Conv1d),
                                    product(4 * width, width, nn.Conv1d, relu=False))

    def forward(self, features, stage, radius):
        grouped = neighborhoods(features, stage.points, stage.points, stage.own_balls, radius)
        return F.relu(features + self.pwconv(self.convs.convs(grouped).amax(3)))


class Propagation(nn.Module):
    def __init__(self, inputs, width):
        super().__init__()
        self.convs = nn.Sequential(product(inputs, width, nn.Conv1d), product(width, width, nn.Conv1d))

    def forward(self, fine, coarse, stage):
        up = (gathered(coarse, stage.up) * stage.up_weights[:, None].to(coarse.dtype)).sum(3)
        return self.convs(torch.cat([fine, up], 1))


class Encoder(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.config = config
        stages, inputs = [], config.inputs
        for i, (width, stride) in enumerate(zip(config.channels(), config.strides)):
            kind = "stem" if i == 0 else "global" if stride == 1 else "sampled"
            first = Abstraction(kind, inputs, width, config.sa_layers, config.residual)
            stages.append(nn.ModuleList([first] + [Residual(width) for _ in range(config.blocks[i] - 1)]))
            inputs = width
        self.encoder = nn.ModuleList(stages)

    def forward(self, features, points, stages):
        outputs, remaining = [], list(zip(stages, self.config.radii()))
        for first, *residuals in self.encoder:
            stage, radii = remaining.pop(0) if first.kind == "sampled" else (None, (None, None))
            features = first(features, points, stage, radii[0])
            points = stage.points if stage else points
            for residual in residuals:
                features = residual(features, stage, radii[1])
            outputs.append(features)
        return outputs


class Decoder(nn.Module):
    def __init__(self, config):
        super().__init__()
        channels = config.channels()
        self.objects, extra = config.objects, 0
        self.parts = config.task == "parts"
        if self.parts:
            self.global_conv2 = nn.Sequential(product(channels[-1], 128, nn.Conv1d, norm=False))
            self.global_conv1 = nn.Sequential(product(channels[-2], 64, nn.Conv1d, norm=False))
            extra = 64 + 128 + config.objects
        self.decoder = nn.ModuleList(
            nn.ModuleList([Propagation(channels[d] + channels[d + 1] + (extra if d == 0 else 0), channels[d])])
            for d in range(len(channels) - 1))

    def forward(self, outputs, stages, kind):
        x, skips = outputs[-1], list(outputs)
        if self.parts:
            whole = torch.cat([self.global_conv1(outputs[-2]).amax(2), self.global_conv2(outputs[-1]).amax(2),
                               F.one_hot(kind, self.objects).to(x.dtype)], 1)
            skips[0] = torch.cat([whole[..., None].expand(-1, -1, skips[0].shape[2]), skips[0]], 1)
        for d in reversed(range(len(self.decoder))):
            x = self.decoder[d][0](skips[d], x, stages[d])
        return x


class Head(nn.Module):
    """Products with dropout between them, which does nothing in evaluation but takes a number."""

    def __init__(self, widths, kind):
        super().__init__()
        layers = []
        for i in range(len(widths) - 1):
            last = i == len(widths) - 2
            layers.append(product(widths[i], widths[i + 1], kind, norm=not last, relu=not last))
            if not last:
                layers.append(nn.Dropout(0.5))
        self.head = nn.Sequential(*layers)

    def forward(self, x):
        return self.head(x)


class Network(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.config, channels = config, config.channels()
        self.encoder = Encoder(config)
        if config.task == "classification":
            self.prediction = Head([channels[-1], 512, 256, config.classes], nn.Linear)
            return
        self.decoder = Decoder(config)
        width = channels[0] * (1 + len(config.pooled))
        self.head = Head([width, width, config.classes], nn.Conv1d)

    def forward(self, features, points, stages, kind=None):
        """[B, classes, N], or [B, classes]."""
        outputs = self.encoder(features, points, stages)
        if self.config.task == "classification":
            return self.prediction(outputs[-1][:, :, 0])
        x = self.decoder(outputs, stages, kind)
        pooled = {"max": x.amax(2, True), "mean": x.mean(2, True)}
        return self.head(torch.cat([x] + [pooled[name].expand_as(x) for name in self.config.pooled], 1))


# Values for comparison.

def fill(network):
    """The rule of nn::fillDeterministic(); running variances are then made positive: |v| + 0.5. All in float32."""
    for name, tensor in network.state_dict().items():
        if not tensor.is_floating_point():
            continue
        n = torch.arange(tensor.numel(), dtype=torch.double)
        s = ((n + 1) * 0.37 + 0.11 * len(name)).sin().view(tensor.shape)
        if tensor.dim() >= 2:
            values = s * math.sqrt(3 / tensor[0].numel())
        elif name.endswith("weight"):
            values = s * 0.1 + 1
        else:
            values = s * 0.05
        values = values.float()
        tensor.copy_(values.abs() + 0.5 if name.endswith("running_var") else values)
    return network


def spread_points(clouds, count):
    """Points that fill a box of 0.7 x 0.5 x 0.3 evenly without a lattice, by additive recurrences; float32."""
    n = np.arange(1, clouds * count + 1, dtype=np.float64)[:, None]
    steps = np.array([0.8191725133961645, 0.6710436067037893, 0.5497004779019703])
    along = n * steps
    box = (along - np.floor(along)) * np.array([0.7, 0.5, 0.3])
    return box.astype(np.float32).reshape(clouds, count, 3)


def waves(clouds, count, channels):
    """sin(0.713 n) cos(0.0391 n), each rounded to float32, over the flat index n of [clouds, count, channels]."""
    n = torch.arange(clouds * count * channels, dtype=torch.double)
    values = (n * 0.713).sin().float() * (n * 0.0391).cos().float()
    return values.view(clouds, count, channels).transpose(1, 2)


REDUCED = {"s3dis-s": S3DIS_S, "s3dis-b": S3DIS_B, "scannet-s": SCANNET_S, "scanobjectnn-s": SCANOBJECTNN_S,
           "shapenetpart-s": SHAPENETPART_S}
OBJECTS = (3, 15)


def expected(name, clouds=2, count=600):
    """In double, from weights, points and features in float32. [clouds, count, classes] or [clouds, classes]."""
    config = replace(REDUCED[name], width=8)
    network = fill(Network(config)).double().eval()
    points = spread_points(clouds, count)
    stages = geometry(config, points)
    logits = network(waves(clouds, count, config.inputs).double(), torch.from_numpy(points), stages,
                     torch.tensor(OBJECTS))
    return logits.transpose(1, 2) if logits.dim() == 3 else logits


def main():
    def row(values):
        return "{" + ", ".join(f"{value:.6f}" for value in values) + "}"

    with torch.no_grad():
        for name in REDUCED:
            values = expected(name).reshape(-1)
            print(f'{{"{name}", {values.abs().max():.3f},')
            print(f"  {{.first = {row(values[:6])},\n   .last = {row(values[-4:])},\n   .meanAndDeviation = "
                  f"{row((values.mean(), values.std(correction=0)))}}}}},")


if __name__ == "__main__":
    main()
