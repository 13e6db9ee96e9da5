// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "imaging/PictureFile.h"
#include "support/RunProgram.h"
#include "support/TemporaryFolder.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

namespace maquette::tests {

inline ProgramResult maquetteRun(const std::vector<std::string>& arguments, const ProgramOptions& options = {})
{
    return tests::runProgram(MAQUETTE_PROGRAM, arguments, options);
}

/// A picture with texture and all the colors of two waves.
inline imaging::Picture scene(int width, int height, double phase)
{
    imaging::Image image(width, height);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) {
            const double u = 9.0 * x / width;
            const double v = 7.0 * y / height;
            image.at(0, x, y) = static_cast<float>(0.5 + 0.4 * std::sin(u + phase + 0.3 * v));
            image.at(1, x, y) = static_cast<float>(0.5 + 0.35 * std::cos(v - phase));
            image.at(2, x, y) = static_cast<float>(0.5 + 0.4 * std::sin(phase + u * 0.7 - v));
        }
    return imaging::toPicture(image);
}

inline imaging::Picture warmer(const imaging::Picture& picture)
{
    imaging::Image image = imaging::toImage(picture);
    const float gain[3] = {1.1F, 1.0F, 0.8F};
    for (int channel = 0; channel < 3; ++channel)
        for (std::size_t i = 0; i < image.area(); ++i)
            image.plane(channel)[i] = std::min(1.0F, image.plane(channel)[i] * gain[channel]);
    return imaging::toPicture(image);
}

class CommandLine : public ::testing::Test {
protected:
    void SetUp() override
    {
        save("before.png", scene(96, 80, 0.2));
        save("after.png", warmer(scene(96, 80, 0.2)));
        save("image.png", scene(120, 70, 1.4));
    }
    void save(const char* name, const imaging::Picture& picture)
    {
        ASSERT_TRUE(imaging::writePicture(folder / name, picture).ok());
    }
    std::vector<std::string> edit(std::vector<std::string> more = {}) const
    {
        std::vector<std::string> all = {"edit",     "run",
                                        "--before", folder / "before.png",
                                        "--after",  folder / "after.png",
                                        "--image",  folder / "image.png",
                                        "--output", folder / "out.png",
                                        "--method", "explain"};
        all.insert(all.end(), more.begin(), more.end());
        return all;
    }
    std::vector<std::string> editWith(const char* slot, const std::string& file) const
    {
        auto all = edit();
        *(std::find(all.begin(), all.end(), slot) + 1) = file;
        return all;
    }

    TemporaryFolder folder;
};

} // namespace maquette::tests
