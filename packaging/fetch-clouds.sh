#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Maquette authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Fetches point clouds that other programs wrote, for the tests of the readers: scans of the package libcgal-demo and LAS
# files of laspy's source package. They come to ${XDG_CACHE_HOME:-$HOME/.cache}/maquette/clouds (or the folder named);
# 26 MB are fetched. Nothing calls this by itself: without the files those tests say that they are skipped.
#   packaging/fetch-clouds.sh [FOLDER]

set -euo pipefail

target=${1:-${XDG_CACHE_HOME:-$HOME/.cache}/maquette/clouds}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# fail STEP WHAT-TO-DO
fail() {
    echo "Maquette: $1 failed. $2" >&2
    exit 1
}

mkdir -p "$target/cgal" "$target/laspy" || fail "making $target" "Check that the folder can be written to."
# Anyone must be able to read the folder, as apt fetches as a user of its own.
chmod 755 "$work"
cd "$work"

if [ ! -f "$target/cgal/b9_training.ply" ]; then
    apt-get download -q libcgal-demo >/dev/null 2>&1 || fail "fetching libcgal-demo" "Run apt-get update and try again."
    dpkg -x libcgal-demo_*.deb cgal
    tar -xzf cgal/usr/share/doc/libcgal-dev/data.tar.gz -C cgal || fail "unpacking libcgal-demo" "Is the disk full?"
    cp cgal/data/points_3/*.ply cgal/data/points_3/*.xyz "$target/cgal/"
fi
if [ ! -f "$target/laspy/simple.las" ]; then
    python3 -m pip download -q laspy==2.7.0 --no-binary :all: --no-deps --no-build-isolation >/dev/null 2>&1 \
        || python3 -m pip download -q laspy==2.7.0 --no-binary :all: --no-deps >/dev/null 2>&1 \
        || fail "fetching laspy" "python3 with pip and a network are needed."
    tar -xzf laspy-*.tar.gz
    cp laspy-*/tests/data/*.las laspy-*/tests/data/*.laz "$target/laspy/"
fi
echo "Maquette: $(find "$target" -type f | wc -l) clouds in $target" >&2
