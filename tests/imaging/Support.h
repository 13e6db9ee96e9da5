// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/File.h"
#include "base/Json.h"
#include "support/TemporaryFolder.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <unistd.h>
#include <vector>

#include <zlib.h>

namespace maquette::imaging::test {

using Bytes = std::vector<std::uint8_t>;

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

using tests::TemporaryFolder;

/// Permissions bind an ordinary user only: where the tests run as the superuser, an object of this class makes them the
/// user "nobody" while it lives. `folder` is opened to that user.
class Unprivileged {
public:
    explicit Unprivileged(const std::filesystem::path& folder)
    {
        using std::filesystem::perms;
        std::filesystem::permissions(folder, perms(0755));
        if (m_super) {
            EXPECT_EQ(::seteuid(65534), 0);
        }
    }
    ~Unprivileged()
    {
        if (m_super) {
            EXPECT_EQ(::seteuid(0), 0);
        }
    }
    Unprivileged(const Unprivileged&) = delete;
    Unprivileged& operator=(const Unprivileged&) = delete;

private:
    bool m_super = ::geteuid() == 0;
};

inline void writeBytes(const std::filesystem::path& file, const Bytes& bytes)
{
    EXPECT_TRUE(base::writeFileAtomically(file, bytes).ok()) << file;
}

/// A PNG chunk with its length and checksum.
inline Bytes pngChunk(const std::string& type, const Bytes& content)
{
    Bytes chunk;
    const auto put = [&](std::uint32_t value) {
        for (int shift = 24; shift >= 0; shift -= 8)
            chunk.push_back(static_cast<std::uint8_t>(value >> shift));
    };
    put(static_cast<std::uint32_t>(content.size()));
    chunk.insert(chunk.end(), type.begin(), type.end());
    chunk.insert(chunk.end(), content.begin(), content.end());
    put(static_cast<std::uint32_t>(::crc32(0, chunk.data() + 4, static_cast<uInt>(content.size() + 4))));
    return chunk;
}

/// The content of a zTXt chunk.
inline Bytes deflatedText(const std::string& key, const std::string& text)
{
    Bytes content(key.begin(), key.end());
    content.insert(content.end(), {0, 0});
    uLongf size = ::compressBound(text.size());
    Bytes packed(size);
    EXPECT_EQ(::compress2(packed.data(), &size, reinterpret_cast<const Bytef*>(text.data()), text.size(), 9), Z_OK);
    content.insert(content.end(), packed.begin(), packed.begin() + static_cast<std::ptrdiff_t>(size));
    return content;
}

} // namespace maquette::imaging::test
