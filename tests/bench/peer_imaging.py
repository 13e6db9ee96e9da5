# SPDX-FileCopyrightText: 2026 The Maquette authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pillow, OpenCV and scikit-image on made-up pictures: the peers of bench_imaging.

peer_imaging.py FOLDER --make --width W --height H    writes large.png, large.jpg and altered.png
peer_imaging.py FOLDER --repeats N                    prints times as JSON

Encoders get the settings that Maquette uses: JPEG at quality 92 with whole color and its own Huffman tables, PNG at
level 4.
"""

import argparse
import io
import sys
from pathlib import Path

import cv2
import numpy as np
import PIL
import skimage
from PIL import Image
from skimage.metrics import structural_similarity

from stopwatch import Stopwatch

FILTERS = {"nearest": Image.Resampling.NEAREST, "box": Image.Resampling.BOX, "bilinear": Image.Resampling.BILINEAR,
           "bicubic": Image.Resampling.BICUBIC, "lanczos": Image.Resampling.LANCZOS}
JPEG_OPENCV = [cv2.IMWRITE_JPEG_QUALITY, 92, cv2.IMWRITE_JPEG_OPTIMIZE, 1,
               cv2.IMWRITE_JPEG_SAMPLING_FACTOR, cv2.IMWRITE_JPEG_SAMPLING_FACTOR_444]
PNG_OPENCV = [cv2.IMWRITE_PNG_COMPRESSION, 4]


def scene(width, height):
    """Soft shapes, sharp edges and a little noise, so that coders have as much to do as with a photograph."""
    random = np.random.default_rng(1)
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    picture = np.empty((height, width, 3), np.float32)
    for channel in range(3):
        soft = np.sin(x / (61 + 17 * channel)) * np.cos(y / (83 - 11 * channel))
        edges = (np.sin(x / 37 + y / 53) > 0.6) * (0.2 + 0.1 * channel)
        picture[..., channel] = 0.5 + 0.25 * soft + edges
    picture += random.normal(0, 0.01, picture.shape).astype(np.float32)
    return (picture.clip(0, 1) * 255).round().astype(np.uint8)


def make(folder, width, height):
    picture = scene(width, height)
    large = Image.fromarray(picture)
    large.save(folder / "large.png", compress_level=4)
    large.save(folder / "large.jpg", quality=90)
    altered = (picture.astype(np.float32) * 0.95 + 6).round().astype(np.uint8)
    Image.fromarray(altered).save(folder / "altered.png", compress_level=1)


def colors(path):
    return np.asarray(Image.open(path).convert("RGB"), dtype=np.float32) / 255


def similarity(first, second):
    """SSIM of the luma; its computation counts, as Maquette takes pictures in color, too."""
    weights = np.array([0.299, 0.587, 0.114], np.float32)
    return structural_similarity(first @ weights, second @ weights, data_range=1.0, gaussian_weights=True, sigma=1.5,
                                 use_sample_covariance=False)


def encode_pillow(picture, **options):
    target = io.BytesIO()
    picture.save(target, **options)
    return target.getvalue()


def measure_codecs(watch, folder, picture, repeats):
    bgr = np.ascontiguousarray(np.asarray(picture)[..., ::-1])
    pillow_options = {"JPEG": {"quality": 92, "subsampling": 0, "optimize": True}, "PNG": {"compress_level": 4}}
    for name, ending, opencv_options in (("JPEG", ".jpg", JPEG_OPENCV), ("PNG", ".png", PNG_OPENCV)):
        data = (folder / f"large{ending}").read_bytes()
        array = np.frombuffer(data, np.uint8)
        options = {"format": name, **pillow_options[name]}
        watch.measure(f"{name} decode", "Pillow", repeats, lambda: Image.open(io.BytesIO(data)).load())
        watch.measure(f"{name} decode", "OpenCV", repeats, lambda: cv2.imdecode(array, cv2.IMREAD_COLOR))
        watch.measure(f"{name} encode", "Pillow", repeats, lambda: encode_pillow(picture, **options))
        watch.measure(f"{name} encode", "OpenCV", repeats, lambda: cv2.imencode(ending, bgr, opencv_options))


def measure(folder, repeats):
    watch = Stopwatch()
    picture = Image.open(folder / "large.png").convert("RGB")
    size = (1024, max(1, picture.height * 1024 // picture.width))
    for name, kind in FILTERS.items():
        watch.measure(f"resize to 1024 px, {name}", "Pillow", repeats, lambda: picture.resize(size, kind))
    measure_codecs(watch, folder, picture, repeats)
    large, altered = colors(folder / "large.png"), colors(folder / "altered.png")
    watch.measure("SSIM", "scikit-image", repeats, lambda: similarity(large, altered))
    watch.print({"Pillow": PIL.__version__, "OpenCV": cv2.__version__, "scikit-image": skimage.__version__})


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--make", action="store_true")
    parser.add_argument("--width", type=int, default=6000)
    parser.add_argument("--height", type=int, default=4000)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--repeats", type=int, default=3)
    arguments = parser.parse_args()
    cv2.setNumThreads(arguments.threads)
    Image.MAX_IMAGE_PIXELS = None
    if arguments.make:
        make(arguments.folder, arguments.width, arguments.height)
    else:
        measure(arguments.folder, arguments.repeats)
    return 0


if __name__ == "__main__":
    sys.exit(main())
