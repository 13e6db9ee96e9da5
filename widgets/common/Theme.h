// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include "widgets/common/Tokens.h"

namespace maquette::widgets {

/// The look of the program: Fusion, with palette and style sheet made from the table of tokens. One per program; the
/// icons and the painted canvases ask it for colors.
class Theme : public QObject {
    Q_OBJECT
public:
    /// Notes whether the desktop is dark before anything is changed: create it before apply() and any style sheet.
    explicit Theme(QObject* parent = nullptr);
    ~Theme() override;

    /// The theme in use; there is one while a window is.
    [[nodiscard]] static Theme* instance();

    /// `mode`: "light", "dark", or anything else for what the desktop has. `textPercent`: 100 … 200.
    void apply(const QString& mode, int textPercent);
    [[nodiscard]] bool dark() const { return m_dark; }
    [[nodiscard]] QColor color(Token token) const { return tokenColor(token, m_dark); }
    /// Pixels at this text size for a length that is `pixels` at 100 %.
    [[nodiscard]] int scaled(int pixels) const { return (pixels * m_textPercent + 50) / 100; }
    /// The style sheet for these values. In the template {name} stands for a token's color and {12px} for a length
    /// that follows the text size.
    [[nodiscard]] static QString styleSheet(bool dark, int textPercent);

Q_SIGNALS:
    void changed();

private:
    bool m_styled = false;
    bool m_systemDark = false;
    bool m_dark = false;
    int m_textPercent = 100;
};

} // namespace maquette::widgets
