// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "widgets/common/Actions.h"
#include "widgets/edit/BoardDocument.h"
#include "widgets/edit/SlotView.h"

class QToolButton;
class QVBoxLayout;

namespace maquette::widgets {

class ElidedLabel;

/// The column with the three places of the board and, between the two of the example, the swap button.
class ExamplePanel : public QWidget {
    Q_OBJECT
public:
    ExamplePanel(BoardDocument* document, const ActionCollection* actions, QWidget* parent = nullptr);

    [[nodiscard]] SlotView* view(BoardSlot slot) const { return m_slots[static_cast<std::size_t>(slot)].view; }
    /// The place that has the focus or had it last; where pasted pictures go.
    [[nodiscard]] BoardSlot current() const { return m_current; }

Q_SIGNALS:
    void openRequested(maquette::widgets::BoardSlot slot);
    void filesDropped(maquette::widgets::BoardSlot slot, const QStringList& files);
    void imageDropped(maquette::widgets::BoardSlot slot, const QImage& image);
    void menuRequested(maquette::widgets::BoardSlot slot, const QPoint& globalPosition);

protected:
    void changeEvent(QEvent* event) override;

private:
    void fitWidth();
    struct Place {
        SlotView* view = nullptr;
        ElidedLabel* facts = nullptr;
        QToolButton* clear = nullptr;
        QString boxText;
    };

    void addPlace(BoardSlot slot, QVBoxLayout* column);
    void refresh(BoardDocument::Parts parts);
    void showFacts(BoardSlot slot);

    BoardDocument* m_document;
    std::array<Place, 3> m_slots;
    BoardSlot m_current = BoardSlot::Before;
};

} // namespace maquette::widgets
