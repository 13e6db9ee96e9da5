// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tensorio/TestFiles.h"

#include "tensorio/Zip.h"

#include <fstream>
#include <iterator>
#include <stdexcept>
#include <stdlib.h>

namespace maquette::tensorio::test {

namespace fs = std::filesystem;

fs::path dataFile(const std::string& name) { return fs::path(MAQUETTE_TEST_DATA) / "tensorio" / name; }

Buffer readAll(const fs::path& file)
{
    std::ifstream stream(file, std::ios::binary);
    if (!stream)
        throw std::runtime_error("cannot read " + file.string());
    return {std::istreambuf_iterator<char>(stream), {}};
}

Buffer readData(const std::string& name) { return readAll(dataFile(name)); }

Opened openCopy(const Buffer& bytes, const std::string& name)
{
    auto copy = std::make_shared<const Buffer>(bytes.begin(), bytes.end());
    const std::span<const std::uint8_t> span(*copy);
    return openBytes({span, name, std::move(copy)});
}

Buffer bufferOf(std::string_view text) { return {text.begin(), text.end()}; }
std::string textOf(const Buffer& bytes) { return {bytes.begin(), bytes.end()}; }

std::string little(std::uint64_t value, int count)
{
    std::string text;
    for (int i = 0; i < count; ++i)
        text += static_cast<char>(value >> (8 * i));
    return text;
}

namespace {

template <class T> Buffer bytesOf(const std::vector<T>& values)
{
    Buffer bytes(values.size() * sizeof(T));
    std::memcpy(bytes.data(), values.data(), bytes.size());
    return bytes;
}

template <class T> Buffer countUp() { return bytesOf(std::vector<T>{0, 1, 2, 3, 4, 5}); }

template <class T> Buffer complexRamp()
{
    return bytesOf(std::vector<T>{0, T(-0.0), 1, -1, 2, -2, 3, -3, 4, -4, 5, -5});
}

} // namespace

Buffer rampBytes(DType type)
{
    switch (type) {
    case DType::Bool:
        return {0, 1, 0, 1, 0, 1};
    case DType::U8:
    case DType::I8:
        return countUp<std::uint8_t>();
    case DType::I16:
    case DType::U16:
        return countUp<std::uint16_t>();
    case DType::I32:
    case DType::U32:
        return countUp<std::uint32_t>();
    case DType::I64:
    case DType::U64:
        return countUp<std::uint64_t>();
    case DType::F32:
        return countUp<float>();
    case DType::F64:
        return countUp<double>();
    case DType::F16: // 5 exponent bits, bias 15
        return bytesOf<std::uint16_t>({0, 0x3C00, 0x4000, 0x4200, 0x4400, 0x4500});
    case DType::BF16: // the upper half of F32
        return bytesOf<std::uint16_t>({0, 0x3F80, 0x4000, 0x4040, 0x4080, 0x40A0});
    case DType::F8_E4M3: // bias 7
        return {0, 0x38, 0x40, 0x44, 0x48, 0x4A};
    case DType::F8_E4M3FNUZ: // bias 8
        return {0, 0x40, 0x48, 0x4C, 0x50, 0x52};
    case DType::F8_E5M2: // bias 15
        return {0, 0x3C, 0x40, 0x42, 0x44, 0x45};
    case DType::F8_E5M2FNUZ: // bias 16
        return {0, 0x40, 0x44, 0x46, 0x48, 0x49};
    case DType::F8_E8M0: // the exponent alone, bias 127
        return {127, 128, 129, 130, 131, 132};
    case DType::C64:
        return complexRamp<float>();
    case DType::C128:
        return complexRamp<double>();
    default:
        throw std::runtime_error("no ramp of a packed type");
    }
}

Buffer torchZip(const std::vector<std::pair<std::string, std::string>>& entries)
{
    const TemporaryFolder folder;
    auto zip = ZipWriter::create(folder / "torch.pt");
    if (!zip.ok())
        throw std::runtime_error(zip.error().english());
    for (const auto& [name, content] : entries) {
        if (!zip.value().add("archive/" + name, bufferOf(content)).ok())
            throw std::runtime_error("cannot add " + name);
    }
    if (!zip.value().commit().ok())
        throw std::runtime_error("cannot write");
    return readAll(folder / "torch.pt");
}

} // namespace maquette::tensorio::test
