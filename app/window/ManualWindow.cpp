// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/ManualWindow.h"

#include <QDesktopServices>
#include <QDir>
#include <QFile>
#include <QHBoxLayout>
#include <QListWidget>
#include <QTextBlock>
#include <QTextBrowser>
#include <QTextCursor>
#include <QTextDocument>
#include <QTextTable>

#include "widgets/common/Text.h"
#include "widgets/common/Theme.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace maquette::app {

namespace {

constexpr qint64 maxPageBytes = 4 << 20;

QString readPage(const QString& file)
{
    QFile source(file);
    return source.open(QIODevice::ReadOnly) ? QString::fromUtf8(source.read(maxPageBytes)) : QString();
}

/// The first heading, or the file's name.
QString titleOf(const QString& markdown, const QString& name)
{
    for (const QString& line : markdown.split(u'\n'))
        if (line.startsWith(u"# "_s))
            return line.mid(2).trimmed();
    return name;
}

/// What Markdown leaves open: room between blocks, tables with hairlines, code on its own ground.
void dress(QTextDocument& document)
{
    const widgets::Theme* theme = widgets::Theme::instance();
    const QColor line = widgets::tokenColor(widgets::Token::Line, theme && theme->dark());
    const QColor ground = widgets::tokenColor(widgets::Token::Raised, theme && theme->dark());
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        QTextCursor cursor(block);
        QTextBlockFormat format = block.blockFormat();
        const bool code = format.hasProperty(QTextFormat::BlockCodeFence) || format.nonBreakableLines();
        const int level = format.headingLevel();
        if (!cursor.currentTable()) {
            format.setTopMargin(code ? 0 : level > 1 ? 24 : level == 1 ? 0 : 6);
            format.setBottomMargin(code ? 0 : level > 0 ? 8 : 6);
        }
        format.setLineHeight(130, QTextBlockFormat::ProportionalHeight);
        if (code)
            format.setBackground(ground);
        cursor.setBlockFormat(format);
    }
    for (QTextFrame* frame : document.rootFrame()->childFrames()) {
        auto* table = qobject_cast<QTextTable*>(frame);
        if (!table)
            continue;
        QTextTableFormat format = table->format();
        format.setBorderCollapse(true);
        format.setBorder(1);
        format.setBorderStyle(QTextFrameFormat::BorderStyle_Solid);
        format.setBorderBrush(line);
        format.setCellPadding(6);
        format.setCellSpacing(0);
        format.setTopMargin(8);
        format.setBottomMargin(16);
        table->setFormat(format);
    }
}

} // namespace

ManualWindow::ManualWindow(const QString& folder, QWidget* parent)
    : QDialog(parent)
    , m_folder(folder)
    , m_pages(new QListWidget(this))
    , m_text(new QTextBrowser(this))
{
    widgets::nameWidget(this, u"manualWindow"_s, tr("Manual"));
    setWindowTitle(tr("Manual"));
    resize(960, 720);
    widgets::nameWidget(m_pages, u"manualPages"_s, tr("Pages of the manual"));
    widgets::nameWidget(m_text, u"manualText"_s, tr("Text of the page"));
    m_pages->setMaximumWidth(240);
    // Links are followed here, since pages refer to each other by file name.
    m_text->setOpenLinks(false);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(16, 16, 16, 16);
    row->setSpacing(16);
    row->addWidget(m_pages, 1);
    row->addWidget(m_text, 3);

    QStringList files = QDir(folder).entryList({u"*.md"_s}, QDir::Files, QDir::Name);
    if (files.removeOne(u"index.md"_s))
        files.prepend(u"index.md"_s);
    for (const QString& file : files) {
        auto* item = new QListWidgetItem(titleOf(readPage(folder + u'/' + file), file), m_pages);
        item->setData(Qt::UserRole, file);
    }
    connect(m_pages, &QListWidget::currentRowChanged, this, &ManualWindow::showCurrent);
    connect(m_text, &QTextBrowser::anchorClicked, this, &ManualWindow::follow);
    if (widgets::Theme* theme = widgets::Theme::instance())
        connect(theme, &widgets::Theme::changed, this, &ManualWindow::showCurrent);
    m_pages->setCurrentRow(0);
    if (files.isEmpty())
        m_text->setPlainText(tr("The manual is missing from this installation: there are no pages in %1.").arg(folder));
}

void ManualWindow::openPage(const QString& name)
{
    for (int row = 0; row < m_pages->count(); ++row)
        if (m_pages->item(row)->data(Qt::UserRole).toString() == name + u".md"_s)
            m_pages->setCurrentRow(row);
}

void ManualWindow::showCurrent()
{
    const QListWidgetItem* item = m_pages->currentItem();
    if (!item)
        return;
    m_text->setSearchPaths({m_folder});
    m_text->document()->setDocumentMargin(16);
    m_text->setMarkdown(readPage(m_folder + u'/' + item->data(Qt::UserRole).toString()));
    dress(*m_text->document());
}

void ManualWindow::follow(const QUrl& link)
{
    const QString file = link.path();
    if (link.isRelative() && file.endsWith(u".md"_s))
        openPage(file.chopped(3).section(u'/', -1));
    else if (link.isRelative())
        m_text->scrollToAnchor(link.fragment());
    else if (link.scheme() == "https"_L1 || link.scheme() == "http"_L1)
        QDesktopServices::openUrl(link);
}

} // namespace maquette::app
