// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/AlarmLimits.h"

#include <QCheckBox>
#include <QGridLayout>
#include <QPushButton>
#include <QSignalBlocker>

#include "widgets/common/PanelParts.h"
#include "widgets/common/Text.h"

using namespace Qt::StringLiterals;

namespace maquette::widgets {

namespace {

using runs::AlarmName;

QString nameOf(AlarmName name)
{
    switch (name) {
    case AlarmName::NotFinite:
        return AlarmLimits::tr("Infinite or no number");
    case AlarmName::Silent:
        return AlarmLimits::tr("Silent for more than");
    case AlarmName::Overflow:
        return AlarmLimits::tr("Overflow above");
    case AlarmName::Underflow:
        return AlarmLimits::tr("Underflow above");
    case AlarmName::Headroom:
        return AlarmLimits::tr("Headroom below");
    case AlarmName::StaleScale:
        return AlarmLimits::tr("Scale stays more than");
    case AlarmName::ScaleJump:
        return AlarmLimits::tr("Scale jumps more than");
    }
    return {};
}

QString helpOf(AlarmName name)
{
    switch (name) {
    case AlarmName::NotFinite:
        return AlarmLimits::tr("A value of any curve, or a largest magnitude of a tensor, is infinite or no number.");
    case AlarmName::Silent:
        return AlarmLimits::tr("A run that has not ended has no new value for longer than this.");
    case AlarmName::Overflow:
        return AlarmLimits::tr("More of a tensor's values than this are too large for FP8.");
    case AlarmName::Underflow:
        return AlarmLimits::tr("More of a tensor's values than this become zero in FP8.");
    case AlarmName::Headroom:
        return AlarmLimits::tr("The largest value of a tensor comes closer than this to the largest of FP8.");
    case AlarmName::StaleScale:
        return AlarmLimits::tr("The scale of an input or an output gradient stays the same for longer than this.");
    case AlarmName::ScaleJump:
        return AlarmLimits::tr("A scale changes by more than this many powers of two from one record to the next.");
    }
    return {};
}

QString unitOf(AlarmName name)
{
    switch (name) {
    case AlarmName::Silent:
        return AlarmLimits::tr(" s", "seconds");
    case AlarmName::Overflow:
    case AlarmName::Underflow:
        return AlarmLimits::tr(" %", "percent");
    case AlarmName::Headroom:
        return AlarmLimits::tr(" bits");
    case AlarmName::StaleScale:
        return AlarmLimits::tr(" steps");
    default:
        return {};
    }
}

std::pair<double, int> stepAndDecimals(AlarmName name)
{
    switch (name) {
    case AlarmName::Silent:
        return {60, 0};
    case AlarmName::Overflow:
        return {0.001, 4};
    case AlarmName::StaleScale:
        return {100, 0};
    default:
        return {0.5, 2};
    }
}

} // namespace

AlarmLimits::AlarmLimits(RunsDocument* document, QWidget* parent)
    : QWidget(parent)
    , m_document(document)
{
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(4);
    grid->setColumnStretch(0, 1);
    int row = 0;
    for (const runs::AlarmFacts& fact : runs::AlarmSettings::facts()) {
        const QString key = QString::fromLatin1(fact.key), text = nameOf(fact.name);
        Line line{fact.name};
        line.on = new QCheckBox(text, this);
        nameWidget(line.on, u"alarm:"_s + key, text);
        line.on->setToolTip(helpOf(fact.name));
        line.on->setAccessibleDescription(helpOf(fact.name));
        connect(line.on, &QCheckBox::toggled, this, &AlarmLimits::take);
        grid->addWidget(line.on, row, 0);
        if (*fact.unit != '\0') {
            line.limit = new NumberBox(u"alarmLimit:"_s + key, text, this);
            const auto [step, decimals] = stepAndDecimals(fact.name);
            line.limit->setNumbers(fact.lowest, fact.highest, step, decimals);
            line.limit->setSuffix(unitOf(fact.name));
            line.limit->setToolTip(helpOf(fact.name));
            line.limit->setMaximumWidth(line.limit->fontMetrics().horizontalAdvance(u"000,000 steps"_s) + 32);
            connect(line.limit, &NumberBox::valueChanged, this, &AlarmLimits::take);
            grid->addWidget(line.limit, row, 1);
        }
        m_lines.push_back(line);
        ++row;
    }
    auto* reset
        = makeButton(u"alarmReset"_s, tr("As at first"), tr("All alarms on, with the limits they come with"), this);
    connect(reset, &QPushButton::clicked, this, [this] { m_document->setAlarms({}); });
    grid->addWidget(reset, row, 1);
    connect(document, &RunsDocument::changed, this, [this](RunsDocument::Parts parts) {
        if (parts & RunsDocument::Alarms)
            refresh();
    });
    refresh();
}

void AlarmLimits::take()
{
    runs::AlarmSettings settings = m_document->alarms();
    for (const Line& line : m_lines)
        settings.set(line.name,
                     {line.on->isChecked(), line.limit ? line.limit->value() : settings.of(line.name).limit});
    m_document->setAlarms(settings);
}

void AlarmLimits::refresh()
{
    for (const Line& line : m_lines) {
        const auto& choice = m_document->alarms().of(line.name);
        const QSignalBlocker quiet(line.on);
        line.on->setChecked(choice.on);
        if (!line.limit)
            continue;
        line.limit->show(choice.limit);
        line.limit->setEnabled(choice.on);
    }
}

} // namespace maquette::widgets
