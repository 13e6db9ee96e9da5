// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "widgets/common/Settings.h"
#include "widgets/edit/BoardDocument.h"

class QLabel;
class QStackedWidget;

namespace maquette::widgets {

class ActionCollection;
class ElidedLabel;
class CompareView;
class ExamplePanel;
class SegmentedControl;
class VariantStrip;

/// The content of the edit workspace: the example at the left, picture and result in the middle. Files dropped
/// anywhere on it are told by filesDropped().
class EditPage : public QWidget {
    Q_OBJECT
public:
    EditPage(BoardDocument* document, const ActionCollection* actions, Settings* settings, QWidget* parent = nullptr);

    [[nodiscard]] ExamplePanel* example() const { return m_example; }
    [[nodiscard]] CompareView* compare() const { return m_compare; }

Q_SIGNALS:
    void filesDropped(const QStringList& files);
    void imageDropped(const QImage& image);

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void fitHead();
    [[nodiscard]] QWidget* makeHead(const ActionCollection* actions);
    void refresh(BoardDocument::Parts parts);
    void showZoom();
    void setCompareMode(const QString& mode);

    BoardDocument* m_document;
    Settings* m_settings;
    ExamplePanel* m_example;
    CompareView* m_compare;
    VariantStrip* m_variants;
    QStackedWidget* m_stack;
    SegmentedControl* m_modes = nullptr;
    ElidedLabel* m_facts = nullptr;
    QLabel* m_title = nullptr;
    QLabel* m_zoom = nullptr;
    QWidget* m_empty = nullptr;
    QWidget* m_tools = nullptr;
    QWidget* m_head = nullptr;
};

} // namespace maquette::widgets
