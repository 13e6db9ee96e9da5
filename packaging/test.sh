#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Maquette authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Installs what Maquette needs on Debian 12, builds it, and runs all tests, those of the window on a virtual screen.
# Arguments go to ctest: packaging/test.sh -R imaging

set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
"$here/setup.sh"
# Nothing of the user's settings takes part, and nothing of the tests stays.
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
export XDG_CONFIG_HOME=$home/config XDG_DATA_HOME=$home/data XDG_STATE_HOME=$home/state XDG_RUNTIME_DIR=$home/run
mkdir -p "$XDG_RUNTIME_DIR" && chmod 700 "$XDG_RUNTIME_DIR"
cd "$here/.."
# The virtual screen is one for all: tests of the window run one at a time (RUN_SERIAL), the others beside them.
xvfb-run -a -s "-screen 0 1600x1000x24" ctest --preset release -LE long -j "$(nproc)" "$@"
