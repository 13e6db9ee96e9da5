// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>

#include "widgets/common/Tokens.h"

namespace maquette::widgets {

/// An icon of the program's family by its file name without ".svg". It is drawn in the color of `token` of the theme
/// in use at the time of painting, so it follows a change of theme by itself.
[[nodiscard]] QIcon icon(const QString& name, Token token = Token::Text);

} // namespace maquette::widgets
