#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Maquette authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Installs what Maquette needs on Debian 12, builds it, and starts it. A second start takes seconds.
#   packaging/run.sh [--cuda] [--] [what to give to maquette: files to open, or a command]

set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
options=()
while [ $# -gt 0 ]; do
    case $1 in
    --cuda | --no-window) options+=("$1") ;;
    --) shift && break ;;
    *) break ;;
    esac
    shift
done
"$here/setup.sh" "${options[@]}"
exec "$here/../build/release/bin/maquette" "$@"
