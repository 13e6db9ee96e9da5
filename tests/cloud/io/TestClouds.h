// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cloud/io/CloudFile.h"
#include "support/TemporaryFolder.h"

#include <gtest/gtest.h>

#include <cstring>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

namespace maquette::cloud::test {

using tests::TemporaryFolder;

inline std::filesystem::path write(const std::filesystem::path& file, std::string_view bytes)
{
    std::filesystem::create_directories(file.parent_path());
    // Some file systems sync a file that is cut to nothing and written again.
    std::filesystem::remove(file);
    std::ofstream out(file, std::ios::binary);
    out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    return file;
}

inline std::string readBytes(const std::filesystem::path& file)
{
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

/// The bytes of numbers, one behind the other, little-endian.
template <class... T> std::string raw(T... values)
{
    std::string bytes;
    (bytes.append(reinterpret_cast<const char*>(&values), sizeof values), ...);
    return bytes;
}

/// The cloud of a file with these bytes; fails the test where it cannot be read.
inline Cloud readBack(const std::string& name, std::string_view bytes, const ReadOptions& options = {})
{
    const TemporaryFolder folder;
    const auto read = readCloud(write(folder / name, bytes), options);
    if (!read.ok()) {
        ADD_FAILURE() << name << ": " << read.error().english();
        return {};
    }
    return read.value();
}

/// The error of a file that must be refused; an empty text fails the test.
inline base::Error refusal(const std::string& name, std::string_view bytes, const ReadOptions& options = {})
{
    const TemporaryFolder folder;
    const auto read = readCloud(write(folder / name, bytes), options);
    if (read.ok()) {
        ADD_FAILURE() << name << " was read";
        return {};
    }
    EXPECT_FALSE(read.error().message.empty());
    return read.error();
}

inline std::vector<double> valuesOf(const Cloud& cloud, std::string_view name)
{
    std::vector<double> values;
    const Attribute* attribute = cloud.find(name);
    EXPECT_NE(attribute, nullptr) << "no attribute " << name;
    for (std::size_t i = 0; attribute && i < sizeOf(attribute->values); ++i)
        values.push_back(valueAt(attribute->values, i));
    return values;
}

inline std::string typeOf(const Cloud& cloud, std::string_view name)
{
    const Attribute* attribute = cloud.find(name);
    return attribute ? typeName(attribute->values) : "none";
}

using Bytes = std::vector<std::uint8_t>;
using Floats = std::vector<float>;
using Numbers = std::vector<double>;

/// Two points in front of a wall, with what each format has room for.
Cloud smallCloud();
/// Small files of every format, each read without trouble: name and bytes.
const std::vector<std::pair<std::string, std::string>>& goodFiles();

/// A LAS of these records; header and layout by hand.
std::string lasFile(int minor, int format, std::size_t recordLength, const std::string& records, std::uint64_t count,
                    const std::string& vlrs = {}, std::uint32_t vlrCount = 0);
/// One description of extra bytes, and the variable length record around them.
std::string extraBytes(int type, const std::string& name, int options = 0, double scale = 0, double offset = 0);
std::string extraRecord(const std::string& descriptions);
std::string npyFile(const std::string& descr, const std::string& shape, const std::string& numbers,
                    bool fortran = false);
std::string glbFile(const std::string& json, const std::string& binary);
/// A ZIP without compression.
std::string zipFile(const std::vector<std::pair<std::string, std::string>>& entries);

} // namespace maquette::cloud::test
