// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Random.h"
#include "edit/data/Pixels.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace maquette::edit::data {

/// The parameters of one operation on one board. What each place means stands at the operation.
struct Values {
    std::array<double, 20> number{};
    int classIndex = 0; ///< of SceneMaps, for operations on a class

    double& operator[](int i) { return number[i]; }
    double operator[](int i) const { return number[i]; }
    [[nodiscard]] Color color(int first) const
    {
        return {static_cast<float>(number[first]), static_cast<float>(number[first + 1]),
                static_cast<float>(number[first + 2])};
    }
    bool operator==(const Values&) const = default;
};

struct Interval {
    double low;
    double high;
};

/// Draws parameters. Each range has one interval for training and one that only the held-out evaluation uses.
class Draw {
public:
    /// `lengthScale` multiplies every length in pixels; 1 is right for cells of 64 pixels.
    Draw(base::Random& random, bool heldOut, double lengthScale = 1)
        : m_random(random)
        , m_heldOut(heldOut)
        , m_lengthScale(lengthScale)
    {
    }

    [[nodiscard]] bool heldOut() const { return m_heldOut; }
    [[nodiscard]] base::Random& random() { return m_random; }
    [[nodiscard]] double uniform(double low, double high) { return m_random.uniform(low, high); }
    [[nodiscard]] double range(Interval training, Interval heldOut)
    {
        const Interval interval = m_heldOut ? heldOut : training;
        return m_random.uniform(interval.low, interval.high);
    }
    [[nodiscard]] double sign() { return m_random.uniform() < 0.5 ? 1 : -1; }
    [[nodiscard]] bool chance(double share) { return m_random.uniform() < share; }
    [[nodiscard]] int below(int count) { return m_random.below(count); }
    [[nodiscard]] double normal(double deviation) { return deviation * m_random.normal(); }
    /// A length in pixels of a 64-pixel cell, scaled.
    [[nodiscard]] double length(double pixels) const { return pixels * m_lengthScale; }
    /// The same in whole pixels, at least `least`.
    [[nodiscard]] double pixels(double count, double least = 1) const
    {
        return std::max(least, std::floor(count * m_lengthScale + 0.5));
    }
    /// Three uniform numbers into places first … first + 2.
    void color(Values& values, int first)
    {
        for (int c = 0; c < 3; ++c)
            values[first + c] = m_random.uniform();
    }

private:
    base::Random& m_random;
    bool m_heldOut;
    double m_lengthScale;
};

} // namespace maquette::edit::data
