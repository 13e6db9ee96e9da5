// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "widgets/cloud/CloudDocument.h"
#include "widgets/cloud/CloudService.h"
#include "widgets/common/Workspace.h"

namespace maquette::widgets {

class ClassPanel;
class LookPanel;
class PickedPanel;
class ScorePanel;
class Section;
class SegmentPanel;
class SelectionPanel;

/// The dock of the cloud workspace: parts that open and close; which are open comes back next time.
class CloudInspector : public QWidget {
    Q_OBJECT
public:
    CloudInspector(CloudDocument* document, CloudService* service, const WorkspaceContext& context,
                   QWidget* parent = nullptr);

    [[nodiscard]] QWidget* header() const { return m_header; }
    [[nodiscard]] ScorePanel* scores() const { return m_scores; }
    [[nodiscard]] PickedPanel* picked() const { return m_picked; }
    [[nodiscard]] SelectionPanel* selection() const { return m_selection; }
    [[nodiscard]] LookPanel* look() const { return m_look; }
    [[nodiscard]] SegmentPanel* segment() const { return m_segment; }
    /// Opens the part of this name: "classes", "scores", "segment", "points", "selection", "clip", "look".
    void openPart(const QString& name);

protected:
    void changeEvent(QEvent* event) override;

private:
    Section* addPart(const QString& name, const QString& title, QWidget* body, bool open);
    void fitWidth();

    WorkspaceContext m_context;
    QWidget* m_header;
    QWidget* m_column;
    ScorePanel* m_scores;
    PickedPanel* m_picked;
    SelectionPanel* m_selection;
    LookPanel* m_look;
    SegmentPanel* m_segment;
    QList<Section*> m_parts;
};

} // namespace maquette::widgets
