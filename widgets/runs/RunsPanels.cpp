// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The tabs behind the curves.
#include <QCoreApplication>

#include "widgets/runs/Fp8Panel.h"
#include "widgets/runs/HyperPanel.h"
#include "widgets/runs/MediaPanel.h"
#include "widgets/runs/MemoryPanel.h"
#include "widgets/runs/RunsPanel.h"
#include "widgets/runs/SystemPanel.h"
#include "widgets/runs/TextPanel.h"

#include <type_traits>

namespace maquette::widgets {

namespace {

template <class Panel> RunsPanel* make(const WorkspaceContext& context, QWidget* parent)
{
    if constexpr (std::is_constructible_v<Panel, const WorkspaceContext&, QWidget*>)
        return new Panel(context, parent);
    else
        return new Panel(parent);
}

} // namespace

const std::vector<RunsPanelEntry>& runsPanels()
{
    static const std::vector<RunsPanelEntry> entries = {
        {"fp8", QT_TRANSLATE_NOOP("RunsPanels", "FP8"), make<Fp8Panel>},
        {"memory", QT_TRANSLATE_NOOP("RunsPanels", "Memory"), make<MemoryPanel>},
        {"system", QT_TRANSLATE_NOOP("RunsPanels", "This machine"), make<SystemPanel>},
        {"settings", QT_TRANSLATE_NOOP("RunsPanels", "Hyper-parameters"), make<HyperPanel>},
        {"media", QT_TRANSLATE_NOOP("RunsPanels", "Media"), make<MediaPanel>},
        {"text", QT_TRANSLATE_NOOP("RunsPanels", "Text"), make<TextPanel>},
    };
    return entries;
}

} // namespace maquette::widgets
