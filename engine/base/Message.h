// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

// Marks a text for extraction by lupdate without a dependency on Qt; the name is the one that lupdate knows.
#ifndef QT_TRANSLATE_NOOP
#define QT_TRANSLATE_NOOP(context, text) text
#endif

namespace maquette::base {

/// A sentence with places %1 … %9 and what stands there. The engine writes English; the window looks the text up
/// in its catalog (context "Engine") and puts the same arguments in. `text` must be a string literal written as
/// QT_TRANSLATE_NOOP("Engine", "…").
struct Message {
    Message() = default;
    Message(const char* text, std::vector<std::string> arguments = {});

    const char* text = "";
    std::vector<std::string> arguments;

    [[nodiscard]] bool empty() const { return *text == '\0'; }
    /// The sentence in English with its arguments in place.
    [[nodiscard]] std::string english() const;
    /// Puts `arguments` into the places of `pattern`, each place once and without looking at what was put in.
    [[nodiscard]] static std::string fill(const std::string& pattern, const std::vector<std::string>& arguments);

    bool operator==(const Message& other) const;
};

/// Numbers for messages and reports, always with a point: 3 significant decimals at most as asked, no exponent below 1e15.
[[nodiscard]] std::string number(double value, int decimals = 2);

} // namespace maquette::base
