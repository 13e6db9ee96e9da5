// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace maquette::cloud {

/// What the library libmaquette_video offers. It is apart from the program, and loaded by the first video, because
/// OpenCV's videoio brings 200 libraries with it: a third of a second at each start.
struct VideoFunctions {
    /// Null when no encoder takes it. `code`: four characters; `framesPerSecond` above zero; even sides.
    void* (*open)(const char* file, const char* code, int framesPerSecond, int width, int height);
    /// One frame of rows of RGB bytes; false on failure.
    bool (*write)(void* video, const std::uint8_t* pixels);
    /// Ends the file, if it can, and frees what open() gave.
    bool (*close)(void* video);
};

} // namespace maquette::cloud

/// The one symbol of the library.
extern "C" const maquette::cloud::VideoFunctions* maquetteVideoFunctions();
