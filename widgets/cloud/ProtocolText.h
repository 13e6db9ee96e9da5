// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <string>

namespace maquette::widgets {

/// How a number was counted, in the language of the window. The engine writes it in English as clauses with numbers,
/// apart by ", " and "; "; each clause that is known is translated with its numbers in the writing of the locale, and
/// others stay as they are. `unknown`: if given, such clauses are put there.
[[nodiscard]] QString protocolText(const std::string& english, QStringList* unknown = nullptr);

} // namespace maquette::widgets
