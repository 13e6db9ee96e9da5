# SPDX-FileCopyrightText: 2026 The Maquette authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The compact ImageBrush network in plain PyTorch, with the tensor names of Maquette's files of weights."""

import math

import torch
import torch.nn.functional as F
from torch import nn

COARSE_SLOPES = (0, 0, 0.3, 1, 3)
FINE_SLOPES = (0, 0.25, 2)
SIZES = {"cell": 64, "patch": 8, "width": 96, "coarse-width": 160, "visual-width": 96, "prompt-width": 128,
         "condition-width": 192, "prompt-layers": 3, "middle-blocks": 2, "down-blocks": 2, "up-blocks": 2,
         "refiner-channels": 16, "boxes": 0, "raw": 0}


def heads_of(x):
    return x.unflatten(2, (-1, 32)).transpose(1, 2)


def attend(query, key, value, bias=None):
    mixed = F.scaled_dot_product_attention(heads_of(query), heads_of(key), heads_of(value), bias)
    return mixed.transpose(1, 2).flatten(2)


def to_patches(cells, patch):
    return F.pixel_unshuffle(cells, patch).flatten(2).transpose(1, 2)


def from_patches(tokens, patch):
    side = math.isqrt(tokens.shape[1])
    return F.pixel_shuffle(tokens.transpose(1, 2).unflatten(2, (side, side)), patch)


def merge_neighbors(x):
    half = math.isqrt(x.shape[1]) // 2
    return x.unflatten(1, (half, 2, half, 2)).transpose(2, 3).flatten(3).flatten(1, 2)


def split_neighbors(x):
    half = math.isqrt(x.shape[1])
    return x.unflatten(2, (2, 2, -1)).unflatten(1, (half, half)).transpose(2, 3).flatten(1, 4)


def distance_bias(side, heads, query_cells, slopes):
    place = torch.arange(side * side)
    x, y = place % side, place // side
    squares = (x[:, None] - x).square() + (y[:, None] - y).square()
    planes = [-slopes[head % len(slopes)] * squares.float() for head in range(heads)]
    return torch.stack(planes).repeat(1, query_cells, 4)[None]


class ModulatedNorm(nn.Module):
    def __init__(self, width, condition):
        super().__init__()
        self.norm = nn.LayerNorm(width)
        self.modulation = nn.Linear(condition, 2 * width)

    def forward(self, x, condition):
        film = self.modulation.bias if condition is None else self.modulation(condition)[:, None]
        scale, shift = film.chunk(2, -1)
        return self.norm(x) * (1 + scale) + shift


class Mlp(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.first = nn.Linear(width, 2 * width)
        self.second = nn.Linear(2 * width, width)

    def forward(self, x):
        return self.second(F.gelu(self.first(x)))


class LocalBlock(nn.Module):
    def __init__(self, width, condition):
        super().__init__()
        self.depthwise = nn.Conv2d(width, width, 3, padding=1, groups=width)
        self.norm = ModulatedNorm(width, condition)
        self.mlp = Mlp(width)

    def forward(self, x, condition, cells):
        side = math.isqrt(x.shape[1] // cells)
        plane = x.reshape(-1, side, side, x.shape[2]).permute(0, 3, 1, 2)
        mixed = self.depthwise(plane).permute(0, 2, 3, 1).reshape(x.shape)
        return x + self.mlp(self.norm(mixed, condition))


class BoardAttention(nn.Module):
    def __init__(self, width, context, condition):
        super().__init__()
        self.norm = ModulatedNorm(width, condition)
        self.context_norm = nn.LayerNorm(context)
        self.query = nn.Linear(width, width)
        self.key_value = nn.Linear(context, 2 * width)
        self.output = nn.Linear(width, width)

    def forward(self, x, condition, context, bias=None):
        key, value = self.key_value(self.context_norm(context)).chunk(2, -1)
        return x + self.output(attend(self.query(self.norm(x, condition)), key, value, bias))


class BoardBlock(nn.Module):
    def __init__(self, width, condition, prompt=0):
        super().__init__()
        self.self = BoardAttention(width, width, condition)
        self.cross = BoardAttention(width, prompt, condition) if prompt else None
        self.local = LocalBlock(width, condition)

    def forward(self, x, condition, board, bias, cells, prompt=None):
        x = self.self(x, condition, board, bias)
        if self.cross is not None:
            x = self.cross(x, condition, prompt)
        return self.local(x, condition, cells)


class PromptLayer(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.first_norm = nn.LayerNorm(width)
        self.query_key_value = nn.Linear(width, 3 * width)
        self.output = nn.Linear(width, width)
        self.second_norm = nn.LayerNorm(width)
        self.mlp = Mlp(width)

    def forward(self, x):
        x = x + self.output(attend(*self.query_key_value(self.first_norm(x)).chunk(3, -1)))
        return x + self.mlp(self.second_norm(x))


class Prompt(nn.Module):
    def __init__(self, s):
        super().__init__()
        width, visual, tokens = s["prompt-width"], s["visual-width"], s["cell"] // s["patch"]
        self.patch_size = s["patch"]
        self.patch = nn.Linear(3 * s["patch"] ** 2, visual)
        self.position = nn.Parameter(torch.empty(tokens**2, visual))
        self.encoder = BoardBlock(visual, s["condition-width"])
        self.merge = nn.Linear(4 * visual, width)
        self.counterpart = nn.Linear(4 * visual, width, bias=False)
        self.role = nn.Parameter(torch.empty(3, 1, width))
        self.token_position = nn.Parameter(torch.empty(tokens**2 // 4, width))
        self.class_token = nn.Parameter(torch.empty(1, 1, width))
        self.null_token = nn.Parameter(torch.empty(1, 1, width))
        self.fit_first = nn.Linear(27, width)
        self.fit_second = nn.Linear(width, width)
        self.boxes = bool(s["boxes"])
        if self.boxes:
            self.box_first = nn.Linear(64, width)
            self.box_second = nn.Linear(width, width)
            self.box_role = nn.Parameter(torch.empty(2, 1, width))
        self.layers = nn.ModuleList(PromptLayer(width) for _ in range(s["prompt-layers"]))
        self.norm = nn.LayerNorm(width)

    def box_tokens(self, boards):
        """Tokens of two whole cells before and two after, as there are no regions here."""
        sides = torch.tensor([0.0, 0.0, 1.0, 1.0]).expand(boards, 4, 4)
        waves = [wave(sides * 100 ** (k / 8)) for k in range(8) for wave in (torch.sin, torch.cos)]
        tokens = self.box_second(F.silu(self.box_first(torch.cat(waves, -1))))
        return (tokens.unflatten(1, (2, 2)) + self.box_role).flatten(1, 2)

    def forward(self, d):
        boards = d.image.shape[0]
        x = self.patch(to_patches(torch.cat([d.before, d.after, d.image]) - 0.5, self.patch_size)) + self.position
        x = self.encoder(x, None, x, None, 1)
        x = merge_neighbors(x).unflatten(0, (3, boards))
        before, after, image = self.merge(x) + self.role[:, None] + self.token_position
        fit = self.fit_second(F.gelu(self.fit_first(d.statistics)))
        parts = [self.class_token.expand(boards, -1, -1), before, after + self.counterpart(x[0]), image, fit[:, None]]
        if self.boxes:
            parts.append(self.box_tokens(boards))
        y = torch.cat(parts, 1)
        for layer in self.layers:
            y = layer(y)
        return self.norm(y)


class Refiner(nn.Module):
    def __init__(self, s):
        super().__init__()
        channels = s["refiner-channels"]
        self.first = nn.Conv2d(21 if s["raw"] else 18, channels, 3, padding=1)
        self.second = nn.Conv2d(channels, channels, 3, padding=1)
        self.third = nn.Conv2d(channels, 3, 3, padding=1)
        self.modulation = nn.Linear(s["condition-width"], 4 * channels)

    def forward(self, x, condition):
        scale1, shift1, scale2, shift2 = self.modulation(condition)[:, :, None, None].chunk(4, 1)
        x = F.gelu(self.first(x) * (1 + scale1) + shift1)
        x = F.gelu(self.second(x) * (1 + scale2) + shift2)
        return self.third(x)


class Network(nn.Module):
    """`sizes` as the metadata of a file of weights name them; absent ones have the values of SIZES."""

    def __init__(self, sizes):
        super().__init__()
        s = {key: int(sizes.get(key, value)) for key, value in SIZES.items()}
        width, coarse, condition, patch = s["width"], s["coarse-width"], s["condition-width"], s["patch"]
        area, tokens = patch**2, s["cell"] // patch
        self.sizes, self.patch, self.raw = s, patch, bool(s["raw"])
        self.bank_size = 15 if self.raw else 14
        self.prompt = Prompt(s)
        self.time_first = nn.Linear(64, condition)
        self.time_second = nn.Linear(condition, condition)
        self.instruction = nn.Linear(s["prompt-width"], condition)
        self.stem = nn.Linear((9 if self.raw else 6) * area, width)
        self.target = nn.Linear((16 if self.raw else 10) * area, width, bias=False)
        self.position = nn.Parameter(torch.empty(tokens**2, width))
        self.cell = nn.Parameter(torch.empty(4, 1, width))
        self.down = nn.ModuleList(LocalBlock(width, condition) for _ in range(s["down-blocks"]))
        self.merge = nn.Linear(4 * width, coarse)
        self.coarse_position = nn.Parameter(torch.empty(tokens**2 // 4, coarse))
        self.coarse_cell = nn.Parameter(torch.empty(4, 1, coarse))
        self.coarse = BoardBlock(coarse, condition)
        self.middle = nn.ModuleList(BoardBlock(coarse, condition, s["prompt-width"]) for _ in range(s["middle-blocks"]))
        self.coarse_skip = nn.Linear(5 * coarse, coarse)
        self.coarse_up = BoardBlock(coarse, condition)
        self.unmerge = nn.Linear(coarse, 4 * width)
        self.fine_skip = nn.Linear(5 * width, width)
        self.up = nn.ModuleList(BoardBlock(width, condition) for _ in range(s["up-blocks"]))
        self.head_norm = nn.LayerNorm(width)
        self.head = nn.Linear(width, 4 * area + 12 + self.bank_size)
        self.refiner = Refiner(s)
        self.whole_bias = distance_bias(tokens // 2, coarse // 32, 4, COARSE_SLOPES)
        self.target_bias = distance_bias(tokens // 2, coarse // 32, 1, COARSE_SLOPES)
        self.fine_bias = distance_bias(tokens, width // 32, 1, FINE_SLOPES)

    def condition(self, t, prompt):
        frequencies = 6.283 * torch.exp(torch.arange(32) * (-math.log(1000) / 31))
        angles = t[:, None] * frequencies
        time = self.time_second(F.silu(self.time_first(torch.cat([angles.sin(), angles.cos()], 1))))
        return F.silu(time + self.instruction(prompt[:, 0]))

    def board(self, z, d):
        rows = [(d.before, d.after, d.image, z), (d.after, d.prior_before, d.prior_image, d.image)]
        if self.raw:
            rows.append((d.before, d.before, d.image, d.image))
        rows = [[to_patches(cell - 0.5, self.patch) for cell in row] for row in rows]
        tokens = self.stem(torch.cat([torch.stack(row, 1) for row in rows], -1)) + self.position + self.cell
        extra = [to_patches(d.prior_image - 0.5, self.patch), to_patches(d.confidence - 0.5, self.patch),
                 rows[0][1], rows[1][1]]
        if self.raw:
            extra += [rows[2][0], rows[2][3]]
        target = tokens[:, 3:] + self.target(torch.cat(extra, -1))[:, None]
        return torch.cat([tokens[:, :3], target], 1).flatten(1, 2)

    def target_tokens(self, fine, condition, prompt):
        for block in self.down:
            fine = block(fine, condition, 4)
        merged = merge_neighbors(fine.unflatten(1, (4, -1)).flatten(0, 1)).unflatten(0, (-1, 4))
        coarse = (self.merge(merged) + self.coarse_position + self.coarse_cell).flatten(1, 2)
        coarse = self.coarse(coarse, condition, coarse, self.whole_bias, 4)
        early = coarse
        for block in self.middle:
            coarse = block(coarse, condition, coarse, self.whole_bias, 4, prompt)

        def beside(own, cells):
            before, after, image, target = cells.chunk(4, 1)
            return torch.cat([own, target, before, after, image], -1)

        x = self.coarse_skip(beside(coarse.chunk(4, 1)[3], early))
        x = self.coarse_up(x, condition, coarse, self.target_bias, 1)
        x = self.fine_skip(beside(split_neighbors(self.unmerge(x)), fine))
        for block in self.up:
            x = block(x, condition, fine, self.fine_bias, 1)
        return self.head_norm(x)

    def forward(self, z, t, d, prompt):
        """The result that the network predicts from z [B, 3, 64, 64] at times t [B]."""
        area = self.patch**2
        condition = self.condition(t, prompt)
        head = self.head(self.target_tokens(self.board(z, d), condition, prompt))
        side = math.isqrt(head.shape[1])
        painted = from_patches(head[..., : 3 * area], self.patch) + 0.5
        gate = from_patches(head[..., 3 * area : 4 * area], self.patch).sigmoid()
        local = head[..., 4 * area :].transpose(1, 2).unflatten(2, (side, side))
        local = F.interpolate(local, size=z.shape[2:], mode="bilinear", align_corners=False)
        weights = local[:, 12:] + F.pad(d.picked, (0, self.bank_size - 5))[:, :, None, None]
        mix = (weights[:, :, None] * d.bank).sum(1)
        color_map = local[:, :12].unflatten(1, (3, 4))
        base = mix + (color_map[:, :, :3] * mix[:, None]).sum(2) + color_map[:, :, 3]
        coarse = gate * base + (1 - gate) * painted
        seen = [coarse - 0.5, d.image - 0.5, d.prior_image - 0.5, base - 0.5, d.after - 0.5, d.after - d.prior_before]
        if self.raw:
            seen.append(d.image - 0.5)
        refined = coarse + self.refiner(torch.cat(seen, 1), condition)
        return d.prior_image + d.trust[:, None, None, None] * (refined - d.prior_image)
