// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/StepBar.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QSignalBlocker>
#include <QSlider>

#include "widgets/common/Text.h"
#include "widgets/runs/Mesh.h"
#include "widgets/runs/StepSlider.h"
#include "widgets/runs/TagModel.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace maquette::widgets {

namespace {

constexpr int tagRole = Qt::UserRole, kindRole = Qt::UserRole + 1;

/// The further parts of a mesh are tags of their own, which are shown with its points.
QString wholeTag(const QString& tag, runs::Kind kind)
{
    return kind == runs::Kind::Mesh ? fromUtf8(meshTag(toUtf8(tag))) : tag;
}

} // namespace

StepBar::StepBar(const QString& name, const QString& spokenTag, const QString& spokenStep, QWidget* parent)
    : QWidget(parent)
    , m_tags(new QComboBox(this))
    , m_slider(new QSlider(Qt::Horizontal, this))
    , m_step(new QLabel(this))
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    nameWidget(m_tags, name + u"Tag"_s, spokenTag);
    m_tags->setToolTip(spokenTag);
    nameWidget(m_slider, name + u"Step"_s, spokenStep);
    m_slider->setToolTip(spokenStep);
    m_step->setObjectName(name + u"StepLabel"_s);
    row->addWidget(m_tags);
    row->addWidget(m_slider, 1);
    row->addWidget(m_step);
    connect(m_tags, &QComboBox::activated, this, [this] {
        m_steps.clear();
        fillSteps();
        Q_EMIT changed();
    });
    connect(m_slider, &QSlider::valueChanged, this, [this] {
        showStep();
        Q_EMIT changed();
    });
}

void StepBar::setRuns(const std::vector<ShownRun>& shown, std::span<const runs::Kind> kinds)
{
    m_shown = shown;
    QStringList labels;
    std::vector<std::pair<QString, runs::Kind>> entries;
    for (const runs::Kind kind : kinds)
        for (const QString& tag : tagsOf(shown, kind))
            if (tag == wholeTag(tag, kind)) {
                labels << (kinds.size() > 1 ? tr("%1 (%2)", "tag (its kind)").arg(tag, TagModel::kindText(kind)) : tag);
                entries.push_back({tag, kind});
            }
    keepChoice(m_tags, labels);
    for (int i = 0; i < m_tags->count(); ++i) {
        m_tags->setItemData(i, entries[std::size_t(i)].first, tagRole);
        m_tags->setItemData(i, static_cast<int>(entries[std::size_t(i)].second), kindRole);
    }
    fillSteps();
}

void StepBar::chooseTag(const QString& tag)
{
    for (int i = 0; i < m_tags->count(); ++i)
        if (m_tags->itemData(i, tagRole).toString()
            == wholeTag(tag, static_cast<runs::Kind>(m_tags->itemData(i, kindRole).toInt()))) {
            m_tags->setCurrentIndex(i);
            m_steps.clear();
            fillSteps();
            return;
        }
}

bool StepBar::isEmpty() const { return m_tags->count() == 0; }

QString StepBar::tag() const { return m_tags->currentData(tagRole).toString(); }

runs::Kind StepBar::kind() const { return static_cast<runs::Kind>(m_tags->currentData(kindRole).toInt()); }

std::optional<std::int64_t> StepBar::step() const
{
    const auto at = static_cast<std::size_t>(m_slider->value());
    return at < m_steps.size() ? std::optional(m_steps[at]) : std::nullopt;
}

void StepBar::fillSteps()
{
    const bool atEnd = m_steps.empty() || m_slider->value() == m_slider->maximum();
    m_steps = isEmpty() ? std::vector<std::int64_t>() : stepsOf(m_shown, toUtf8(tag()), kind());
    {
        const QSignalBlocker quiet(m_slider);
        m_slider->setRange(0, std::max(0, int(m_steps.size()) - 1));
        if (atEnd)
            m_slider->setValue(m_slider->maximum());
    }
    m_slider->setEnabled(m_steps.size() > 1);
    showStep();
}

void StepBar::showStep()
{
    const auto at = step();
    m_step->setText(at ? tr("step %1").arg(QLocale().toString(qlonglong(*at))) : QString());
}

} // namespace maquette::widgets
