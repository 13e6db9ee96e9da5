// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/edit/EditInspector.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>

#include "widgets/common/Icons.h"
#include "widgets/common/ParameterForm.h"
#include "widgets/common/Section.h"
#include "widgets/common/SegmentedControl.h"
#include "widgets/common/Settings.h"
#include "widgets/common/Text.h"
#include "widgets/edit/ExplanationPanel.h"
#include "widgets/edit/ResultPanel.h"

using namespace Qt::StringLiterals;

namespace maquette::widgets {

namespace {

constexpr int maxVariants = 8;

} // namespace

EditInspector::EditInspector(BoardDocument* document, const WorkspaceContext& context, QWidget* parent)
    : Inspector({u"edit"_s, u"editInspector"_s, tr("Settings of the edit"), tr("Edit"), u"inspectorScroll"_s, 280, 140,
                 QMargins(16, 8, 16, 16), 16},
                context, parent)
    , m_document(document)
{
    addLevels();
    QWidget* body = column();
    QBoxLayout* column = columnLayout();
    m_form = new ParameterForm(u"edit"_s, document->parameters().table(), body);
    column->addWidget(m_form);
    column->addWidget(makeRunRow());

    m_resultPart = new QWidget(body);
    auto* results = new QVBoxLayout(m_resultPart);
    results->setContentsMargins(0, 0, 0, 0);
    results->setSpacing(8);
    m_result = new ResultPanel(m_resultPart);
    m_explanation = new ExplanationPanel(m_resultPart);
    addHeading(tr("Check"), results);
    results->addWidget(m_result->check());
    results->addSpacing(8);
    addHeading(tr("What the example does"), results);
    results->addWidget(m_explanation);
    results->addSpacing(8);
    addHeading(tr("How it was made"), results);
    results->addWidget(m_result);
    column->addWidget(m_resultPart);
    finishColumn();

    connect(m_form, &ParameterForm::edited, this, [this](const QString& name) {
        m_document->setParameters(m_form->values(), name, m_form->label(toUtf8(name)));
    });
    connect(document, &BoardDocument::changed, this, &EditInspector::refresh);
    setLevel(context.settings->text(Setting::FormLevel));
    refresh(BoardDocument::Everything);
}

void EditInspector::addLevels()
{
    auto* levels = new SegmentedControl(u"formLevel"_s, tr("Which settings are shown"), header());
    levels->addChoice(u"basic"_s, tr("Basic"));
    levels->addChoice(u"advanced"_s, tr("Advanced"));
    levels->addChoice(u"all"_s, tr("All"));
    levels->setValue(context().settings->text(Setting::FormLevel));
    connect(levels, &SegmentedControl::valueChanged, this, [this](const QString& level) {
        context().settings->set(Setting::FormLevel, level);
        setLevel(level);
    });
    headerRow()->addWidget(levels);
}

QWidget* EditInspector::makeRunRow()
{
    auto* part = new QWidget(this);
    auto* column = new QVBoxLayout(part);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(16);
    auto* row = new QHBoxLayout;
    auto* label = new QLabel(tr("Variants"), part);
    m_variants = new QSpinBox(part);
    nameWidget(m_variants, u"variants"_s, tr("Variants"));
    const QString help
        = tr("How many seeds a run tries: this seed, the next one, and so on. You choose among the results.");
    m_variants->setToolTip(help);
    m_variants->setAccessibleDescription(help);
    m_variants->setRange(1, maxVariants);
    m_variants->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    label->setBuddy(m_variants);
    row->addWidget(label, 1);
    row->addWidget(m_variants);
    column->addLayout(row);
    auto* preview = new QCheckBox(tr("Live preview"), part);
    nameWidget(preview, u"showPreview"_s, tr("Live preview"));
    preview->setToolTip(tr("Show the picture in a corner while it is made"));
    preview->setChecked(context().settings->flag(Setting::ShowPreview));
    connect(preview, &QCheckBox::toggled, this, [this](bool on) { context().settings->set(Setting::ShowPreview, on); });
    column->addWidget(preview);

    m_run = new QPushButton(part);
    m_run->setObjectName(u"runButton"_s);
    m_run->setProperty("primary", true);
    connect(m_run, &QPushButton::clicked, this, [this] {
        QAction* stop = context().actions->action(u"edit.stop"_s);
        (stop->isEnabled() ? stop : context().actions->action(u"edit.run"_s))->trigger();
    });
    column->addWidget(m_run);
    setRunning(false);
    return part;
}

void EditInspector::addHeading(const QString& text, QVBoxLayout* column)
{
    auto* heading = new QLabel(text, this);
    heading->setProperty("role", u"heading"_s);
    column->addWidget(heading);
}

int EditInspector::variants() const { return m_variants->value(); }

void EditInspector::setRunning(bool running)
{
    const QAction* action = context().actions->action(running ? u"edit.stop"_s : u"edit.run"_s);
    const QString text = ActionCollection::plainText(action);
    m_run->setText(text + u"   "_s + action->shortcut().toString(QKeySequence::NativeText));
    m_run->setAccessibleName(text);
    // From right to left Qt draws icon and text of a wide styled button far apart.
    if (!isRightToLeft())
        m_run->setIcon(icon(running ? u"stop"_s : u"run"_s, Token::OnAccent));
}

void EditInspector::setLevel(const QString& level)
{
    m_form->setLevel(level == "all"_L1            ? base::Parameter::Level::All
                         : level == "advanced"_L1 ? base::Parameter::Level::Advanced
                                                  : base::Parameter::Level::Basic);
}

void EditInspector::refresh(BoardDocument::Parts parts)
{
    if ((parts & BoardDocument::Parameters) && !(m_form->values() == m_document->parameters()))
        m_form->setValues(m_document->parameters());
    if (parts & BoardDocument::Results) {
        const ResultPtr result = m_document->shownResult();
        m_result->setResult(result);
        m_explanation->setResult(result);
        m_resultPart->setVisible(result != nullptr);
    }
}

} // namespace maquette::widgets
