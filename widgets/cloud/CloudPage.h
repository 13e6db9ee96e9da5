// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "widgets/cloud/CloudDocument.h"
#include "widgets/cloud/CloudService.h"

#include <array>

class QComboBox;
class QStackedWidget;
class QToolButton;

namespace maquette::widgets {

class ActionCollection;
class ElidedLabel;
class JobRunner;
class RoomBrowser;
class SegmentedControl;

/// The content of the cloud workspace: tools and panes above the view, rooms at its left where a folder is open.
class CloudPage : public QWidget {
    Q_OBJECT
public:
    CloudPage(CloudDocument* document, CloudService* service, JobRunner* jobs, const ActionCollection* actions,
              QWidget* parent = nullptr);

    [[nodiscard]] CloudView* view() const { return m_view; }
    [[nodiscard]] RoomBrowser* rooms() const { return m_rooms; }
    void setTool(CloudTool tool);
    /// So many panes, with what fits best in the new ones.
    void setPaneCount(int count);
    /// On with two panes; off leaves the panes side by side.
    void setCurtain(bool on);
    /// The next thing that the first pane can show.
    void nextContent();
    /// Looks from a direction at everything; the words are those of cloud::cameraFor().
    void lookFrom(const QString& direction);
    /// Looks at everything from where the camera is.
    void fit();
    void zoom(double factor);
    /// The view in physical pixels.
    [[nodiscard]] QSize pixelSize() const;

Q_SIGNALS:
    void toolChanged(maquette::widgets::CloudTool tool);

private:
    [[nodiscard]] QWidget* makeBar(const ActionCollection* actions);
    void connectView();
    void fillChoosers();
    void followTheme();
    [[nodiscard]] double aspect() const;
    void refresh(CloudDocument::Parts parts);

    CloudDocument* m_document;
    CloudView* m_view;
    RoomBrowser* m_rooms;
    QStackedWidget* m_stack;
    QWidget* m_bar = nullptr;
    QWidget* m_choosers = nullptr;
    QWidget* m_empty = nullptr;
    SegmentedControl* m_tools = nullptr;
    SegmentedControl* m_panes = nullptr;
    ElidedLabel* m_facts = nullptr;
    std::array<QComboBox*, 4> m_contents{};
    cloud::Rgb m_background{};
};

} // namespace maquette::widgets
