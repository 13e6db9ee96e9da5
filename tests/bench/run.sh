#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Maquette authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Measures Maquette beside its peers on this machine and prints one Markdown table.
#   tests/bench/run.sh [--threads N] [--rounds N] [--output FILE] [--weights FILE] [--small]
#     --threads N     for Maquette and the peers (default: 2)
#     --rounds N      Maquette and the peers are started in turns N times (default: 5)
#     --output FILE   also write the table there
#     --weights FILE  of the compact network (default: the model that ships)
#     --small         small pictures and files and one repeat: tries the scripts, measures nothing of worth
# MAQUETTE_BENCH_PYTHON names a Python that has the peers already, instead of an environment made here.
# MAQUETTE_BENCH_BUILD names another folder of a configured release build than build/release.

set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
source_dir=$(cd "$here/../.." && pwd)
build_dir=${MAQUETTE_BENCH_BUILD:-$source_dir/build/release}
python_dir=${XDG_CACHE_HOME:-$HOME/.cache}/maquette/bench-python
threads=2
rounds=5
output=
weights=$source_dir/resources/models/imagebrush-compact.safetensors
small=no

# fail STEP WHAT: one sentence, and the end.
fail() {
    echo "Benchmark: $1 failed: $2." >&2
    exit 1
}
say() { echo "Benchmark: $1" >&2; }

while [ $# -gt 0 ]; do
    case $1 in
    --threads | --rounds | --output | --weights)
        [ $# -ge 2 ] || fail "reading the options" "$1 needs a value"
        case $1 in
        --threads) threads=$2 ;;
        --rounds) rounds=$2 ;;
        --output) output=$2 ;;
        --weights) weights=$2 ;;
        esac
        shift 2
        ;;
    --small) small=yes && shift ;;
    *) fail "reading the options" "$1 is unknown (known: --threads, --rounds, --output, --weights, --small)" ;;
    esac
done
for number in "$threads" "$rounds"; do
    [[ $number =~ ^[1-9][0-9]{0,2}$ ]] || fail "reading the options" "$number is not a number from 1 to 999"
done
[ -r "$weights" ] || fail "finding the weights of the compact network" "$weights cannot be read"

work=$(mktemp -d "${TMPDIR:-/tmp}/maquette-bench.XXXXXX") || fail "making a folder for the files" "${TMPDIR:-/tmp} cannot be written to"
trap 'rm -rf "$work"' EXIT
log=$work/log

# quietly STEP COMMAND …: its output goes to the log, whose last lines are shown when it fails.
quietly() {
    local step=$1
    shift
    "$@" >> "$log" 2>&1 || { tail -n 15 "$log" >&2 && fail "$step" "the lines above tell why"; }
}

prepare_python() {
    local stamp=$python_dir/.installed sum
    if [ -n "${MAQUETTE_BENCH_PYTHON:-}" ]; then
        python=$MAQUETTE_BENCH_PYTHON
        return
    fi
    python=$python_dir/bin/python
    command -v python3 > /dev/null || fail "making the Python environment" "there is no python3"
    python3 -c 'import venv, ensurepip' 2> /dev/null \
        || fail "making the Python environment" "Python's venv module is missing (on Debian: apt-get install python3-venv)"
    sum=$(sha256sum "$here/requirements.txt" | cut -d' ' -f1)
    [ -e "$stamp" ] && [ "$(cat "$stamp")" = "$sum" ] && return
    say "fetching the peers (PyTorch and its libraries are about 3 GB the first time)"
    mkdir -p "$python_dir" || fail "making the Python environment" "$python_dir cannot be written to"
    quietly "making the Python environment" python3 -m venv "$python_dir"
    quietly "fetching the peers" "$python" -m pip install --requirement "$here/requirements.txt"
    echo "$sum" > "$stamp"
}

build() {
    local targets=(bench_network bench_imaging bench_tensorio bench_points bench_cloudview bench_runs bench_fp8)
    [ -e "$build_dir/CMakeCache.txt" ] || fail "building" "$build_dir is not configured; run packaging/setup.sh first"
    grep -q '^CMAKE_BUILD_TYPE:[A-Z]*=Release$' "$build_dir/CMakeCache.txt" || fail "building" "$build_dir is no release build"
    grep -qE '^MAQUETTE_GUI:BOOL=(ON|on|1|TRUE|YES)$' "$build_dir/CMakeCache.txt" && targets+=(bench_runcharts)
    grep -q '^benchmark_DIR:PATH=/' "$build_dir/CMakeCache.txt" && targets+=(bench_kernels)
    say "building"
    quietly "building" cmake --build "$build_dir" --target maquette "${targets[@]}"
}

make_files() {
    local picture=(--width 6000 --height 4000) tensors=(--megabytes 1024 --torch-megabytes 200) divisor=1 needed=3200 free
    [ "$small" = no ] || {
        picture=(--width 1500 --height 1000) && tensors=(--megabytes 16 --torch-megabytes 4) && divisor=20 && needed=200
    }
    free=$(df -Pm "$work" | awk 'NR == 2 { print $4 }')
    [ "$free" -gt "$needed" ] || fail "making the files" "it needs $needed MB in ${TMPDIR:-/tmp} (TMPDIR names another folder)"
    say "making pictures, files of tensors, point clouds and runs"
    quietly "making pictures" "$python" "$here/peer_imaging.py" "$work" --make "${picture[@]}"
    quietly "making files of tensors" "$python" "$here/peer_tensorio.py" "$work" --make "${tensors[@]}"
    quietly "making point clouds" "$build_dir/bin/bench_points" "$work" --make "$divisor"
    quietly "making runs" "$build_dir/bin/bench_runs" "$work/runs" --make $((400 / divisor)) 10 1000
}

# measure RESULT STEP COMMAND …: what it prints goes to the file RESULT.json.
measure() {
    local result=$work/$1.json step=$2
    shift 2
    "$@" > "$result" 2>> "$log" || { tail -n 15 "$log" >&2 && fail "$step" "the lines above tell why"; }
}

check_network() {
    say "comparing the network with its peer"
    quietly "running the network" "$build_dir/bin/bench_network" "$weights" "$threads" --write "$work/results.safetensors"
    "$python" "$here/peer_imagebrush.py" "$weights" --threads "$threads" --check "$work/results.safetensors" \
        || fail "comparing the network with its peer" "the results differ by more than 0.002, so times would mean nothing"
}

check_points() {
    say "comparing points with their peers"
    "$build_dir/bin/bench_points" "$work" --write "$work/results-points.safetensors" \
        || fail "comparing points with nanoflann" "the results differ, so times would mean nothing"
    "$python" "$here/peer_points.py" "$work" --threads "$threads" --check "$work/results-points.safetensors" \
        || fail "comparing points with their peers" "the results differ, so times would mean nothing"
}

check_runs() {
    say "comparing runs with their peer"
    "$python" "$here/peer_runs.py" "$work/runs" --check "$build_dir/bin/maquette" \
        || fail "comparing runs with TensorBoard" "the results differ, so times would mean nothing"
    quietly "making clips, curves and meshes" "$build_dir/bin/bench_runs" "$work/media" --make-media
    "$python" "$here/peer_runs.py" "$work/media" --check-media \
        || fail "comparing clips, curves and meshes with TensorBoard" "it reads other values than were written"
}

run_rounds() {
    local round repeats=5 heavy=3 drawn=1000000 charts=1000
    [ "$small" = no ] || { repeats=1 && heavy=1 && drawn=100000 && charts=50; }
    for ((round = 1; round <= rounds; ++round)); do
        say "round $round of $rounds"
        measure "ours-1network-$round" "timing the network" "$build_dir/bin/bench_network" "$weights" "$threads" "$repeats"
        measure "peer-1network-$round" "timing PyTorch" "$python" "$here/peer_imagebrush.py" "$weights" \
            --threads "$threads" --repeats "$repeats"
        measure "ours-2imaging-$round" "timing pictures" "$build_dir/bin/bench_imaging" "$work" "$threads" "$heavy"
        measure "peer-2imaging-$round" "timing Pillow, OpenCV and scikit-image" "$python" "$here/peer_imaging.py" "$work" \
            --threads "$threads" --repeats "$heavy"
        measure "ours-3tensorio-$round" "timing files of tensors" "$build_dir/bin/bench_tensorio" "$work" "$threads" "$heavy"
        measure "peer-3tensorio-$round" "timing safetensors and torch.load" "$python" "$here/peer_tensorio.py" "$work" \
            --threads "$threads" --repeats "$heavy"
        measure "ours-4points-$round" "timing points" "$build_dir/bin/bench_points" "$work" "$threads" "$repeats"
        measure "peer-4nanoflann-$round" "timing nanoflann" "$build_dir/bin/bench_points" "$work" "$threads" "$repeats" \
            --nanoflann
        measure "peer-4points-$round" "timing fpsample, numpy, PyTorch, laspy and pandas" "$python" \
            "$here/peer_points.py" "$work" --threads "$threads" --repeats "$repeats" \
            --results "$work/results-points.safetensors"
        measure "ours-5cloudview-$round" "timing pictures of clouds" "$build_dir/bin/bench_cloudview" "$drawn" \
            "$threads" "$heavy"
        measure "ours-6runs-$round" "timing runs" "$build_dir/bin/bench_runs" "$work/runs" "$threads" "$heavy"
        measure "peer-6runs-$round" "timing TensorBoard" "$python" "$here/peer_runs.py" "$work/runs" \
            --threads "$threads" --repeats "$heavy"
        if [ -x "$build_dir/bin/bench_runcharts" ]; then
            # Qt draws into memory: no display is needed.
            measure "ours-8runcharts-$round" "timing charts" env QT_QPA_PLATFORM=offscreen \
                "$build_dir/bin/bench_runcharts" "$charts" 1000 "$threads" "$heavy"
        fi
        measure "ours-7fp8-$round" "timing FP8" "$build_dir/bin/bench_fp8" "$threads" "$repeats" ours
        measure "peer-7fp8-$round" "timing LibTorch" "$build_dir/bin/bench_fp8" "$threads" "$repeats" peer
    done
    if [ -x "$build_dir/bin/bench_kernels" ] && [ "$threads" = 2 ]; then
        measure kernels "timing the operators" "$build_dir/bin/bench_kernels" --benchmark_format=json \
            --benchmark_repetitions="$rounds" --benchmark_enable_random_interleaving=true
    else
        say "the operators are left out: they are timed where Google Benchmark is installed, and on 2 threads only"
    fi
    [ -x "$build_dir/bin/bench_runcharts" ] || say "charts are left out: the window is not built in $build_dir"
    say "timing folders of runs"
    measure runs "timing folders of runs" "$build_dir/bin/maquette" bench runs --json --quiet --threads "$threads" \
        --rounds "$rounds"
    say "timing whole edits"
    measure edit "timing whole edits" env MAQUETTE_RESOURCES="$source_dir/resources" "$build_dir/bin/maquette" bench edit \
        --json --quiet --device cpu --threads "$threads" --rounds "$rounds"
}

export PYTHONDONTWRITEBYTECODE=1
# OpenMP and BLAS in Python follow the same number of threads.
export OMP_NUM_THREADS=$threads MKL_NUM_THREADS=$threads OPENBLAS_NUM_THREADS=$threads
prepare_python
"$python" -c 'import torch, numpy, PIL, safetensors, cv2, skimage, fpsample, laspy, pandas, tensorboard' 2> /dev/null \
    || fail "starting the peers" "$python lacks one of torch, numpy, pillow, safetensors, opencv-python-headless, scikit-image, fpsample, laspy, pandas, tensorboard"
build
check_network
make_files
check_points
check_runs
run_rounds
note="Pictures of 24 megapixels; 1 GiB of safetensors, 200 MB of .pt; pictures of clouds without a GPU."
[ "$small" = no ] || note="Small pictures and files on trial: these figures say nothing about speed."
version=$("$build_dir/bin/maquette" --version | awk 'NR == 1 { print $2 }')
"$python" "$here/report.py" "$work" --maquette "$version" --threads "$threads" --rounds "$rounds" --note "$note" \
    > "$work/table.md" || fail "making the table" "the lines above tell why"
cat "$work/table.md"
[ -z "$output" ] || cp "$work/table.md" "$output" || fail "writing the table" "$output cannot be written"
