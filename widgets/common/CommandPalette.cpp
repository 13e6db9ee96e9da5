// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/CommandPalette.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include "widgets/common/Text.h"
#include "widgets/common/Theme.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace maquette::widgets {

ActionModel::ActionModel(const ActionCollection* actions, QObject* parent)
    : QAbstractListModel(parent)
    , m_actions(actions->all())
{
    for (int row = 0; row < m_actions.size(); ++row)
        connect(m_actions[row], &QAction::changed, this, [this, row] { Q_EMIT dataChanged(index(row), index(row)); });
}

int ActionModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_actions.size());
}

QVariant ActionModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const QAction* action = m_actions[index.row()];
    switch (role) {
    case Qt::DisplayRole:
        return ActionCollection::plainText(action);
    case Qt::DecorationRole:
        return action->icon();
    case Qt::AccessibleTextRole:
        return ActionCollection::plainText(action) + u' ' + action->shortcut().toString(QKeySequence::NativeText);
    case IdRole:
        return action->objectName();
    case EnglishRole:
        return ActionCollection::englishText(action);
    case ShortcutRole:
        return action->shortcut().toString(QKeySequence::NativeText);
    default:
        return {};
    }
}

Qt::ItemFlags ActionModel::flags(const QModelIndex& index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    return m_actions[index.row()]->isEnabled() ? Qt::ItemIsEnabled | Qt::ItemIsSelectable : Qt::ItemIsSelectable;
}

void ActionFilter::setQuery(const QString& query)
{
    m_words = query.simplified().split(u' ', Qt::SkipEmptyParts);
    invalidate();
    sort(0);
}

void ActionFilter::noteUse(const QString& id)
{
    m_used.removeAll(id);
    m_used.prepend(id);
    invalidate();
    sort(0);
}

bool ActionFilter::filterAcceptsRow(int row, const QModelIndex& parent) const
{
    const QModelIndex index = sourceModel()->index(row, 0, parent);
    const QString names = index.data().toString() + u'\n' + index.data(ActionModel::EnglishRole).toString();
    return std::all_of(m_words.cbegin(), m_words.cend(),
                       [&](const QString& word) { return names.contains(word, Qt::CaseInsensitive); });
}

bool ActionFilter::lessThan(const QModelIndex& left, const QModelIndex& right) const
{
    const auto rank = [this](const QModelIndex& index) {
        const qsizetype used = m_used.indexOf(index.data(ActionModel::IdRole).toString());
        return used < 0 ? m_used.size() : used;
    };
    if (rank(left) != rank(right))
        return rank(left) < rank(right);
    return left.row() < right.row();
}

namespace {

/// The usual row with the shortcut at its far end.
class ShortcutDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        QStyledItemDelegate::paint(painter, option, index);
        painter->save();
        if (const Theme* theme = Theme::instance())
            painter->setPen(theme->color(Token::Muted));
        const Qt::Alignment side = QStyle::visualAlignment(option.direction, Qt::AlignRight);
        painter->drawText(option.rect.adjusted(12, 0, -12, 0), side | Qt::AlignVCenter,
                          index.data(ActionModel::ShortcutRole).toString());
        painter->restore();
    }
};

} // namespace

CommandPalette::CommandPalette(const ActionCollection* actions, QWidget* window)
    : QDialog(window, Qt::Popup)
    , m_filter(new ActionFilter(this))
    , m_query(new QLineEdit(this))
    , m_list(new QListView(this))
{
    nameWidget(this, u"commandPalette"_s, tr("Search actions"));
    setWindowTitle(tr("Search actions"));
    nameWidget(m_query, u"paletteQuery"_s, tr("Name of an action"));
    m_query->setPlaceholderText(tr("What do you want to do?"));
    m_query->installEventFilter(this);
    setActions(actions);
    nameWidget(m_list, u"paletteList"_s, tr("Actions found"));
    m_list->setModel(m_filter);
    m_list->setItemDelegate(new ShortcutDelegate(m_list));
    m_list->setUniformItemSizes(true);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->setSpacing(8);
    layout->addWidget(m_query);
    layout->addWidget(m_list);
    connect(m_query, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_filter->setQuery(text);
        selectFirst();
    });
    connect(m_query, &QLineEdit::returnPressed, this, &CommandPalette::runCurrent);
    connect(m_list, &QListView::clicked, this, &CommandPalette::runCurrent);
}

void CommandPalette::setActions(const ActionCollection* actions)
{
    m_actions = actions;
    auto* model = new ActionModel(actions, this);
    m_filter->setSourceModel(model);
    delete std::exchange(m_model, model);
}

void CommandPalette::popUp()
{
    QWidget* window = parentWidget();
    const QSize size(std::min(560, window->width() - 32), std::min(440, window->height() - 96));
    resize(size);
    move(window->mapToGlobal(QPoint((window->width() - size.width()) / 2, 48)));
    m_query->clear();
    m_filter->setQuery({});
    show();
    m_query->setFocus();
    selectFirst();
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_query && event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        const int step = key->key() == Qt::Key_Down ? 1 : key->key() == Qt::Key_Up ? -1 : 0;
        if (step != 0) {
            const int row = std::clamp(m_list->currentIndex().row() + step, 0, m_filter->rowCount() - 1);
            m_list->setCurrentIndex(m_filter->index(row, 0));
            return true;
        }
    }
    return QDialog::eventFilter(watched, event);
}

void CommandPalette::runCurrent()
{
    const QModelIndex index = m_list->currentIndex();
    if (!index.isValid() || !(index.flags() & Qt::ItemIsEnabled))
        return;
    const QString id = index.data(ActionModel::IdRole).toString();
    hide();
    m_filter->noteUse(id);
    m_actions->action(id)->trigger();
}

void CommandPalette::selectFirst() { m_list->setCurrentIndex(m_filter->index(0, 0)); }

} // namespace maquette::widgets
