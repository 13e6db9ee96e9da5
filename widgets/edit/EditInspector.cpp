// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/edit/EditInspector.h"

#include <QCheckBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QSpinBox>

#include "widgets/common/Icons.h"
#include "widgets/common/ParameterForm.h"
#include "widgets/common/Section.h"
#include "widgets/common/SegmentedControl.h"
#include "widgets/common/Text.h"
#include "widgets/common/Theme.h"
#include "widgets/edit/ExplanationPanel.h"
#include "widgets/edit/ResultPanel.h"

using namespace Qt::StringLiterals;

namespace maquette::widgets {

namespace {

constexpr int maxVariants = 8;

} // namespace

EditInspector::EditInspector(BoardDocument* document, const ActionCollection* actions, Settings* settings,
                             QWidget* parent)
    : QWidget(parent)
    , m_document(document)
    , m_actions(actions)
    , m_settings(settings)
{
    nameWidget(this, u"editInspector"_s, tr("Settings of the edit"));
    setProperty("surface", u"panel"_s);
    setAttribute(Qt::WA_StyledBackground);
    fitWidth();
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->setSpacing(0);
    makeHeader();

    auto* scroll = new ColumnScrollArea(this);
    nameWidget(scroll, u"inspectorScroll"_s, tr("Settings of the edit"));
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    auto* body = new QWidget(scroll);
    body->setProperty("surface", u"panel"_s);
    body->setAttribute(Qt::WA_StyledBackground);
    auto* column = new QVBoxLayout(body);
    column->setContentsMargins(16, 8, 16, 16);
    column->setSpacing(16);
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
    column->addStretch();
    scroll->setWidget(body);
    outer->addWidget(scroll, 1);

    connect(m_form, &ParameterForm::edited, this, [this](const QString& name) {
        m_document->setParameters(m_form->values(), name, m_form->label(toUtf8(name)));
    });
    connect(document, &BoardDocument::changed, this, &EditInspector::refresh);
    setLevel(settings->text(Setting::FormLevel));
    refresh(BoardDocument::Everything);
}

void EditInspector::makeHeader()
{
    m_header = new QWidget(this);
    QWidget* header = m_header;
    header->setProperty("surface", u"panel"_s);
    header->setAttribute(Qt::WA_StyledBackground);
    auto* row = new QHBoxLayout(header);
    row->setContentsMargins(16, 8, 16, 8);
    auto* title = new QLabel(tr("Edit"), header);
    title->setProperty("role", u"heading"_s);
    row->addWidget(title);
    row->addStretch();
    auto* levels = new SegmentedControl(u"formLevel"_s, tr("Which settings are shown"), header);
    levels->addChoice(u"basic"_s, tr("Basic"));
    levels->addChoice(u"advanced"_s, tr("Advanced"));
    levels->addChoice(u"all"_s, tr("All"));
    levels->setValue(m_settings->text(Setting::FormLevel));
    connect(levels, &SegmentedControl::valueChanged, this, [this](const QString& level) {
        m_settings->set(Setting::FormLevel, level);
        setLevel(level);
    });
    row->addWidget(levels);
}

void EditInspector::fitWidth() { setMinimumWidth(Theme::instance() ? 140 + Theme::instance()->scaled(140) : 280); }

void EditInspector::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        fitWidth();
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
    preview->setChecked(m_settings->flag(Setting::ShowPreview));
    connect(preview, &QCheckBox::toggled, this, [this](bool on) { m_settings->set(Setting::ShowPreview, on); });
    column->addWidget(preview);

    m_run = new QPushButton(part);
    m_run->setObjectName(u"runButton"_s);
    m_run->setProperty("primary", true);
    connect(m_run, &QPushButton::clicked, this, [this] {
        QAction* stop = m_actions->action(u"edit.stop"_s);
        (stop->isEnabled() ? stop : m_actions->action(u"edit.run"_s))->trigger();
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
    const QAction* action = m_actions->action(running ? u"edit.stop"_s : u"edit.run"_s);
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
