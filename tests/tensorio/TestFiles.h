// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/TemporaryFolder.h"
#include "tensorio/Checkpoint.h"
#include "tensorio/TensorTable.h"

#include <cstring>
#include <filesystem>
#include <string>
#include <vector>

namespace maquette::tensorio::test {

using Buffer = std::vector<std::uint8_t>;
using Opened = base::Result<std::shared_ptr<const Checkpoint>>;

/// A file of tests/data/tensorio, see the README there.
[[nodiscard]] std::filesystem::path dataFile(const std::string& name);
[[nodiscard]] Buffer readData(const std::string& name);
[[nodiscard]] Buffer readAll(const std::filesystem::path& file);

using tests::TemporaryFolder;

/// Opens a copy of the bytes that is just as long, so that a sanitizer sees each step over its end.
[[nodiscard]] Opened openCopy(const Buffer& bytes, const std::string& name = "test");
[[nodiscard]] Buffer bufferOf(std::string_view text);
[[nodiscard]] std::string textOf(const Buffer& bytes);

/// `count` bytes of `value`, little-endian.
[[nodiscard]] std::string little(std::uint64_t value, int count);

/// The tensor's numbers; fails the test where it cannot be loaded or has another type.
template <class T> std::vector<T> numbers(const Checkpoint& checkpoint, const std::string& name)
{
    const auto tensor = checkpoint.load(name);
    if (!tensor.ok())
        throw std::runtime_error(tensor.error().english());
    if (bitsPer(tensor.value().info.type) != static_cast<int>(8 * sizeof(T)))
        throw std::runtime_error(name + " has another size");
    std::vector<T> result(tensor.value().bytes.size() / sizeof(T));
    if (!result.empty())
        std::memcpy(result.data(), tensor.value().bytes.data(), tensor.value().bytes.size());
    return result;
}

/// How the numbers 0 … 5 of make_files.py's ramp() stand in memory, from the definitions of the types.
[[nodiscard]] Buffer rampBytes(DType type);

/// A ZIP of PyTorch's form with these entries below `archive/`.
[[nodiscard]] Buffer torchZip(const std::vector<std::pair<std::string, std::string>>& entries);

} // namespace maquette::tensorio::test
