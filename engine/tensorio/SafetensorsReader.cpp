// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Checks after the format's README (huggingface/safetensors) and the audit of its reference reader.
#include "tensorio/Layout.h"
#include "tensorio/SafetensorsHeader.h"
#include "tensorio/TensorTable.h"

#include <algorithm>

namespace maquette::tensorio {

namespace {

constexpr std::uint64_t maxHeader = 100'000'000;
constexpr std::uint64_t lengthBytes = 8;

class SafetensorsReader final : public TensorTable {
public:
    SafetensorsReader(Source source, SafetensorsHeader header, std::uint64_t dataStart)
        : TensorTable("safetensors", std::move(source))
    {
        m_metadata = std::move(header.metadata);
        m_tensors.reserve(header.entries.size());
        m_begins.reserve(header.entries.size());
        for (auto& entry : header.entries) {
            m_tensors.push_back(std::move(entry.info));
            m_begins.push_back(dataStart + entry.begin);
        }
    }

private:
    [[nodiscard]] base::Result<TensorData> loadAt(std::size_t index) const override
    {
        const auto& info = m_tensors[index];
        return TensorData{info, m_source.bytes.subspan(m_begins[index], info.byteCount()), m_source.owner};
    }

    std::vector<std::uint64_t> m_begins; ///< in the file
};

std::string range(const SafetensorsEntry& entry)
{
    return inQuotes(entry.info.name) + " at [" + std::to_string(entry.begin) + ", " + std::to_string(entry.end) + ")";
}

/// Sorts the entries by place and checks that they tile the data without hole or overlap.
base::Result<void> checkTiling(const Source& source, SafetensorsHeader& header, std::uint64_t dataStart)
{
    auto& entries = header.entries;
    std::stable_sort(entries.begin(), entries.end(), [](const SafetensorsEntry& a, const SafetensorsEntry& b) {
        return a.begin != b.begin ? a.begin < b.begin : a.end < b.end;
    });
    std::uint64_t expected = 0;
    for (const auto& entry : entries) {
        if (entry.end < entry.begin)
            return damaged(source.name, entry.place, "tensor " + range(entry) + " ends before it begins");
        if (entry.begin != expected)
            return damaged(source.name, entry.place,
                           "tensor " + range(entry) + (entry.begin > expected ? " leaves a hole" : " overlaps another")
                               + "; it is due at " + std::to_string(expected));
        const auto bytes = checkedBytes(entry.info.type, entry.info.shape);
        if (!bytes)
            return damaged(source.name, entry.place, "the shape of tensor " + range(entry) + " is out of range");
        if (entry.end - entry.begin != *bytes)
            return damaged(source.name, entry.place,
                           "tensor " + range(entry) + " needs " + std::to_string(*bytes) + " bytes");
        expected = entry.end;
    }
    const std::uint64_t size = source.bytes.size() - dataStart;
    if (expected != size)
        return damaged(source.name, dataStart + std::min(expected, size),
                       "the tensors take " + std::to_string(expected) + " bytes, the file has " + std::to_string(size));
    return {};
}

} // namespace

base::Result<std::shared_ptr<const Checkpoint>> openSafetensors(const Source& source)
{
    if (source.bytes.size() < lengthBytes)
        return damaged(source.name, source.bytes.size(), "the file ends within the header length");
    const std::uint64_t length = littleEndian(source.bytes, 0, 8);
    if (length > maxHeader)
        return damaged(source.name, 0,
                       "a header of " + std::to_string(length) + " bytes; the format allows "
                           + std::to_string(maxHeader));
    if (length > source.bytes.size() - lengthBytes)
        return damaged(source.name, 0,
                       "a header of " + std::to_string(length) + " bytes in a file of "
                           + std::to_string(source.bytes.size()));
    const std::uint64_t dataStart = lengthBytes + length;
    const std::string_view text(reinterpret_cast<const char*>(source.bytes.data()) + lengthBytes, length);
    auto header = parseSafetensorsHeader(text, source.name);
    if (!header.ok())
        return header.error();
    if (auto tiled = checkTiling(source, header.value(), dataStart); !tiled.ok())
        return tiled.error();
    return std::shared_ptr<const Checkpoint>(
        std::make_shared<SafetensorsReader>(source, std::move(header).value(), dataStart));
}

} // namespace maquette::tensorio
