// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Resizing, decoding, encoding and SSIM on the pictures that peer_imaging.py made, as JSON.
// Usage: bench_imaging FOLDER THREADS REPEATS; the folder holds large.png, large.jpg and altered.png.
#include "Stopwatch.h"
#include "base/File.h"
#include "imaging/Metrics.h"
#include "imaging/PictureFile.h"
#include "imaging/Resize.h"

#include <algorithm>
#include <cstdlib>
#include <tuple>

using namespace maquette;
using namespace maquette::imaging;

namespace {

constexpr int smallSide = 1024;

template <class Value> Value orExit(base::Result<Value> result)
{
    if (!result.ok()) {
        std::fprintf(stderr, "%s\n", result.error().english().c_str());
        std::exit(3);
    }
    return std::move(result).value();
}

void measureResize(bench::Stopwatch& watch, const Picture& large, int repeats)
{
    const int height = std::max(1, large.height * smallSide / large.width);
    for (const auto& [name, filter] :
         {std::pair{"nearest", Filter::Nearest}, std::pair{"box", Filter::Box}, std::pair{"bilinear", Filter::Bilinear},
          std::pair{"bicubic", Filter::Bicubic}, std::pair{"lanczos", Filter::Lanczos}})
        watch.measure(std::string("resize to 1024 px, ") + name, repeats,
                      [&, kind = filter] { return !resize(large, smallSide, height, kind).empty(); });
}

void measureCodecs(bench::Stopwatch& watch, const std::filesystem::path& folder, const Picture& large, int repeats)
{
    for (const auto& [name, file, extension] :
         {std::tuple{"JPEG", "large.jpg", ".jpg"}, {"PNG", "large.png", ".png"}}) {
        const auto bytes = orExit(base::readFile(folder / file));
        watch.measure(std::string(name) + " decode", repeats, [&] { return decodePicture(bytes, "file").ok(); });
        watch.measure(std::string(name) + " encode", repeats,
                      [&, ending = extension] { return encodePicture(large, ending).ok(); });
    }
}

} // namespace

int main(int argc, char** argv)
{
    if (argc != 4) {
        std::fprintf(stderr, "usage: bench_imaging FOLDER THREADS REPEATS\n");
        return 2;
    }
    const std::filesystem::path folder = argv[1];
    base::setThreads(std::atoi(argv[2]));
    const int repeats = std::atoi(argv[3]);
    const Picture large = orExit(readPicture(folder / "large.png"));
    const Image image = toImage(large);
    const Image altered = toImage(orExit(readPicture(folder / "altered.png")));
    bench::Stopwatch watch;
    measureResize(watch, large, repeats);
    measureCodecs(watch, folder, large, repeats);
    watch.measure("SSIM", repeats, [&] { return ssim(image, altered) < 1; });
    watch.print();
    return watch.ok() ? 0 : 1;
}
