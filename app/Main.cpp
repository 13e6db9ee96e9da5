// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/Command.h"

#ifdef MAQUETTE_WITH_WINDOW
#include "window/RunWindow.h"
#endif

#include <clocale>

int main(int argc, char** argv)
{
    // Files and messages of the engine use points and ASCII digits whatever the user's locale is.
    std::setlocale(LC_NUMERIC, "C");
#ifdef MAQUETTE_WITH_WINDOW
    return maquette::app::runCommandLine(argc, argv, [&] {
        maquette::app::WindowOptions options;
        for (int i = 1; i < argc; ++i)
            options.files.emplace_back(argv[i]);
        return maquette::app::runWindow(argc, argv, options);
    });
#else
    return maquette::app::runCommandLine(argc, argv, {});
#endif
}
