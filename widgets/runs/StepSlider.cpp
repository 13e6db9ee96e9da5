// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/StepSlider.h"

#include <QComboBox>
#include <QSignalBlocker>

#include "runs/analysis/Words.h"
#include "widgets/common/Text.h"

#include <algorithm>
#include <set>

namespace maquette::widgets {

std::vector<std::int64_t> stepsOf(const std::vector<ShownRun>& shown, const std::string& tag, runs::Kind kind)
{
    std::vector<std::int64_t> steps;
    for (const ShownRun& run : shown)
        if (const auto found = run.run->tag(tag, kind); found && found->history)
            for (std::int64_t i = 0; i < found->history->count(); ++i)
                steps.push_back(found->history->entry(i).step);
    std::sort(steps.begin(), steps.end());
    steps.erase(std::unique(steps.begin(), steps.end()), steps.end());
    return steps;
}

QStringList tagsOf(const std::vector<ShownRun>& shown, runs::Kind kind)
{
    std::set<std::string> names;
    for (const ShownRun& run : shown)
        for (const auto& tag : run.run->tags)
            if (tag->kind == kind)
                names.insert(tag->name);
    std::vector<std::string> sorted(names.begin(), names.end());
    std::sort(sorted.begin(), sorted.end(),
              [](const std::string& a, const std::string& b) { return runs::compareNaturally(a, b) < 0; });
    QStringList list;
    for (const std::string& name : sorted)
        list << fromUtf8(name);
    return list;
}

void keepChoice(QComboBox* box, const QStringList& entries)
{
    QStringList now;
    for (int i = 0; i < box->count(); ++i)
        now << box->itemText(i);
    if (now == entries)
        return;
    const QSignalBlocker quiet(box);
    const QString chosen = box->currentText();
    box->clear();
    box->addItems(entries);
    box->setCurrentIndex(std::max(0, int(entries.indexOf(chosen))));
}

} // namespace maquette::widgets
