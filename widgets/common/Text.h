// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "base/Message.h"

#include <cstdint>
#include <filesystem>
#include <string>

class QWidget;

namespace maquette::widgets {

/// The message in the language of the window: looked up in the context "Engine", then its arguments put in.
[[nodiscard]] QString translated(const base::Message& message);

/// The same for sentences of which some arguments are words of the engine, such as the names of colors: those are
/// looked up, too. Not for sentences with names of files, which must stay as they are.
[[nodiscard]] QString translatedWords(const base::Message& message);

[[nodiscard]] QString fromUtf8(const std::string& text);
[[nodiscard]] std::string toUtf8(const QString& text);
/// File names as the system holds them.
[[nodiscard]] std::filesystem::path toPath(const QString& file);
[[nodiscard]] QString fromPath(const std::filesystem::path& file);

/// "1024 × 768 px" in the digits of the locale.
[[nodiscard]] QString sizeText(int width, int height);
/// "0.41 s", "12 s", "3 min"; for people, not for files. `decimals`: for less than ten seconds.
[[nodiscard]] QString durationText(double seconds, int decimals = 2);
/// A number in the locale's writing with `decimals` places.
[[nodiscard]] QString numberText(double value, int decimals);

/// A count for texts with %n or %Ln; beyond the range of int it is its end, which no plural form tells apart.
[[nodiscard]] int pluralCount(std::uint64_t count);

/// Gives a widget the name that tests use and the one that screen readers speak.
void nameWidget(QWidget* widget, const QString& objectName, const QString& accessibleName);

} // namespace maquette::widgets
