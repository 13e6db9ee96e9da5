// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Job.h"
#include "base/Result.h"
#include "cloud/Cloud.h"
#include "cloud/io/CloudFile.h"
#include "tensorio/Source.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace maquette::cloud::io {

using Bytes = std::span<const std::uint8_t>;

/// What a reader gets: the bytes of a file, what it is called in messages, and how to read.
struct Input {
    Bytes bytes;
    std::string name;
    std::filesystem::path path; ///< for files beside it; empty where there is no file
    std::shared_ptr<const void> owner; ///< keeps the bytes alive
    ReadOptions options;
    base::Job job;
};

/// One format. The readers are listed in CloudFile.cpp; the first whose mark is found reads the file, otherwise the one
/// that knows the ending.
struct Reader {
    std::vector<std::string> endings; ///< lower case, without the point
    bool (*matches)(Bytes); ///< null for formats without a mark
    base::Result<Cloud> (*read)(const Input&);
};

[[nodiscard]] const Reader& plyReader();
[[nodiscard]] const Reader& lasReader();
[[nodiscard]] const Reader& pcdReader();
[[nodiscard]] const Reader& glbReader();
[[nodiscard]] const Reader& npyReader(); ///< npy and npz
[[nodiscard]] const Reader& ptsReader();
[[nodiscard]] const Reader& objReader();
[[nodiscard]] const Reader& kittiReader();
[[nodiscard]] const Reader& textReader();

/// The text of a file's bytes.
[[nodiscard]] inline std::string_view textOf(Bytes bytes)
{
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}
[[nodiscard]] bool startsWith(Bytes bytes, std::string_view text);

/// Ending of the name without its point, in lower case.
[[nodiscard]] std::string endingOf(const std::filesystem::path& file);
[[nodiscard]] std::string lowerCase(std::string_view text);

/// `text` made unique among the names of `attributes`: "a", "a #2", "a #3" …
[[nodiscard]] std::string uniqueName(std::string name, const std::vector<std::string>& taken);

/// BadInput: more points than the options allow.
[[nodiscard]] base::Error tooManyPoints(const Input& input, std::uint64_t count);
/// BadInput: the sentence of a format that holds something else than points.
[[nodiscard]] base::Error holdsNoPoints(const Input& input, const std::string& detail);

/// Calls body(block) for 0 … count - 1 on the program's threads, reports progress to the job from this thread, and
/// returns false once the job is stopped. A block should take well below 50 ms.
[[nodiscard]] bool forBlocks(const base::Job& job, std::size_t count, const std::function<void(std::size_t)>& body);

} // namespace maquette::cloud::io
