// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/File.h"
#include "base/Job.h"
#include "base/Result.h"
#include "base/Threads.h"
#include "cloud/Cloud.h"
#include "cloud/io/CloudFile.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace maquette::cloud::io {

/// What a writer gets. The file is complete once the caller commits it.
struct Output {
    base::AtomicFile& file;
    const Cloud& cloud;
    const WriteOptions& options;
    const base::Job& job;
    std::vector<std::string>& notes; ///< what the format has no room for

    [[nodiscard]] bool hasColors() const { return !options.colors.empty() || cloud.hasColors(); }
    /// r g b of a point.
    [[nodiscard]] const std::uint8_t* color(std::size_t index) const
    {
        return options.colors.empty() ? cloud.colors.data() + 3 * index : options.colors.data() + 4 * index;
    }
    [[nodiscard]] bool shifted() const { return cloud.shift != Vec3{0, 0, 0}; }
};

[[nodiscard]] base::Result<void> writePly(Output& out);
[[nodiscard]] base::Result<void> writeLas(Output& out);
[[nodiscard]] base::Result<void> writeNpyCloud(Output& out);
[[nodiscard]] base::Result<void> writeText(Output& out);
[[nodiscard]] base::Result<void> writeObj(Output& out);

/// The attribute that stands for the class: the annotated one, otherwise the prediction. Null without both.
[[nodiscard]] const Attribute* classOf(const Cloud& cloud);

/// Names of the attributes as words without blanks, unique and different from `taken`.
[[nodiscard]] std::vector<std::string> wordNames(const Cloud& cloud, std::vector<std::string> taken);

/// The coordinate of the file in as few digits as give the same position back.
void appendCoordinate(std::string& text, double shift, float position);
void appendValue(std::string& text, const Column& column, std::size_t index);

/// Notes for formats that have no room for the attributes; `written` is the one that they have room for, or null.
void noteLeftOut(Output& out, const Attribute* written);

/// Rows a piece: between two pieces the job is asked whether to stop.
inline constexpr std::size_t rowsPerPiece = 65536;

/// Writes records of one length: fill(row, address) on all threads, piece by piece.
template <class Fill> [[nodiscard]] base::Result<void> writeRecords(Output& out, std::size_t length, Fill fill)
{
    const std::size_t count = out.cloud.size();
    std::vector<std::uint8_t> buffer(std::min(count, rowsPerPiece) * length);
    for (std::size_t begin = 0; begin < count; begin += rowsPerPiece) {
        if (out.job.stopped())
            return base::stoppedError();
        const std::size_t rows = std::min(rowsPerPiece, count - begin);
        constexpr std::int64_t grain = 4096;
        base::parallelFor(static_cast<std::int64_t>(rows), grain, [&](std::int64_t from, std::int64_t to) {
            for (auto i = static_cast<std::size_t>(from); i < static_cast<std::size_t>(to); ++i)
                fill(begin + i, buffer.data() + i * length);
        });
        if (auto written = out.file.write(std::span<const std::uint8_t>(buffer).first(rows * length)); !written.ok())
            return written;
        out.job.report(static_cast<double>(begin + rows) / static_cast<double>(count));
    }
    return {};
}

/// Writes lines: append(row, text) on all threads, piece by piece.
template <class Append> [[nodiscard]] base::Result<void> writeLines(Output& out, Append append)
{
    const std::size_t count = out.cloud.size();
    constexpr std::size_t rowsPerText = 4096;
    std::vector<std::string> texts(rowsPerPiece / rowsPerText);
    for (std::size_t begin = 0; begin < count; begin += rowsPerPiece) {
        if (out.job.stopped())
            return base::stoppedError();
        const std::size_t rows = std::min(rowsPerPiece, count - begin);
        base::parallelFor(static_cast<std::int64_t>(texts.size()), 1, [&](std::int64_t from, std::int64_t to) {
            for (auto k = static_cast<std::size_t>(from); k < static_cast<std::size_t>(to); ++k) {
                texts[k].clear();
                for (std::size_t i = k * rowsPerText; i < std::min(rows, (k + 1) * rowsPerText); ++i)
                    append(begin + i, texts[k]);
            }
        });
        for (const auto& text : texts)
            if (auto written = out.file.write(text); !written.ok())
                return written;
        out.job.report(static_cast<double>(begin + rows) / static_cast<double>(count));
    }
    return {};
}

} // namespace maquette::cloud::io
