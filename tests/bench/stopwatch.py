# SPDX-FileCopyrightText: 2026 The Maquette authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Collects wall-clock times under names and prints them as the programs in C++ do."""

import json
import time


class Stopwatch:
    def __init__(self):
        self.figures = []
        self.memories = []

    def measure(self, name, peer, repeats, work):
        """Runs `work` once without counting it, then `repeats` times; `peer` names the library that does it."""
        work()
        samples = []
        for _ in range(repeats):
            start = time.perf_counter()
            work()
            samples.append(time.perf_counter() - start)
        self.figures.append({"name": name, "peer": peer, "samples": samples})

    def memory(self, name, peer, size):
        """What a piece of work holds in memory, in bytes."""
        self.memories.append({"name": name, "peer": peer, "bytes": size})

    def print(self, versions):
        print(json.dumps({"versions": versions, "figures": self.figures, "memory": self.memories}))
