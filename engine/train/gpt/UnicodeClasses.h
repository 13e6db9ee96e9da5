// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string_view>

namespace maquette::train::gpt {

// What GPT-2's pattern asks of a character: general categories L and N, and white space.
[[nodiscard]] bool isLetter(char32_t code);
[[nodiscard]] bool isNumber(char32_t code);
[[nodiscard]] bool isSpace(char32_t code);

/// What stands for a byte that does not belong to valid UTF-8.
inline constexpr char32_t notACharacter = 0xfffd;

struct Character {
    char32_t code = notACharacter;
    std::size_t bytes = 1;
};
/// The character that starts at `at` (inside of the text); a byte that starts none is notACharacter of one byte.
[[nodiscard]] Character characterAt(std::string_view text, std::size_t at);

} // namespace maquette::train::gpt
