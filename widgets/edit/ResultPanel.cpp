// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/edit/ResultPanel.h"

#include <QClipboard>
#include <QFrame>
#include <QGridLayout>
#include <QGuiApplication>
#include <QLabel>
#include <QPushButton>

#include "widgets/common/Icons.h"
#include "widgets/common/Text.h"

using namespace Qt::StringLiterals;

namespace maquette::widgets {

ResultPanel::ResultPanel(QWidget* parent)
    : QWidget(parent)
    , m_check(new QWidget(parent))
    , m_grid(new QGridLayout)
{
    nameWidget(this, u"resultFacts"_s, tr("How the result was made"));
    makeCheck();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(16);
    m_grid->setVerticalSpacing(4);
    m_grid->setColumnStretch(1, 1);
    column->addLayout(m_grid);
    auto* copy = new QPushButton(icon(u"copy"_s), tr("Copy"), this);
    nameWidget(copy, u"copyFacts"_s, tr("Copy how the result was made"));
    connect(copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(text()); });
    column->addWidget(copy, 0, Qt::AlignLeft);
}

void ResultPanel::makeCheck()
{
    nameWidget(m_check, u"check"_s, tr("Check"));
    auto* column = new QVBoxLayout(m_check);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    m_score = new QLabel(m_check);
    m_score->setObjectName(u"selfScore"_s);
    m_score->setWordWrap(true);
    m_score->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_protocol = new QLabel(tr("PSNR of After, rebuilt from Before, over all pixels; 50 dB at most."), m_check);
    m_protocol->setProperty("role", u"small"_s);
    m_protocol->setWordWrap(true);
    column->addWidget(m_score);
    column->addWidget(m_protocol);
    m_guess = new QLabel(m_check);
    m_guess->setObjectName(u"guessed"_s);
    m_guess->setProperty("role", u"warn"_s);
    m_guess->setWordWrap(true);
    column->addWidget(m_guess);

    m_warning = new QWidget(m_check);
    nameWidget(m_warning, u"notUnderstood"_s, tr("Warning"));
    auto* row = new QHBoxLayout(m_warning);
    row->setContentsMargins(0, 8, 0, 0);
    row->setSpacing(8);
    auto* sign = new QLabel(m_warning);
    sign->setPixmap(icon(u"warn"_s, Token::Warn).pixmap(18, 18));
    row->addWidget(sign, 0, Qt::AlignTop);
    auto* words = new QVBoxLayout;
    words->setSpacing(4);
    auto* line = new QLabel(tr("This edit was probably not understood."), m_warning);
    line->setObjectName(u"notUnderstoodText"_s);
    line->setProperty("role", u"warn"_s);
    line->setWordWrap(true);
    auto* advice
        = new QLabel(tr("Try an example whose two pictures fit each other pixel by pixel, draw boxes around what "
                        "changes, or choose another seed."),
                     m_warning);
    advice->setProperty("role", u"small"_s);
    advice->setWordWrap(true);
    words->addWidget(line);
    words->addWidget(advice);
    row->addLayout(words, 1);
    column->addWidget(m_warning);
}

QString ResultPanel::modeText(const edit::EditResult& result)
{
    if (result.mode == edit::Mode::Unchanged)
        return tr("left unchanged");
    if (!painted(result))
        return tr("explanation alone");
    const bool whole = result.mode == edit::Mode::Global;
    if (result.explanation.steps.empty())
        return whole ? tr("network alone, whole picture") : tr("network alone, native tiles");
    return whole ? tr("explanation and network, whole picture") : tr("explanation and network, native tiles");
}

void ResultPanel::addFact(const QString& name, const QString& label, const QString& value)
{
    const int row = m_grid->rowCount();
    auto* left = new QLabel(label, this);
    left->setProperty("role", u"muted"_s);
    auto* right = new QLabel(value, this);
    right->setObjectName(u"fact:"_s + name);
    right->setAccessibleName(label + u": "_s + value);
    right->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    right->setWordWrap(true);
    right->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_grid->addWidget(left, row, 0, Qt::AlignTop);
    m_grid->addWidget(right, row, 1);
    m_lines << label + u": "_s + value;
}

void ResultPanel::setResult(const ResultPtr& entry)
{
    while (QLayoutItem* item = m_grid->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    m_lines.clear();
    if (!entry)
        return;
    const edit::EditResult& result = entry->result;
    const QString score = tr("Rebuilds the example at %1 dB.").arg(numberText(result.selfScore, 1));
    m_score->setText(score);
    m_warning->setVisible(!result.understood);
    m_lines << score;
    const bool guessed = result.guessedShare >= edit::guessedFrom;
    m_guess->setVisible(guessed);
    m_guess->setText(tr("%1 % of the picture has colors that the example does not show; there the change is a guess.")
                         .arg(numberText(100 * result.guessedShare, 0)));
    if (guessed)
        m_lines << m_guess->text();
    if (!result.understood)
        m_lines << tr("This edit was probably not understood.");
    addFact(u"mode"_s, tr("Mode"), modeText(result));
    if (!result.weights.empty())
        addFact(u"weights"_s, tr("Weights"), fromUtf8(result.weights));
    const bool drawn = painted(result);
    if (drawn) {
        addFact(u"seed"_s, tr("Seed"), QString::number(result.seed));
        addFact(u"steps"_s, tr("Steps"), QString::number(result.stepsDone));
    }
    addFact(u"size"_s, tr("Size"), sizeText(entry->picture->width(), entry->picture->height()));
    addFact(u"explain"_s, tr("Explaining"), durationText(result.times.explain));
    if (drawn)
        addFact(u"paint"_s, tr("Painting"), durationText(result.times.paint));
    addFact(u"total"_s, tr("In all"), durationText(result.times.total));
}

QString ResultPanel::text() const { return m_lines.join(u'\n'); }

} // namespace maquette::widgets
