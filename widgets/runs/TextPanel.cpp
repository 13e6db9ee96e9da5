// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/TextPanel.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QSignalBlocker>
#include <QSlider>
#include <QTextBrowser>

#include "widgets/common/Text.h"
#include "widgets/runs/StepSlider.h"

using namespace Qt::StringLiterals;

namespace maquette::widgets {

namespace {

/// A cell as it can stand in a table of Markdown.
QString cellText(const std::string& cell) { return fromUtf8(cell).replace(u'|', u"\\|"_s).replace(u'\n', u' '); }

QString markdownOf(const runlog::Text& text)
{
    if (text.columns <= 1) {
        QStringList lines;
        for (const std::string& cell : text.cells)
            lines << fromUtf8(cell);
        return lines.join(u"\n\n"_s);
    }
    QString table;
    for (std::int64_t row = 0; row < text.rows; ++row) {
        table += u'|';
        for (std::int64_t column = 0; column < text.columns; ++column) {
            const auto at = static_cast<std::size_t>(row * text.columns + column);
            table += u' ' + (at < text.cells.size() ? cellText(text.cells[at]) : QString()) + u" |"_s;
        }
        table += u'\n';
        if (row == 0)
            table += u'|' + QString(u" --- |"_s).repeated(static_cast<qsizetype>(text.columns)) + u'\n';
    }
    return table;
}

/// Shows the text and nothing that it names: no file and no address is opened because a log says so.
class PlainBrowser : public QTextBrowser {
public:
    using QTextBrowser::QTextBrowser;

    QVariant loadResource(int, const QUrl&) override { return {}; }
};

} // namespace

TextPanel::TextPanel(QWidget* parent)
    : RunsPanel(parent)
    , m_tags(new QComboBox(this))
    , m_slider(new QSlider(Qt::Horizontal, this))
    , m_step(new QLabel(this))
    , m_text(new PlainBrowser(this))
    , m_none(new QLabel(this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    auto* row = new QHBoxLayout;
    nameWidget(m_tags, u"textTag"_s, tr("Tag of the texts"));
    nameWidget(m_slider, u"textStep"_s, tr("Step of the texts"));
    m_step->setObjectName(u"textStepLabel"_s);
    row->addWidget(m_tags);
    row->addWidget(m_slider, 1);
    row->addWidget(m_step);
    column->addLayout(row);
    nameWidget(m_text, u"texts"_s, tr("Texts"));
    m_text->setOpenLinks(false);
    m_text->document()->setDocumentMargin(12);
    column->addWidget(m_text, 1);
    m_none->setObjectName(u"noTexts"_s);
    m_none->setProperty("role", u"muted"_s);
    m_none->setAlignment(Qt::AlignCenter);
    m_none->setWordWrap(true);
    m_none->setText(tr("No shown run has written texts. Trainings write samples and settings with add_text() of "
                       "TensorBoard."));
    column->addWidget(m_none, 1);
    connect(m_tags, &QComboBox::activated, this, [this] {
        m_steps.clear();
        fillTags();
    });
    connect(m_slider, &QSlider::valueChanged, this, &TextPanel::showText);
}

void TextPanel::setRuns(const RunsView& view)
{
    m_view = view;
    fillTags();
}

void TextPanel::showTag(const QString& tag)
{
    m_tags->setCurrentIndex(m_tags->findText(tag));
    m_steps.clear();
    fillTags();
}

void TextPanel::fillTags()
{
    keepChoice(m_tags, tagsOf(m_view.shown, runs::Kind::Text));
    const bool some = m_tags->count() > 0;
    for (QWidget* widget : {static_cast<QWidget*>(m_tags), static_cast<QWidget*>(m_slider),
                            static_cast<QWidget*>(m_step), static_cast<QWidget*>(m_text)})
        widget->setVisible(some);
    m_none->setVisible(!some);
    if (!some)
        return;
    const auto steps = stepsOf(m_view.shown, toUtf8(m_tags->currentText()), runs::Kind::Text);
    const bool atEnd = m_steps.empty() || m_slider->value() == m_slider->maximum();
    m_steps = steps;
    {
        const QSignalBlocker quiet(m_slider);
        m_slider->setRange(0, std::max(0, int(m_steps.size()) - 1));
        if (atEnd)
            m_slider->setValue(m_slider->maximum());
    }
    m_slider->setEnabled(m_steps.size() > 1);
    showText();
}

void TextPanel::showText()
{
    if (m_steps.empty())
        return;
    const std::int64_t step = m_steps[static_cast<std::size_t>(m_slider->value())];
    m_step->setText(tr("step %1").arg(QLocale().toString(qlonglong(step))));
    QString markdown;
    for (const ShownRun& shown : m_view.shown) {
        const auto tag = shown.run->tag(toUtf8(m_tags->currentText()), runs::Kind::Text);
        const std::int64_t at = tag && tag->history ? tag->history->atOrBefore(step) : -1;
        if (at < 0)
            continue;
        const runs::Entry& entry = tag->history->entry(at);
        const auto text = tag->history->text(entry);
        markdown += u"### %1 · %2\n\n"_s.arg(shown.name, tr("step %1").arg(QLocale().toString(qlonglong(entry.step))));
        markdown += (text.ok() ? markdownOf(text.value()) : translated(text.error().message)) + u"\n\n"_s;
    }
    if (markdown == m_shown)
        return;
    m_shown = markdown;
    m_text->document()->setMarkdown(markdown,
                                    QTextDocument::MarkdownFeatures(QTextDocument::MarkdownDialectGitHub)
                                        | QTextDocument::MarkdownNoHTML);
}

} // namespace maquette::widgets
