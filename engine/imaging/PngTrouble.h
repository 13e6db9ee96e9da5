// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Used inside this folder only.
#pragma once

#include <csetjmp>
#include <cstdio>

#include <png.h>

namespace maquette::imaging {

/// libpng's way to report: an error keeps its text and jumps back to where `back` was set. Warnings are silent; those
/// that speak of lost data are made errors by settings of the reader.
struct PngTrouble {
    std::jmp_buf back;
    char text[200];
    bool ended; ///< the input ran out

    [[noreturn]] static void fail(png_structp png, png_const_charp message)
    {
        auto& self = *static_cast<PngTrouble*>(png_get_error_ptr(png));
        std::snprintf(self.text, sizeof self.text, "%s", message);
        std::longjmp(self.back, 1);
    }
    static void ignore(png_structp, png_const_charp) { }
};

} // namespace maquette::imaging
