// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/Random.h"

#include <bit>
#include <cmath>
#include <numbers>

namespace maquette::base {

namespace {
std::uint64_t splitmix(std::uint64_t& x)
{
    std::uint64_t z = (x += 0x9e3779b97f4a7c15ULL);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31);
}
} // namespace

Random::Random(std::uint64_t seed, std::uint64_t stream)
{
    std::uint64_t x = seed;
    std::uint64_t mixed = splitmix(x) ^ (stream * 0xd1342543de82ef95ULL + 0x2545f4914f6cdd1dULL);
    for (auto& word : m_state.words)
        word = splitmix(mixed);
}

std::uint64_t Random::bits()
{
    auto& s = m_state.words;
    const std::uint64_t out = std::rotl(s[0] + s[3], 23) + s[0];
    const std::uint64_t t = s[1] << 17;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = std::rotl(s[3], 45);
    return out;
}

double Random::uniform() { return static_cast<double>(bits() >> 11) * 0x1.0p-53; }

int Random::below(int count)
{
    // Lemire's multiplication; the bias below 2^-32 of a slot does not matter for drawing scenes.
    return static_cast<int>(((bits() >> 32) * static_cast<std::uint64_t>(count)) >> 32);
}

double Random::normal()
{
    if (m_state.hasSpare) {
        m_state.hasSpare = false;
        return m_state.spare;
    }
    const double radius = std::sqrt(-2 * std::log(1 - uniform()));
    const double angle = 2 * std::numbers::pi * uniform();
    m_state.spare = radius * std::sin(angle);
    m_state.hasSpare = true;
    return radius * std::cos(angle);
}

} // namespace maquette::base
