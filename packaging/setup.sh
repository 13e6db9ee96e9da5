#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Maquette authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Brings a Debian 12 machine to the point where Maquette is built: packages, LibTorch, configure, build.
# Used by run.sh and test.sh; safe to repeat, and a repeat takes seconds.
#   --cuda       also fetch the CUDA libraries that LibTorch names (about 2 GB)
#   --no-window  leave the window and its packages out

set -euo pipefail

source_dir=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cache_dir=${XDG_CACHE_HOME:-$HOME/.cache}/maquette
libtorch_version=2.15.0
libtorch_dir=${MAQUETTE_LIBTORCH:-$cache_dir/libtorch-$libtorch_version}
build_dir=$source_dir/build/release
log=$build_dir/setup.log
want_cuda=no
want_window=ON
for argument in "$@"; do
    case $argument in
    --cuda) want_cuda=yes ;;
    --no-window) want_window=OFF ;;
    *)
        echo "setup.sh: unknown option $argument (known: --cuda, --no-window)" >&2
        exit 2
        ;;
    esac
done

# fail STEP WHAT-TO-DO: the one sentence a user sees, and the end.
fail() {
    echo "Maquette: $1 failed. $2" >&2
    [ -s "$log" ] && echo "The last lines of $log:" >&2 && tail -n 15 "$log" >&2
    exit 1
}
say() { echo "Maquette: $1" >&2; }

mkdir -p "$build_dir" || { echo "Maquette: making $build_dir failed. Check that the folder can be written to." >&2; exit 1; }
: > "$log"

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; elif command -v sudo > /dev/null; then sudo "$@"; else return 126; fi
}

free_megabytes() { df -Pm "$1" | awk 'NR == 2 { print $4 }'; }

install_packages() {
    local wanted missing=() package
    wanted=$(sed 's/#.*//' "$source_dir/packaging/debian-packages.txt")
    [ "$want_window" = ON ] || wanted=$(echo "$wanted" | grep -v '^qt6-\|^libqt6\|^libvtk\|svg6\|^fonts-')
    for package in $wanted; do
        dpkg-query -W -f='${Status}' "$package" 2> /dev/null | grep -q 'install ok installed' || missing+=("$package")
    done
    [ ${#missing[@]} -eq 0 ] && return
    if [ "$(id -u)" != 0 ] && ! command -v sudo > /dev/null; then
        fail "Installing Debian packages" "It needs root or sudo. As root, run: apt-get install ${missing[*]}"
    fi
    say "installing ${#missing[@]} Debian packages"
    as_root apt-get update >> "$log" 2>&1 \
        || fail "Reading Debian's package lists" "Check the network and /etc/apt/sources.list, then run this again."
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${missing[@]}" >> "$log" 2>&1 \
        || fail "Installing Debian packages" "Check the network and the free disk space (about 2 GB), then run this again."
}

# fetch_wheels LIST FOLDER: downloads what the list pins, by SHA-256, for the wheel's own platform.
fetch_wheels() {
    python3 -m pip download --quiet --no-deps --require-hashes --only-binary=:all: \
        --python-version 3.11 --implementation cp --abi cp311 --abi none \
        --platform manylinux_2_28_x86_64 --platform manylinux_2_27_x86_64 --platform manylinux_2_25_x86_64 \
        --platform manylinux_2_18_x86_64 --platform manylinux_2_17_x86_64 --platform manylinux2014_x86_64 \
        --platform manylinux_2_12_x86_64 --platform manylinux2010_x86_64 --platform manylinux_2_5_x86_64 --platform manylinux1_x86_64 \
        --platform linux_x86_64 \
        --dest "$2" -r "$1" >> "$log" 2>&1
}

# unpack_wheels LIST STAMP MEGABYTES WHAT
unpack_wheels() {
    local list=$1 stamp=$libtorch_dir/$2 megabytes=$3 what=$4 work wheel sum
    sum=$(sha256sum "$list" | cut -d' ' -f1)
    [ -e "$stamp" ] && [ "$(cat "$stamp")" = "$sum" ] && return
    mkdir -p "$libtorch_dir" 2>> "$log" || fail "Making $libtorch_dir" "Check the rights, or set MAQUETTE_LIBTORCH to another folder."
    [ "$(free_megabytes "$libtorch_dir")" -gt "$megabytes" ] \
        || fail "Fetching $what" "It needs $megabytes MB of free disk in $libtorch_dir; make room, or set MAQUETTE_LIBTORCH to another folder."
    say "fetching $what"
    work=$(mktemp -d "$libtorch_dir/.fetch.XXXXXX")
    # shellcheck disable=SC2064 # the folder of now is meant
    trap "rm -rf '$work'" EXIT
    fetch_wheels "$list" "$work" || fail "Fetching $what" "Check the network connection to the Python package index, then run this again."
    say "unpacking $what"
    for wheel in "$work"/*.whl; do
        unzip -qo "$wheel" -d "$libtorch_dir" -x '*.dist-info/*' 'torch/bin/*' 'functorch/*' '*.py' '*.pyi' >> "$log" 2>&1 \
            || fail "Unpacking $what" "Check the free disk space of $libtorch_dir, then run this again."
        rm -f "$wheel"
    done
    rm -rf "$work"
    trap - EXIT
    echo "$sum" > "$stamp"
}

build() {
    local options=(-DMAQUETTE_GUI="$want_window" -DMAQUETTE_LIBTORCH="$libtorch_dir")
    # Paths below the source folder are cached as relative ones, so that another clone finds what this one has built;
    # the sloppiness is what ccache asks for with precompiled headers.
    local cache="env;CCACHE_BASEDIR=$source_dir;CCACHE_NOHASHDIR=1;CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime;ccache"
    options+=("-DCMAKE_C_COMPILER_LAUNCHER=$cache" "-DCMAKE_CXX_COMPILER_LAUNCHER=$cache" -DCMAKE_CXX_FLAGS=-fpch-preprocess)
    cd "$source_dir"
    say "configuring"
    cmake --preset release "${options[@]}" >> "$log" 2>&1 \
        || fail "Configuring" "Remove $build_dir and run this again; if it stays, the log names what is missing."
    [ "$(free_megabytes "$build_dir")" -gt 2000 ] || fail "Building" "It needs 2 GB of free disk in $build_dir."
    say "building (the first time takes minutes)"
    cmake --build "$build_dir" >> "$log" 2>&1 || fail "Building" "The log tells where."
}

[ -r /etc/os-release ] && . /etc/os-release
[ "${ID:-}${VERSION_ID:-}" = debian12 ] || say "this is not Debian 12 (${PRETTY_NAME:-unknown}); going on, but nobody tried it here"
install_packages
unpack_wheels "$source_dir/packaging/libtorch.txt" .unpacked 3000 "LibTorch $libtorch_version (540 MB)"
[ "$want_cuda" = no ] || unpack_wheels "$source_dir/packaging/libtorch-cuda.txt" .unpacked-cuda 6000 "LibTorch's CUDA libraries (2 GB)"
build
