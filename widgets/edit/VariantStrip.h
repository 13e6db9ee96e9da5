// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>
#include <QWidget>

#include "widgets/common/Actions.h"
#include "widgets/edit/BoardDocument.h"

class QBoxLayout;
class QButtonGroup;

namespace maquette::widgets {

class ElidedLabel;

/// One result among several: a small picture with its seed.
class VariantTile : public QAbstractButton {
    Q_OBJECT
public:
    VariantTile(PicturePtr picture, const QString& caption, QWidget* parent);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    PicturePtr m_picture;
};

/// The results that wait for a decision, and the two buttons that take it.
class VariantStrip : public QWidget {
    Q_OBJECT
public:
    VariantStrip(BoardDocument* document, const ActionCollection* actions, QWidget* parent = nullptr);

    [[nodiscard]] int count() const { return static_cast<int>(m_shown.size()); }

protected:
    void changeEvent(QEvent* event) override;

private:
    void refresh();

    BoardDocument* m_document;
    QBoxLayout* m_tiles;
    QButtonGroup* m_group;
    ElidedLabel* m_note;
    QWidget* m_scroll = nullptr;
    std::vector<ResultPtr> m_shown;
};

} // namespace maquette::widgets
