// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/RunsSide.h"

#include <QColorDialog>
#include <QComboBox>
#include <QCoreApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QInputMethodEvent>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QSplitter>
#include <QTextCharFormat>
#include <QToolButton>
#include <QTreeView>

#include "widgets/common/ElidedLabel.h"
#include "widgets/common/Icons.h"
#include "widgets/common/Text.h"
#include "widgets/common/Theme.h"
#include "widgets/runs/RunTableModel.h"
#include "widgets/runs/TagModel.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace maquette::widgets {

namespace {

constexpr int markWidth = 26, nameWidth = 130, widestColumn = 160;

/// Marks the text from `position` on as wrong, where the user typed it; −1 takes the mark away.
void markFrom(QLineEdit* edit, int position)
{
    QList<QInputMethodEvent::Attribute> marks;
    if (position >= 0 && Theme::instance()) {
        QTextCharFormat format;
        format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
        format.setUnderlineColor(Theme::instance()->color(Token::Bad));
        format.setForeground(Theme::instance()->color(Token::Bad));
        const int start = std::min(position, std::max(0, int(edit->text().size()) - 1));
        marks.append(QInputMethodEvent::Attribute(QInputMethodEvent::TextFormat, start - edit->cursorPosition(),
                                                  int(edit->text().size()) - start, format));
    }
    QInputMethodEvent event(QString(), marks);
    QCoreApplication::sendEvent(edit, &event);
}

void setUpTree(QTreeView* view)
{
    view->setUniformRowHeights(true);
    view->setAllColumnsShowFocus(true);
    view->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    view->header()->setHighlightSections(false);
    view->header()->setMinimumSectionSize(22);
    view->setTextElideMode(Qt::ElideMiddle);
}

} // namespace

RunsSide::RunsSide(RunsDocument* document, QWidget* parent)
    : QWidget(parent)
    , m_document(document)
    , m_roots(new QVBoxLayout)
    , m_runs(new RunTableModel(document, this))
    , m_tags(new TagModel(document, this))
{
    nameWidget(this, u"runsSide"_s, tr("Runs and tags"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    auto* title = new QLabel(tr("Runs"), this);
    title->setProperty("role", u"heading"_s);
    column->addWidget(title);
    m_roots->setSpacing(0);
    column->addLayout(m_roots);

    auto* splitter = new QSplitter(Qt::Vertical, this);
    nameWidget(splitter, u"runsSplitter"_s, tr("Runs above tags"));
    splitter->setChildrenCollapsible(false);
    auto* upper = new QWidget(splitter);
    auto* upperColumn = new QVBoxLayout(upper);
    upperColumn->setContentsMargins(0, 0, 0, 4);
    upperColumn->setSpacing(6);
    makeTable(upperColumn);
    auto* lower = new QWidget(splitter);
    auto* lowerColumn = new QVBoxLayout(lower);
    lowerColumn->setContentsMargins(0, 4, 0, 0);
    lowerColumn->setSpacing(6);
    makeTags(lowerColumn);
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 2);
    column->addWidget(splitter, 1);
    connect(document, &RunsDocument::changed, this, &RunsSide::documentChanged);
    documentChanged(RunsDocument::Everything);
}

void RunsSide::makeTable(QVBoxLayout* column)
{
    m_filter = new QLineEdit(this);
    nameWidget(m_filter, u"runsFilter"_s, tr("Filter of runs"));
    m_filter->setPlaceholderText(tr("Filter: status = running and lr < 0.01"));
    m_filter->setToolTip(tr("Conditions on name, status, duration, settings and metrics with and, or, not, = != < > <= "
                            ">= ~ in (…); min(), max(), mean(), first() and last() of a metric"));
    m_filter->setClearButtonEnabled(true);
    for (QToolButton* clear : m_filter->findChildren<QToolButton*>())
        nameWidget(clear, u"qt_clear_filter"_s, tr("Clear the filter"));
    connect(m_filter, &QLineEdit::textEdited, this, [this](const QString& text) { m_document->setFilter(text); });
    connect(m_filter, &QLineEdit::textChanged, this, [this](const QString& text) {
        if (!m_showing)
            m_document->setFilter(text);
    });
    column->addWidget(m_filter);
    m_filterError = new QLabel(this);
    m_filterError->setObjectName(u"runsFilterError"_s);
    m_filterError->setProperty("role", u"bad"_s);
    m_filterError->setWordWrap(true);
    m_filterError->hide();
    column->addWidget(m_filterError);
    auto* row = new QHBoxLayout;
    auto* label = new QLabel(tr("Group by"), this);
    label->setProperty("role", u"small"_s);
    m_groupBy = new QComboBox(this);
    nameWidget(m_groupBy, u"runsGroupBy"_s, tr("Column by which runs are grouped"));
    m_groupBy->setMinimumContentsLength(8);
    m_groupBy->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    connect(m_groupBy, &QComboBox::activated, this, [this](int index) {
        m_runs->groupBy(m_groupBy->itemData(index).toInt());
        m_table->setRootIsDecorated(m_runs->grouped());
        m_table->expandAll();
    });
    row->addWidget(label);
    row->addWidget(m_groupBy, 1);
    column->addLayout(row);

    m_table = new QTreeView(this);
    nameWidget(m_table, u"runTable"_s, tr("Runs"));
    setUpTree(m_table);
    m_table->setModel(m_runs);
    m_table->setRootIsDecorated(false);
    m_table->setIndentation(12);
    m_table->setSortingEnabled(true);
    m_table->header()->setSortIndicatorClearable(true);
    m_table->sortByColumn(-1, Qt::AscendingOrder);
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_table->setEditTriggers(QAbstractItemView::EditKeyPressed | QAbstractItemView::SelectedClicked);
    m_table->setIconSize(QSize(12, 12));
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    m_table->installEventFilter(this);
    fitColumns();
    connect(m_table, &QTreeView::clicked, this, [this](const QModelIndex& index) {
        if (index.column() == 0)
            toggle(index);
    });
    connect(m_table, &QTreeView::customContextMenuRequested, this, &RunsSide::showMenu);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        if (!m_showing)
            m_document->select(selectedIds());
    });
    connect(m_runs, &QAbstractItemModel::modelReset, this, [this] {
        m_table->expandAll();
        fitColumns();
        fillGroups();
    });
    column->addWidget(m_table, 1);
}

void RunsSide::fitColumns()
{
    const Theme* theme = Theme::instance();
    const auto scaled = [theme](int pixels) { return theme ? theme->scaled(pixels) : pixels; };
    m_table->setColumnWidth(0, scaled(markWidth) + (m_runs->grouped() ? 20 : 0));
    m_table->setColumnWidth(1, scaled(nameWidth));
    for (int i = 2; i < m_runs->columnCount(); ++i) {
        m_table->resizeColumnToContents(i);
        m_table->setColumnWidth(i, std::min(m_table->columnWidth(i), scaled(widestColumn)));
    }
    // Status and duration in sight, as long as a name is left to read.
    if (!isVisible())
        return;
    int room = m_table->viewport()->width() - m_table->columnWidth(0);
    for (int i = 2; i < std::min(m_runs->columnCount(), 4); ++i)
        room -= m_table->columnWidth(i);
    m_table->setColumnWidth(1, std::clamp(room, scaled(nameWidth) * 2 / 3, scaled(nameWidth)));
}

void RunsSide::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    fitColumns();
}

void RunsSide::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange && m_table)
        fitColumns();
}

void RunsSide::makeTags(QVBoxLayout* column)
{
    auto* row = new QHBoxLayout;
    auto* search = new QLineEdit(this);
    nameWidget(search, u"tagSearch"_s, tr("Search for tags"));
    search->setPlaceholderText(tr("Search tags"));
    search->setClearButtonEnabled(true);
    for (QToolButton* clear : search->findChildren<QToolButton*>())
        nameWidget(clear, u"qt_clear_tags"_s, tr("Clear the search"));
    connect(search, &QLineEdit::textChanged, m_document, &RunsDocument::setTagSearch);
    auto* kinds = new QComboBox(this);
    nameWidget(kinds, u"tagKind"_s, tr("Kind of tags"));
    kinds->addItem(tr("All kinds"), -1);
    for (const runs::Kind kind : {runs::Kind::Scalar, runs::Kind::Histogram, runs::Kind::Pictures, runs::Kind::Text,
                                  runs::Kind::Audio, runs::Kind::PrecisionRecall, runs::Kind::Mesh, runs::Kind::Tensor})
        kinds->addItem(TagModel::kindText(kind), static_cast<int>(kind));
    connect(kinds, &QComboBox::activated, this, [this, kinds](int index) {
        const int kind = kinds->itemData(index).toInt();
        m_tags->setKind(kind < 0 ? std::nullopt : std::optional(static_cast<runs::Kind>(kind)));
    });
    row->addWidget(search, 1);
    row->addWidget(kinds);
    column->addLayout(row);
    m_tree = new QTreeView(this);
    nameWidget(m_tree, u"tagTree"_s, tr("Tags"));
    setUpTree(m_tree);
    m_tree->setModel(m_tags);
    m_tree->setIndentation(14);
    m_tree->header()->setStretchLastSection(false);
    m_tree->header()->setSectionResizeMode(TagModel::Name, QHeaderView::Stretch);
    m_tree->header()->setSectionResizeMode(TagModel::Runs, QHeaderView::ResizeToContents);
    const auto choose = [this](const QModelIndex& index) {
        const QModelIndex first = index.siblingAtColumn(0);
        if (const QString tag = m_tags->tagOf(first); !tag.isEmpty())
            Q_EMIT tagChosen(tag, first.data(TagModel::KindRole).toInt());
    };
    connect(m_tree, &QTreeView::clicked, this, choose);
    m_tree->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_tree, &QTreeView::customContextMenuRequested, this, [this](const QPoint& where) {
        const QModelIndex index = m_tree->indexAt(where).siblingAtColumn(0);
        const QString tag = m_tags->tagOf(index);
        if (tag.isEmpty() || index.data(TagModel::KindRole).toInt() != static_cast<int>(runs::Kind::Scalar))
            return;
        auto* menu = new QMenu(this);
        nameWidget(menu, u"tagMenu"_s, tr("What can be done with the tag"));
        menu->setAttribute(Qt::WA_DeleteOnClose);
        const bool pinned = m_document->layout().pins.contains(tag);
        menu->addAction(icon(u"pin"_s), pinned ? tr("Unpin") : tr("Pin"), this,
                        [this, tag, pinned] { m_document->setPinned(tag, !pinned); });
        menu->popup(m_tree->viewport()->mapToGlobal(where));
    });
    connect(m_tree, &QTreeView::activated, this, choose);
    connect(m_tags, &QAbstractItemModel::modelReset, m_tree, [this] {
        if (m_tags->rowCount() <= 12)
            m_tree->expandAll();
    });
    column->addWidget(m_tree, 1);
}

void RunsSide::fillRoots()
{
    while (QLayoutItem* item = m_roots->takeAt(0)) {
        item->widget()->hide();
        item->widget()->setObjectName({});
        for (QWidget* child : item->widget()->findChildren<QWidget*>())
            child->setObjectName({});
        item->widget()->deleteLater();
        delete item;
    }
    int number = 0;
    for (const QString& root : m_document->roots()) {
        auto* line = new QWidget(this);
        auto* row = new QHBoxLayout(line);
        row->setContentsMargins(0, 0, 0, 0);
        auto* label = new ElidedLabel(line);
        label->setProperty("role", u"small"_s);
        label->setObjectName(u"runsRoot:%1"_s.arg(number));
        label->setWholeText(root);
        auto* remove = new QToolButton(line);
        nameWidget(remove, u"removeRoot:%1"_s.arg(number++), tr("Take away %1").arg(root));
        remove->setIcon(icon(u"clear"_s, Token::Muted));
        remove->setToolTip(tr("Take this folder away; its files stay"));
        connect(remove, &QToolButton::clicked, this, [this, root] { Q_EMIT removeRootRequested(root); });
        row->addWidget(label, 1);
        row->addWidget(remove);
        m_roots->addWidget(line);
    }
}

void RunsSide::fillGroups()
{
    m_groupBy->clear();
    m_groupBy->addItem(tr("Nothing"), -1);
    for (int i = 1; i < m_runs->columnCount(); ++i)
        m_groupBy->addItem(m_runs->title(m_runs->columns()[static_cast<std::size_t>(i)]), i);
    m_groupBy->setCurrentIndex(std::max(0, m_groupBy->findData(m_runs->groupColumn())));
    m_table->setRootIsDecorated(m_runs->grouped());
}

void RunsSide::showFilter()
{
    const RunsFilter& filter = m_document->filter();
    m_showing = true;
    if (m_filter->text() != filter.text)
        m_filter->setText(filter.text);
    m_showing = false;
    m_filterError->setVisible(!filter.error.isEmpty());
    m_filterError->setText(
        filter.error.isEmpty() ? QString() : tr("Character %1: %2").arg(filter.errorPosition + 1).arg(filter.error));
    markFrom(m_filter, filter.error.isEmpty() ? -1 : filter.errorPosition);
}

void RunsSide::documentChanged(RunsDocument::Parts parts)
{
    if (parts & RunsDocument::Roots)
        fillRoots();
    if (parts & RunsDocument::Shown)
        showFilter();
    if (parts & (RunsDocument::Layout | RunsDocument::Snapshot) && m_groupBy->count() != m_runs->columnCount())
        fillGroups();
    if (parts & (RunsDocument::Selection | RunsDocument::Snapshot | RunsDocument::Shown)) {
        if (selectedIds() == m_document->selection())
            return;
        m_showing = true;
        QItemSelection wanted;
        QModelIndex first;
        for (const QString& id : m_document->selection())
            if (const QModelIndex index = m_runs->indexOf(id); index.isValid()) {
                wanted.select(index, index.siblingAtColumn(m_runs->columnCount() - 1));
                if (!first.isValid())
                    first = index.siblingAtColumn(1);
            }
        m_table->selectionModel()->select(wanted, QItemSelectionModel::ClearAndSelect);
        if (first.isValid() && (parts & RunsDocument::Selection)) {
            m_table->selectionModel()->setCurrentIndex(first, QItemSelectionModel::NoUpdate);
            m_table->scrollTo(first);
        }
        m_showing = false;
    }
}

QStringList RunsSide::selectedIds() const
{
    QStringList ids;
    const QModelIndex current = m_table->selectionModel()->currentIndex();
    for (const QModelIndex& index : m_table->selectionModel()->selectedRows())
        for (const QString& id : m_runs->idsOf(index)) {
            if (index.row() == current.row() && index.parent() == current.parent())
                ids.prepend(id);
            else
                ids << id;
        }
    return ids;
}

void RunsSide::toggle(const QModelIndex& index)
{
    const QStringList ids = m_runs->idsOf(index.siblingAtColumn(0));
    const bool all = std::all_of(ids.begin(), ids.end(), [this](const QString& id) { return m_document->visible(id); });
    m_document->setVisible(ids, !all);
}

void RunsSide::chooseColor(const QString& id)
{
    auto* dialog = new QColorDialog(m_document->color(id), this);
    nameWidget(dialog, u"runColor"_s, tr("Color of the run"));
    dialog->setWindowTitle(dialog->accessibleName());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QColorDialog::colorSelected, this,
            [this, id](const QColor& color) { m_document->setColor(id, color); });
    dialog->open();
}

void RunsSide::editNotes(const QString& id) { m_table->edit(m_runs->indexOf(id, m_runs->columnCount() - 1)); }

void RunsSide::showMenu(const QPoint& where)
{
    const QStringList ids = selectedIds();
    if (ids.isEmpty())
        return;
    auto* menu = new QMenu(this);
    nameWidget(menu, u"runMenu"_s, tr("What can be done with the run"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Show"), this, [this, ids] { m_document->setVisible(ids, true); });
    menu->addAction(tr("Hide"), this, [this, ids] { m_document->setVisible(ids, false); });
    menu->addAction(icon(u"solo"_s), tr("Show alone"), this, [this, ids] { m_document->solo(ids.first()); });
    menu->addSeparator();
    menu->addAction(tr("Color…"), this, [this, ids] { chooseColor(ids.first()); });
    menu->addAction(tr("Color of the palette"), this, [this, ids] {
        for (const QString& id : ids)
            m_document->setColor(id, {});
    });
    menu->addAction(tr("Rename"), this, [this, ids] { m_table->edit(m_runs->indexOf(ids.first(), 1)); });
    menu->addAction(tr("Notes"), this, [this, ids] { editNotes(ids.first()); });
    menu->popup(m_table->viewport()->mapToGlobal(where));
}

bool RunsSide::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_table && event->type() == QEvent::KeyPress && m_table->currentIndex().isValid()) {
        const QModelIndex index = m_table->currentIndex();
        switch (static_cast<QKeyEvent*>(event)->key()) {
        case Qt::Key_Space:
            toggle(index);
            return true;
        case Qt::Key_S:
            if (const QString id = m_runs->idOf(index); !id.isEmpty())
                m_document->solo(id);
            return true;
        case Qt::Key_C:
            if (const QString id = m_runs->idOf(index); !id.isEmpty())
                chooseColor(id);
            return true;
        default:
            break;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace maquette::widgets
