// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "Transcript.h"
#include "support/TemporaryFolder.h"

#include <filesystem>
#include <memory>
#include <string>

namespace maquette::tests {

/// A run file in a folder of its own, and what its reader makes of it. MLflow's runs are folders: then nothing is
/// written before it is opened.
struct FileOnDisk {
    FileOnDisk(const std::string& name, runlog::Format format, const std::string& text)
        : path(folder / name)
    {
        if (format != runlog::Format::Mlflow)
            writeBytes(path, text);
        file = runlog::openRunFile(path, format);
    }
    /// What came since the last look.
    std::string read()
    {
        Transcript transcript;
        last = readAll(*file, transcript);
        return transcript.text();
    }

    TemporaryFolder folder;
    std::filesystem::path path;
    std::unique_ptr<runlog::RunFile> file;
    runlog::Advance last; ///< of the last look
};

} // namespace maquette::tests
