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
        m_waiting = false;
        return;
    }
    if (!m_known || result->fitted.steps != m_steps)
        rebuild(*result);
    else if (!m_waiting)
        showValues(*result);
}

void ExplanationPanel::settle(const ResultPtr& result)
{
    m_waiting = false;
    setResult(result);
}

void ExplanationPanel::rebuild(const ResultEntry& result)
{
    delete m_body;
    m_lines.clear();
    m_waiting = false;
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
        addLine(i);
    showValues(result);
    m_body->show();
}

void ExplanationPanel::addLine(int index)
{
    Line line;
    line.use = new QCheckBox(m_body);
    line.use->setObjectName(u"step%1Use"_s.arg(index));
    line.use->setToolTip(tr("Apply this step"));
    line.use->setChecked(true);
    line.words = new QLabel(m_body);
    line.words->setWordWrap(true);
    line.words->setObjectName(u"step%1Words"_s.arg(index));
    line.words->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(line.use, 0, Qt::AlignTop);
    row->addWidget(line.words, 1);
    auto* column = static_cast<QVBoxLayout*>(m_body->layout());
    column->addLayout(row);
    const base::ParameterTable table = m_steps[static_cast<std::size_t>(index)]->parameters();
    if (!table.empty()) {
        line.form = new ParameterForm(u"step%1"_s.arg(index), table, m_body);
        line.form->setContentsMargins(24, 0, 0, 8);
        connect(line.form, &ParameterForm::edited, this, [this, index, form = line.form](const QString& parameter) {
            tell(index, parameter, tr("Change %1").arg(form->label(toUtf8(parameter))));
        });
        connect(line.use, &QCheckBox::toggled, line.form, &QWidget::setEnabled);
        column->addWidget(line.form);
    }
    connect(line.use, &QCheckBox::toggled, this, [this, index](bool on) {
        if (m_showing)
            return;
        tell(index, u"use"_s, (on ? tr("Apply “%1”") : tr("Leave out “%1”")).arg(sentence(index)));
    });
    m_lines.push_back(line);
}

void ExplanationPanel::showValues(const ResultEntry& result)
{
    for (std::size_t i = 0; i < m_lines.size(); ++i) {
        const Line& line = m_lines[i];
        m_showing = true;
        line.use->setChecked(i >= result.enabled.size() || result.enabled[i]);
        m_showing = false;
        if (line.form) {
            base::ParameterValues values(m_steps[i]->parameters());
            if (i < result.adjusted.size() && !values.fromJson(result.adjusted[i]).ok())
                values = base::ParameterValues(m_steps[i]->parameters());
            line.form->setValues(values);
        }
        showWords(static_cast<int>(i));
    }
}

QString ExplanationPanel::sentence(int index) const
{
    const auto place = static_cast<std::size_t>(index);
    const Line& line = m_lines[place];
    const edit::StepPtr step = line.form ? m_steps[place]->adjusted(line.form->values()) : m_steps[place];
    return translatedWords(step->describe());
}

void ExplanationPanel::showWords(int index)
{
    const Line& line = m_lines[static_cast<std::size_t>(index)];
    const QString words = sentence(index);
    line.words->setText(words);
    line.use->setAccessibleName(tr("Apply: %1").arg(words));
}

void ExplanationPanel::tell(int index, const QString& part, const QString& name)
{
    showWords(index);
    m_waiting = true;
    ExplanationMove move{{}, {}, u"%1/%2"_s.arg(index).arg(part), name};
    for (const Line& line : m_lines) {
        move.values.push_back(line.form ? line.form->values().toJson() : base::Json::object());
        move.enabled.push_back(line.use->isChecked());
    }
    Q_EMIT adjusted(move);
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
