// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/File.h"
#include "base/Json.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace maquette::imaging::test {

/// The folder of this library's test data.
inline std::filesystem::path dataFolder() { return std::filesystem::path(MAQUETTE_TEST_DATA) / "imaging"; }

inline std::vector<std::uint8_t> dataBytes(const std::string& name)
{
    auto bytes = base::readFile(dataFolder() / name);
    EXPECT_TRUE(bytes.ok()) << name;
    return bytes.ok() ? std::move(bytes).value() : std::vector<std::uint8_t>{};
}

inline base::Json dataJson(const std::string& name)
{
    const auto bytes = dataBytes(name);
    auto json = base::parseJson({reinterpret_cast<const char*>(bytes.data()), bytes.size()}, name);
    EXPECT_TRUE(json.ok()) << name;
    return json.ok() ? std::move(json).value() : base::Json{};
}

/// The sample generator that resize.json describes.
class Noise {
public:
    explicit Noise(std::uint32_t seed)
        : m_state(seed)
    {
    }
    std::uint8_t next()
    {
        m_state = m_state * 1664525U + 1013904223U;
        return static_cast<std::uint8_t>(m_state >> 24);
    }

private:
    std::uint32_t m_state;
};

/// A folder of its own for one test, removed at the end.
class TemporaryFolder {
public:
    TemporaryFolder()
    {
        std::string pattern = (std::filesystem::temp_directory_path() / "maquette-imaging-XXXXXX").string();
        m_path = ::mkdtemp(pattern.data());
    }
    ~TemporaryFolder()
    {
        std::error_code ignored;
        std::filesystem::permissions(m_path, std::filesystem::perms::owner_all, ignored);
        std::filesystem::remove_all(m_path, ignored);
    }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;

    [[nodiscard]] std::filesystem::path operator/(const std::string& name) const { return m_path / name; }
    [[nodiscard]] const std::filesystem::path& path() const { return m_path; }

private:
    std::filesystem::path m_path;
};

} // namespace maquette::imaging::test
