// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Json.h"
#include "base/Parameter.h"
#include "imaging/Image.h"

#include <array>
#include <functional>
#include <string>
#include <vector>

namespace maquette::edit::look {

using Color = std::array<double, 3>; ///< red, green, blue, sRGB-coded, usually in [0, 1]

/// Reads the members of a step's JSON and keeps the first problem, so that a builder asks for all and checks once.
class FieldReader {
public:
    explicit FieldReader(const base::Json& json)
        : m_json(json)
    {
    }

    /// A finite number in [low, high].
    double number(const char* key, double low, double high);
    /// A whole number in [low, high].
    int integer(const char* key, int low, int high);
    bool boolean(const char* key);
    std::string text(const char* key);
    /// An array of `count` finite numbers in [low, high].
    std::vector<double> numbers(const char* key, std::size_t count, double low, double high);
    Color color(const char* key, double low = 0, double high = 1);
    /// A text that is one of `names`; its place in the list.
    int choice(const char* key, const std::vector<const char*>& names);
    /// Notes that `key` cannot be used, unless there was a problem before.
    void refuse(const char* key, const char* why);

    [[nodiscard]] bool ok() const { return m_problem.empty(); }
    /// BadInput naming the key.
    [[nodiscard]] base::Error error() const;

private:
    const base::Json* member(const char* key);

    const base::Json& m_json;
    std::string m_key;
    std::string m_problem;
};

/// A slider with a real value.
[[nodiscard]] base::Parameter slider(const char* name, base::Message label, base::Message help, double value,
                                     double minimum, double maximum, double step, const char* unit = "");

/// The name of a color in words: "black", "dark red", "yellow", "white" … as a message without arguments.
[[nodiscard]] base::Message colorName(const Color& color);

/// Runs `body` on ranges of rows of a picture on the program's threads.
void forRows(const imaging::Image& image, const std::function<void(int, int)>& body);

/// x clamped to [0, 1]; NaN becomes 0.
[[nodiscard]] inline float clampUnit(float x) { return x > 0 ? (x < 1 ? x : 1.0F) : 0.0F; }

} // namespace maquette::edit::look
