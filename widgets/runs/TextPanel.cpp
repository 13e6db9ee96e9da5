// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/TextPanel.h"

#include <QLabel>
#include <QLocale>
#include <QTextBrowser>
#include <QVBoxLayout>

#include "widgets/common/Text.h"
#include "widgets/runs/StepBar.h"

#include <array>

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
    , m_bar(new StepBar(u"text"_s, tr("Tag of the texts"), tr("Step of the texts"), this))
    , m_text(new PlainBrowser(this))
    , m_none(new QLabel(this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_bar);
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
    connect(m_bar, &StepBar::changed, this, &TextPanel::showText);
}

void TextPanel::setRuns(const RunsView& view)
{
    static constexpr std::array kinds{runs::Kind::Text};
    m_view = view;
    m_bar->setRuns(view.shown, kinds);
    const bool some = !m_bar->isEmpty();
    m_bar->setVisible(some);
    m_text->setVisible(some);
    m_none->setVisible(!some);
    showText();
}

void TextPanel::showTag(const QString& tag)
{
    m_bar->chooseTag(tag);
    showText();
}

void TextPanel::showText()
{
    const auto step = m_bar->step();
    if (!step)
        return;
    QString markdown;
    for (const ShownRun& shown : m_view.shown) {
        const auto tag = shown.run->tag(toUtf8(m_bar->tag()), runs::Kind::Text);
        const std::int64_t at = tag && tag->history ? tag->history->atOrBefore(*step) : -1;
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
