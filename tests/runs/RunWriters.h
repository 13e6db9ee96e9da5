// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "runlog/EventWriter.h"
#include "runs/RunStore.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>

namespace maquette::tests {

inline void write(const std::filesystem::path& file, const std::string& text)
{
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << text;
}

inline void append(const std::filesystem::path& file, const std::string& text)
{
    std::ofstream(file, std::ios::binary | std::ios::app) << text;
}

/// {"step":…,"loss":…}
inline std::string line(std::int64_t step, double loss)
{
    return "{\"step\":" + std::to_string(step) + ",\"loss\":" + std::to_string(loss) + "}\n";
}

/// An event file whose name sorts by `start`, seconds since 1970.
inline std::unique_ptr<runlog::EventWriter> eventFile(const std::filesystem::path& folder, double start)
{
    runlog::EventWriterOptions options;
    options.startTime = start;
    auto writer = runlog::EventWriter::create(folder, options);
    EXPECT_TRUE(writer.ok());
    return std::move(writer).value();
}

inline runs::StoreOptions options(const std::filesystem::path& root)
{
    runs::StoreOptions options;
    options.roots = {root.string()};
    options.pollSeconds = 0.05;
    options.publishSeconds = 0.02;
    return options;
}

/// Waits until `done` is true of a snapshot; false after ten seconds.
template <class Done> bool eventually(const runs::RunStore& store, const Done& done)
{
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(10);
    auto snapshot = store.snapshot();
    while (!done(*snapshot)) {
        if (std::chrono::steady_clock::now() > end)
            return false;
        snapshot = store.waitFor(snapshot->revision, std::chrono::milliseconds(100));
    }
    return true;
}

} // namespace maquette::tests
