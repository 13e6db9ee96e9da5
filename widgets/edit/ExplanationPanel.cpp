// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/edit/ExplanationPanel.h"

#include <QCheckBox>
#include <QLabel>
#include <QVBoxLayout>

#include "widgets/common/ParameterForm.h"
#include "widgets/common/Text.h"

using namespace Qt::StringLiterals;

namespace maquette::widgets {

ExplanationPanel::ExplanationPanel(QWidget* parent)
    : QWidget(parent)
    , m_layout(new QVBoxLayout(this))
{
    nameWidget(this, u"explanation"_s, tr("Explanation of the example"));
    m_layout->setContentsMargins(0, 0, 0, 0);
}

void ExplanationPanel::setResult(const ResultPtr& result)
{
    if (!result) {
        delete std::exchange(m_body, nullptr);
        m_lines.clear();
        m_known = false;
        return;
    }
    if (!m_known || result->fitted.steps != m_steps)
        rebuild(*result);
}

void ExplanationPanel::rebuild(const ResultEntry& result)
{
    delete m_body;
    m_lines.clear();
    m_steps = result.fitted.steps;
    m_known = true;
    m_body = new QWidget(this);
    auto* column = new QVBoxLayout(m_body);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    if (m_steps.empty()) {
        auto* none = new QLabel(result.result.mode == edit::Mode::Unchanged
                                    ? tr("The example shows no change that could be carried over.")
                                    : tr("No simple steps explain the example; the network painted the change."),
                                m_body);
        none->setWordWrap(true);
        none->setProperty("role", u"muted"_s);
        column->addWidget(none);
    }
    m_layout->addWidget(m_body);
    for (int i = 0; i < static_cast<int>(m_steps.size()); ++i)
        addLine(i, result);
    m_body->show();
}

void ExplanationPanel::addLine(int index, const ResultEntry& result)
{
    const auto place = static_cast<std::size_t>(index);
    const edit::StepPtr& step = m_steps[place];
    const QString sentence = translated(step->describe());
    Line line;
    line.use = new QCheckBox(m_body);
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    auto* words = new QLabel(sentence, m_body);
    words->setWordWrap(true);
    words->setObjectName(u"step%1Words"_s.arg(index));
    words->setTextInteractionFlags(Qt::TextSelectableByMouse);
    nameWidget(line.use, u"step%1Use"_s.arg(index), tr("Apply: %1").arg(sentence));
    line.use->setToolTip(tr("Apply this step"));
    line.use->setChecked(place >= result.enabled.size() || result.enabled[place]);
    row->addWidget(line.use);
    row->addWidget(words, 1);
    auto* column = static_cast<QVBoxLayout*>(m_body->layout());
    column->addLayout(row);
    connect(line.use, &QCheckBox::toggled, this, &ExplanationPanel::tell);
    const base::ParameterTable table = step->parameters();
    if (!table.empty()) {
        line.form = new ParameterForm(u"step%1"_s.arg(index), table, m_body);
        line.form->setContentsMargins(24, 0, 0, 8);
        base::ParameterValues values(table);
        if (place < result.adjusted.size() && values.fromJson(result.adjusted[place]).ok())
            line.form->setValues(values);
        line.form->setEnabled(line.use->isChecked());
        connect(line.form, &ParameterForm::edited, this, &ExplanationPanel::tell);
        connect(line.use, &QCheckBox::toggled, line.form, &QWidget::setEnabled);
        column->addWidget(line.form);
    }
    m_lines.push_back(line);
}

void ExplanationPanel::tell()
{
    std::vector<base::Json> values;
    std::vector<bool> enabled;
    for (const Line& line : m_lines) {
        values.push_back(line.form ? line.form->values().toJson() : base::Json::object());
        enabled.push_back(line.use->isChecked());
    }
    Q_EMIT adjusted(values, enabled);
}

edit::Explanation adjustedExplanation(const edit::Explanation& fitted, const std::vector<base::Json>& values,
                                      const std::vector<bool>& enabled)
{
    edit::Explanation explanation = fitted;
    explanation.steps.clear();
    for (std::size_t i = 0; i < fitted.steps.size(); ++i) {
        if (i < enabled.size() && !enabled[i])
            continue;
        base::ParameterValues sliders(fitted.steps[i]->parameters());
        const bool moved = i < values.size() && sliders.fromJson(values[i]).ok();
        explanation.steps.push_back(moved ? fitted.steps[i]->adjusted(sliders) : fitted.steps[i]);
    }
    return explanation;
}

} // namespace maquette::widgets
