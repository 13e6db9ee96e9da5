// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A library that is none of NVIDIA's.
extern "C" __attribute__((visibility("default"))) int somethingElse() { return 0; }
