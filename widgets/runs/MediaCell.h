// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QWidget>

#include "base/Result.h"
#include "widgets/common/FileChooser.h"

#include <functional>

class QLabel;
class QPushButton;

namespace maquette::widgets {

class ElidedLabel;

/// What one run has at a step, as a view above its facts, its name in its color, and a button that saves it.
class MediaCell : public QWidget {
    Q_OBJECT
public:
    /// What the button writes; `write` runs on a working thread.
    struct Offer {
        FileChooser::Question question;
        std::function<base::Result<void>(const QString& file)> write;
    };

    MediaCell(QWidget* view, QWidget* parent);

    void setCaption(const QString& caption, const QColor& color);
    [[nodiscard]] QString caption() const;
    void setFacts(const QString& facts);
    [[nodiscard]] QString facts() const;
    void setOffer(const QString& button, const QString& toolTip, Offer offer);

Q_SIGNALS:
    void saveRequested(const maquette::widgets::MediaCell::Offer& offer);

private:
    QWidget* m_view;
    QLabel* m_facts;
    QLabel* m_dot;
    ElidedLabel* m_caption;
    QPushButton* m_save;
    Offer m_offer;
};

} // namespace maquette::widgets
