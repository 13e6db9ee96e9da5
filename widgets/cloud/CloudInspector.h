// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/cloud/CloudDocument.h"
#include "widgets/cloud/CloudService.h"
#include "widgets/common/Inspector.h"

namespace maquette::widgets {

class ClassPanel;
class LookPanel;
class PickedPanel;
class ScorePanel;
class SegmentPanel;
class SelectionPanel;

/// The dock of the cloud workspace. Its parts: "classes", "segment", "scores", "points", "selection", "clip", "look".
class CloudInspector : public Inspector {
    Q_OBJECT
public:
    CloudInspector(CloudDocument* document, CloudService* service, const WorkspaceContext& context,
                   QWidget* parent = nullptr);

    [[nodiscard]] ScorePanel* scores() const { return m_scores; }
    [[nodiscard]] PickedPanel* picked() const { return m_picked; }
    [[nodiscard]] SelectionPanel* selection() const { return m_selection; }
    [[nodiscard]] LookPanel* look() const { return m_look; }
    [[nodiscard]] SegmentPanel* segment() const { return m_segment; }

private:
    ScorePanel* m_scores;
    PickedPanel* m_picked;
    SelectionPanel* m_selection;
    LookPanel* m_look;
    SegmentPanel* m_segment;
};

} // namespace maquette::widgets
