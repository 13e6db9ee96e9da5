// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/Sound.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <string_view>

namespace maquette::widgets {

namespace {

std::uint64_t number(std::span<const std::byte> bytes, std::size_t at, int count)
{
    std::uint64_t value = 0;
    for (int i = 0; i < count; ++i)
        value |= std::to_integer<std::uint64_t>(bytes[at + static_cast<std::size_t>(i)]) << (8 * i);
    return value;
}

bool isWord(std::span<const std::byte> bytes, std::size_t at, std::string_view word)
{
    return at + word.size() <= bytes.size() && std::memcmp(bytes.data() + at, word.data(), word.size()) == 0;
}

/// The chunk "fmt ".
struct Coding {
    static constexpr int whole = 1, floats = 3, extensible = 0xFFFE;
    int tag = 0, channels = 0, bits = 0;
    double rate = 0;

    [[nodiscard]] bool known() const
    {
        const bool numbers = tag == whole && (bits == 8 || bits == 16 || bits == 24 || bits == 32);
        return (numbers || (tag == floats && (bits == 32 || bits == 64))) && channels > 0 && channels <= 256
            && rate > 0;
    }
    [[nodiscard]] std::size_t sampleBytes() const { return static_cast<std::size_t>(bits / 8); }
};

Coding codingOf(std::span<const std::byte> chunk)
{
    Coding coding;
    if (chunk.size() < 16)
        return coding;
    coding.tag = static_cast<int>(number(chunk, 0, 2));
    coding.channels = static_cast<int>(number(chunk, 2, 2));
    coding.rate = static_cast<double>(number(chunk, 4, 4));
    coding.bits = static_cast<int>(number(chunk, 14, 2));
    if (coding.tag == Coding::extensible && chunk.size() >= 26)
        coding.tag = static_cast<int>(number(chunk, 24, 2));
    return coding;
}

float sampleAt(std::span<const std::byte> data, std::size_t at, const Coding& coding)
{
    const int size = static_cast<int>(coding.sampleBytes());
    const std::uint64_t bits = number(data, at, size);
    if (coding.tag == Coding::floats) {
        const double value
            = size == 4 ? double(std::bit_cast<float>(static_cast<std::uint32_t>(bits))) : std::bit_cast<double>(bits);
        return std::isfinite(value) ? static_cast<float>(std::clamp(value, -1.0, 1.0)) : 0.0F;
    }
    if (size == 1) // the only ones without sign
        return (static_cast<float>(bits) - 128) / 128;
    const int spare = 64 - 8 * size;
    const auto value = static_cast<std::int64_t>(bits << spare) >> spare;
    return static_cast<float>(static_cast<double>(value) / std::ldexp(1.0, 8 * size - 1));
}

} // namespace

std::optional<Sound> readWave(std::span<const std::byte> bytes, int columns)
{
    constexpr std::size_t head = 12, chunkHead = 8;
    if (!isWord(bytes, 0, "RIFF") || !isWord(bytes, 8, "WAVE"))
        return std::nullopt;
    Coding coding;
    std::span<const std::byte> data;
    for (std::size_t at = head; at + chunkHead <= bytes.size();) {
        const std::size_t said = number(bytes, at + 4, 4);
        const std::size_t size = std::min(said, bytes.size() - at - chunkHead);
        const auto chunk = bytes.subspan(at + chunkHead, size);
        if (isWord(bytes, at, "fmt "))
            coding = codingOf(chunk);
        else if (isWord(bytes, at, "data") && data.empty())
            data = chunk;
        at += chunkHead + size + size % 2;
    }
    if (!coding.known())
        return std::nullopt;
    Sound sound{coding.rate, coding.channels, 0, {}, {}};
    const std::size_t frame = coding.sampleBytes() * static_cast<std::size_t>(coding.channels);
    const std::size_t frames = data.size() / frame;
    sound.frames = static_cast<std::int64_t>(frames);
    const std::size_t wide = std::min(frames, static_cast<std::size_t>(std::max(1, columns)));
    for (std::size_t column = 0; column < wide; ++column) {
        float low = 1, high = -1;
        for (std::size_t i = frames * column / wide; i < frames * (column + 1) / wide; ++i)
            for (int channel = 0; channel < coding.channels; ++channel) {
                const float value
                    = sampleAt(data, i * frame + static_cast<std::size_t>(channel) * coding.sampleBytes(), coding);
                low = std::min(low, value);
                high = std::max(high, value);
            }
        sound.low.push_back(low);
        sound.high.push_back(high);
    }
    return sound;
}

} // namespace maquette::widgets
