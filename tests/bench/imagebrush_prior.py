# SPDX-FileCopyrightText: 2026 The Maquette authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the compact ImageBrush network takes in: color fits, filters and the alignment, in plain PyTorch."""

import math
from types import SimpleNamespace

import torch
import torch.nn.functional as F

LATTICE = 11
PICK_FACTOR = (1.0, 1.05, 1.2, 1.4, 1.2)
PICK_OFFSET = (0.0, 0.001, 0.002, 0.003, 0.003)


def affine_terms(c):
    return torch.cat([torch.ones_like(c[:, :1]), c], 1)


def polynomial_terms(c):
    e = c - 0.5
    products = torch.stack([e[:, 0] * e[:, 1], e[:, 0] * e[:, 2], e[:, 1] * e[:, 2]], 1)
    return torch.cat([affine_terms(c), e**2, products, c.clamp_min(1e-4).sqrt() - c, e**3], 1)


def ridge_fit(terms, target, weights, ridge, towards=None):
    """Weighted fits of each channel of target [B, 3, N] by terms [B, K, N]: [B, 3, K]."""
    weights = weights / weights.sum(-1, keepdim=True)
    gram = torch.einsum("bkn,bcn,bln->bckl", terms, weights, terms) + ridge * torch.eye(terms.shape[1])
    right = torch.einsum("bkn,bcn->bck", terms, weights * target)
    if towards is not None:
        right = right + ridge * towards
    return torch.linalg.solve(gram, right)


def look_up_table(colors, residuals):
    """Means of residuals [B, 6, M] around the points of a lattice of colors, and how much is known there."""
    axis = torch.linspace(0, 1, LATTICE)
    blue, green, red = torch.meshgrid(axis, axis, axis, indexing="ij")
    points = torch.stack([red, green, blue], -1).view(-1, 3)
    distance = torch.cdist(points.expand(colors.shape[0], -1, -1), colors.transpose(1, 2)) / 0.065
    near = torch.exp(-0.5 * distance**2)
    weight = near.sum(-1, keepdim=True)
    means = near @ residuals.transpose(1, 2) / (weight + 0.05)
    return torch.cat([means, weight / (weight + 1)], 2).transpose(1, 2).unflatten(2, (LATTICE,) * 3)


def candidates(fit, image):
    """The five candidates [B, 5, 3, H, W] and the confidence of the look-up [B, 1, H, W]."""
    colors = image.flatten(2)
    grid = (image * 2 - 1).permute(0, 2, 3, 1)[:, None]
    found = F.grid_sample(fit.table, grid, padding_mode="border", align_corners=True)[:, :, 0]
    affine = (fit.affine @ affine_terms(colors)).view_as(image)
    polynomial = (affine + (fit.polynomial @ polynomial_terms(colors)).view_as(image)).clamp(0, 1)
    all_five = [image, affine.clamp(0, 1), polynomial, (polynomial + found[:, :3]).clamp(0, 1),
                (image + found[:, 3:6]).clamp(0, 1)]
    return torch.stack(all_five, 1), found[:, 6:]


def fit_colors(before, after):
    step = before.shape[2] // 32
    small = before[:, :, ::step, ::step]
    source, target = small.flatten(2), after[:, :, ::step, ::step].flatten(2)
    weights = torch.where((target <= 0.004) | (target >= 0.996), 0.02, 1.0)
    fit = SimpleNamespace()
    fit.affine = ridge_fit(affine_terms(source), target, weights, 1e-5, torch.eye(4)[1:])
    affine = fit.affine @ affine_terms(source)
    fit.polynomial = ridge_fit(polynomial_terms(source), target - affine, weights, 1e-4)
    polynomial = (affine + fit.polynomial @ polynomial_terms(source)).clamp(0, 1)
    residuals = torch.cat([target - polynomial, target - source], 1)
    fit.table = look_up_table(source[:, :, 3::8], residuals[:, :, 3::8])
    colors, _ = candidates(fit, small)
    fit.rms = (colors.flatten(3) - target[:, None]).square().mean((2, 3)).sqrt()
    fit.pick = (fit.rms * torch.tensor(PICK_FACTOR) + torch.tensor(PICK_OFFSET)).argmin(1)
    return fit


def blur(x, sigma):
    radius = math.floor(2.5 * sigma + 1e-6) + 1
    offsets = torch.arange(-radius, radius + 1)
    kernel = torch.exp(-(offsets**2) / (2 * sigma**2))
    kernel = (kernel / kernel.sum()).expand(3, 1, 1, -1)
    x = F.conv2d(F.pad(x, (radius, radius, 0, 0), mode="reflect"), kernel, groups=3)
    return F.conv2d(F.pad(x, (0, 0, radius, radius), mode="reflect"), kernel.transpose(2, 3), groups=3)


def squares(x, side):
    return F.interpolate(F.avg_pool2d(x, side), scale_factor=side, mode="nearest")


def sobel(x):
    luma = (x * torch.tensor([0.299, 0.587, 0.114]).view(1, 3, 1, 1)).sum(1, keepdim=True)
    right = torch.tensor([[-1.0, 0, 1], [-2, 0, 2], [-1, 0, 1]]) / 4
    slopes = F.conv2d(F.pad(luma, (1, 1, 1, 1), mode="replicate"), torch.stack([right, right.T])[:, None])
    return (slopes.square().sum(1, keepdim=True) + 1e-8).sqrt().expand_as(x)


def filters(x):
    """The nine pictures [B, 9, 3, 64, 64] that the network mixes beside the candidates."""
    row = F.avg_pool2d(F.pad(x, (3, 3, 0, 0), mode="reflect"), (1, 7), 1)
    column = F.avg_pool2d(F.pad(x, (0, 0, 3, 3), mode="reflect"), (7, 1), 1)
    pictures = [blur(x, 0.8), blur(x, 1.6), blur(x, 3.2), sobel(x), squares(x, 2), squares(x, 4), squares(x, 8)]
    return torch.stack(pictures + [row, column], 1)


def turned(x, which):
    if which & 4:
        x = x.transpose(-1, -2)
    return x.flip([-axis for axis, bit in ((1, 1), (2, 2)) if which & bit])


def alignment(before, after):
    """The flip or rotation of each before cell that makes an affine color map explain the after cell, [B]."""
    pooled = [F.avg_pool2d(cell, cell.shape[2] // 32).double() for cell in (before, after)]
    target = pooled[1].flatten(2)
    ridge = 1e-4 * torch.eye(4, dtype=torch.double)
    residuals = []
    for which in range(8):
        terms = affine_terms(turned(pooled[0], which).flatten(2))
        gram = terms @ terms.transpose(1, 2) / terms.shape[2]
        right = terms @ target.transpose(1, 2) / terms.shape[2]
        fitted = torch.linalg.solve(gram + ridge, right + ridge[:, 1:]).transpose(1, 2) @ terms
        residuals.append((fitted - target).square().mean((1, 2)))
    residuals = torch.stack(residuals, 1)
    least, which = residuals.min(1)
    clear = (least < 0.35 * residuals[:, 0]) & (least < 0.3 * (target.var(2).mean(1) + 1e-5))
    return torch.where(clear, which, 0)


def aligned(x, which):
    return torch.stack([turned(cell, int(w)) for cell, w in zip(x, which)])


def prepare(before, after, image, raw):
    """All that depends on the clean cells alone. A network with raw cells gets the same ones again."""
    d = SimpleNamespace(before=before, after=after, image=image)
    fit = fit_colors(before, after)
    rows = torch.arange(image.shape[0])
    colors, d.confidence = candidates(fit, image)
    d.prior_image = colors[rows, fit.pick]
    d.prior_before = candidates(fit, before)[0][rows, fit.pick]
    d.picked = F.one_hot(fit.pick, 5).float()
    d.statistics = torch.cat([fit.affine.flatten(1), fit.rms * 8, (fit.rms + 0.003).log() * 0.4 + 1, d.picked], 1)
    d.bank = torch.cat([colors, filters(image)] + ([image[:, None]] if raw else []), 1)
    rms = fit.rms[rows, fit.pick]
    d.trust = rms / (rms + 0.015)
    return d
