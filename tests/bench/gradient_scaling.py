#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Maquette authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is lost when weight gradients are added in FP8 over processes, by scaling: the shape of figure 7 of FP8-LM.

Trains the same GPT on four processes with pre-, post- and auto-scaling and 1/sqrt(N), and prints by Transformer block
the SNR, underflow and overflow of the reduced gradients against the exact mean, as Markdown.

    gradient_scaling.py MAQUETTE [--steps N] [--processes N] [--folder KEEP]
"""
import argparse
import json
import pathlib
import subprocess
import sys
import tempfile

SCALINGS = ("pre", "post", "auto", "root-n")


def report(program, folder, scaling, options):
    out = folder / scaling
    # μ moves in whole runs of a thousand steps; what it comes to is looked at in the second half.
    train = [program, "runs", "train", "gpt", "--precision", "o2", "--reduce", scaling, "--out", str(out),
             "--processes", str(options.processes), "--batch", str(2 * options.processes), "--quiet",
             "--steps", str(options.steps), "--statistics", "10", "--validate", "0", "--json"]
    trained = json.loads(subprocess.run(train, check=True, stdout=subprocess.PIPE).stdout)
    table = subprocess.run([program, "runs", "fp8-report", str(out), "--from", str(options.steps // 2), "--quiet",
                            "--json"], check=True, stdout=subprocess.PIPE).stdout
    return trained, json.loads(table)["reports"][0]["reduction"]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program")
    parser.add_argument("--steps", type=int, default=400)
    parser.add_argument("--processes", type=int, default=4)
    parser.add_argument("--folder", help="keep the runs there")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(options.folder or temporary)
        if any((folder / scaling).exists() for scaling in SCALINGS):
            parser.error(f"{folder} holds such runs already, and they would be gone on with")
        print("| scaling | block | SNR (dB) | underflow (%) | overflow (%) | at the maximum (%) | factor |")
        print("|---|---|---|---|---|---|---|")
        losses = {}
        for scaling in SCALINGS:
            trained, blocks = report(options.program, folder, scaling, options)
            losses[scaling] = trained["loss"]
            for row in blocks:
                print(f"| {scaling} | {row['block']} | {row['snr']:.2f} | {row['underflow']:.4f} | "
                      f"{row['overflow']:.5f} | {row['saturated']:.5f} | {row['factor']:.3f} |", flush=True)
        print("\nloss, mean of the last 50 steps: "
              + ", ".join(f"{name} {loss:.4f}" for name, loss in losses.items()))


if __name__ == "__main__":
    sys.exit(main())
