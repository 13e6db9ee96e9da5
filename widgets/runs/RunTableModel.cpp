// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/RunTableModel.h"

#include <QLocale>

#include "runs/analysis/Order.h"
#include "widgets/common/Icons.h"
#include "widgets/common/Text.h"
#include "widgets/common/Theme.h"

#include <QPainter>
#include <QPixmap>

#include <algorithm>
#include <cmath>
#include <numeric>

using namespace Qt::StringLiterals;

namespace maquette::widgets {

namespace {

using Column = RunTableModel::Column;
using Kind = RunTableModel::Column::Kind;

constexpr std::size_t mostSettings = 40; // columns; the inspector shows all of one run

/// Filled while the run is drawn, a ring otherwise: not by color alone.
QPixmap markPixmap(const QColor& color, bool filled)
{
    constexpr int size = 24; // twice what is shown, for sharp screens
    QPixmap pixmap(size, size);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(filled ? color : QColor(128, 128, 128), 3));
    painter.setBrush(filled ? QBrush(color) : QBrush(Qt::NoBrush));
    painter.drawEllipse(QRectF(4, 4, size - 8, size - 8));
    painter.end();
    pixmap.setDevicePixelRatio(2);
    return pixmap;
}

runlog::Setting lastValue(const runs::Run& run, const std::string& tag)
{
    const auto data = run.scalars(tag);
    if (!data || data->live.empty())
        return {};
    return data->live.point(data->live.count() - 1).value;
}

} // namespace

RunTableModel::RunTableModel(RunsDocument* document, QObject* parent)
    : GroupedModel(parent)
    , m_document(document)
{
    m_columns = wantedColumns();
    rebuild();
    connect(document, &RunsDocument::changed, this, &RunTableModel::documentChanged);
}

std::vector<Column> RunTableModel::wantedColumns() const
{
    std::vector<Column> columns{{Kind::Mark, {}}, {Kind::Name, {}}, {Kind::Status, {}}, {Kind::Duration, {}}};
    for (const QString& pin : m_document->layout().pins)
        columns.push_back({Kind::Metric, toUtf8(pin)});
    // Settings that are the same everywhere tell nothing about the difference of runs.
    std::size_t settings = 0;
    const auto& runs = m_document->snapshot()->runs;
    for (const QString& name : m_document->settingNames()) {
        const std::string key = toUtf8(name);
        bool differs = runs.size() == 1;
        const runlog::Setting* first = nullptr;
        for (const RunPtr& run : runs) {
            const auto found = run->settings.find(key);
            const runlog::Setting* value = found == run->settings.end() ? nullptr : &found->second;
            if (&run == &runs.front())
                first = value;
            else if ((value == nullptr) != (first == nullptr) || (value && !(*value == *first)))
                differs = true;
            if (differs)
                break;
        }
        if (differs && settings++ < mostSettings)
            columns.push_back({Kind::Setting, key});
    }
    columns.push_back({Kind::Points, {}});
    columns.push_back({Kind::Notes, {}});
    return columns;
}

runlog::Setting RunTableModel::valueOf(const runs::Run& run, const Column& column) const
{
    switch (column.kind) {
    case Kind::Mark:
        return m_document->visible(fromUtf8(run.id));
    case Kind::Name:
        return toUtf8(m_document->name(run));
    case Kind::Status:
        return toUtf8(statusText(run));
    case Kind::Duration:
        return run.duration();
    case Kind::Metric:
        return lastValue(run, column.key);
    case Kind::Setting: {
        const auto found = run.settings.find(column.key);
        return found == run.settings.end() ? runlog::Setting() : found->second;
    }
    case Kind::Points:
        return double(run.scalarPoints);
    case Kind::Notes:
        return toUtf8(m_document->notes(run));
    }
    return {};
}

QString RunTableModel::textOf(const runs::Run& run, const Column& column) const
{
    switch (column.kind) {
    case Kind::Mark:
        return {};
    case Kind::Duration:
        return spanText(run.duration());
    case Kind::Metric: {
        const runlog::Setting value = valueOf(run, column);
        const double* number = std::get_if<double>(&value);
        return number ? valueText(*number) : QString();
    }
    case Kind::Points:
        return QLocale().toString(qlonglong(run.scalarPoints));
    default:
        return settingText(valueOf(run, column));
    }
}

std::vector<GroupedModel::Group> RunTableModel::wantedGroups() const
{
    std::vector<int> order(m_runs.size());
    std::iota(order.begin(), order.end(), 0);
    if (m_sorted) {
        const std::array keys{runs::SortKey{{}, m_order == Qt::DescendingOrder}};
        const auto rows = runs::sortedRows(m_runs.size(), keys, [this](std::size_t row, const runs::SortKey&) {
            return valueOf(*m_runs[row], *m_sorted);
        });
        std::transform(rows.begin(), rows.end(), order.begin(), [](std::size_t row) { return static_cast<int>(row); });
    }
    std::vector<Group> groups;
    if (!m_groupBy) {
        groups.push_back({{}, order});
        return groups;
    }
    std::vector<runlog::Setting> values;
    for (const int entry : order) {
        const RunPtr& run = m_runs[static_cast<std::size_t>(entry)];
        const QString text = textOf(*run, *m_groupBy);
        auto found = std::find_if(groups.begin(), groups.end(), [&](const Group& g) { return g.title == text; });
        if (found == groups.end()) {
            groups.push_back({text, {}});
            values.push_back(valueOf(*run, *m_groupBy));
            found = groups.end() - 1;
        }
        found->entries.push_back(entry);
    }
    std::vector<std::size_t> rank(groups.size());
    std::iota(rank.begin(), rank.end(), std::size_t(0));
    std::stable_sort(rank.begin(), rank.end(),
                     [&](std::size_t a, std::size_t b) { return runs::compareSettings(values[a], values[b]) < 0; });
    std::vector<Group> sorted;
    for (const std::size_t i : rank)
        sorted.push_back(std::move(groups[i]));
    return sorted;
}

void RunTableModel::rebuild()
{
    m_runs.clear();
    for (const RunPtr& run : m_document->snapshot()->runs)
        if (m_document->passes(fromUtf8(run->id)))
            m_runs.push_back(run);
    setGroups(wantedGroups(), m_groupBy.has_value());
}

void RunTableModel::documentChanged(RunsDocument::Parts parts)
{
    if (!(parts & (RunsDocument::Snapshot | RunsDocument::Shown | RunsDocument::Layout)))
        return;
    const std::vector<Column> columns = wantedColumns();
    std::vector<RunPtr> runs;
    for (const RunPtr& run : m_document->snapshot()->runs)
        if (m_document->passes(fromUtf8(run->id)))
            runs.push_back(run);
    const bool same = columns == m_columns
        && std::equal(runs.begin(), runs.end(), m_runs.begin(), m_runs.end(),
                      [](const RunPtr& a, const RunPtr& b) { return a->id == b->id; });
    if (!same) {
        beginResetModel();
        m_columns = columns;
        rebuild();
        endResetModel();
        return;
    }
    // Same rows: only what stands in them is new, so that selection and scrolling stay.
    m_runs = std::move(runs);
    relayout();
    const int last = columnCount() - 1;
    if (!grouped()) {
        if (rowCount() > 0)
            Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, last));
        return;
    }
    for (int row = 0; row < rowCount(); ++row) {
        const QModelIndex group = index(row, 0);
        Q_EMIT dataChanged(group, index(row, last));
        Q_EMIT dataChanged(index(0, 0, group), index(rowCount(group) - 1, last, group));
    }
}

void RunTableModel::relayout()
{
    std::vector<Group> wanted = wantedGroups();
    if (sameShape(wanted, groups()))
        return;
    Q_EMIT layoutAboutToBeChanged();
    const QModelIndexList before = persistentIndexList();
    std::vector<std::pair<int, QString>> held; // entry, or the title of a group
    for (const QModelIndex& index : before) {
        const int group = groupOf(index);
        held.push_back({entryOf(index), group < 0 ? QString() : groups()[static_cast<std::size_t>(group)].title});
    }
    setGroups(std::move(wanted), m_groupBy.has_value());
    QModelIndexList after;
    for (qsizetype i = 0; i < before.size(); ++i) {
        const auto& [entry, title] = held[static_cast<std::size_t>(i)];
        if (entry >= 0) {
            after << indexOfEntry(entry, before[i].column());
            continue;
        }
        QModelIndex found;
        for (std::size_t g = 0; g < groups().size(); ++g)
            if (groups()[g].title == title)
                found = index(static_cast<int>(g), before[i].column());
        after << found;
    }
    changePersistentIndexList(before, after);
    Q_EMIT layoutChanged();
}

int RunTableModel::columnCount(const QModelIndex&) const { return static_cast<int>(m_columns.size()); }

QVariant RunTableModel::groupData(const Group& group, int column, int role) const
{
    if (role == Qt::DisplayRole && m_columns[static_cast<std::size_t>(column)].kind == Kind::Name)
        return tr("%1 (%2)", "value of a group (how many runs)")
            .arg(group.title.isEmpty() ? tr("none") : group.title)
            .arg(group.entries.size());
    if (role == Qt::FontRole) {
        QFont font;
        font.setWeight(QFont::DemiBold);
        return font;
    }
    return {};
}

QVariant RunTableModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    if (const int group = groupOf(index); group >= 0)
        return groupData(groups()[static_cast<std::size_t>(group)], index.column(), role);
    const runs::Run& run = *m_runs[static_cast<std::size_t>(entryOf(index))];
    const Column& column = m_columns[static_cast<std::size_t>(index.column())];
    const QString id = fromUtf8(run.id);
    switch (role) {
    case Qt::DisplayRole:
        return textOf(run, column);
    case Qt::EditRole:
        return column.kind == Kind::Name ? m_document->name(run)
            : column.kind == Kind::Notes ? m_document->notes(run)
                                         : textOf(run, column);
    case Qt::DecorationRole:
        if (column.kind == Kind::Mark)
            return markPixmap(m_document->color(id), m_document->visible(id));
        break;
    case Qt::ForegroundRole:
        if (const Theme* theme = Theme::instance()) {
            if (column.kind == Kind::Status && run.status == runlog::Status::Failed)
                return theme->color(Token::Bad);
            if (column.kind == Kind::Status && run.status == runlog::Status::Running)
                return theme->color(Token::Ok);
            if (!m_document->visible(id))
                return theme->color(Token::Muted);
        }
        break;
    case Qt::TextAlignmentRole: {
        const bool number = column.kind == Kind::Duration || column.kind == Kind::Metric || column.kind == Kind::Points
            || (column.kind == Kind::Setting && std::isfinite(settingNumber(valueOf(run, column))));
        return QVariant(Qt::Alignment((number ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter));
    }
    case Qt::ToolTipRole:
        if (column.kind == Kind::Name)
            return fromPath(run.folder);
        if (column.kind == Kind::Mark)
            return m_document->visible(id) ? tr("Shown; click to hide") : tr("Hidden; click to show");
        return textOf(run, column);
    case Qt::AccessibleTextRole:
        if (column.kind == Kind::Mark)
            return m_document->visible(id) ? tr("shown") : tr("hidden");
        break;
    case IdRole:
        return id;
    default:
        break;
    }
    return {};
}

bool RunTableModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    const QString id = idOf(index);
    if (role != Qt::EditRole || id.isEmpty())
        return false;
    switch (m_columns[static_cast<std::size_t>(index.column())].kind) {
    case Kind::Name:
        m_document->setName(id, value.toString());
        return true;
    case Kind::Notes:
        m_document->setNotes(id, value.toString());
        return true;
    default:
        return false;
    }
}

QString RunTableModel::title(const Column& column) const
{
    switch (column.kind) {
    case Kind::Mark:
        return tr("Shown");
    case Kind::Name:
        return tr("Name");
    case Kind::Status:
        return tr("Status");
    case Kind::Duration:
        return tr("Duration");
    case Kind::Points:
        return tr("Points");
    case Kind::Notes:
        return tr("Notes");
    default:
        return fromUtf8(column.key);
    }
}

QVariant RunTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    const Column& column = m_columns[static_cast<std::size_t>(section)];
    if (role == Qt::DisplayRole)
        return column.kind == Kind::Mark ? QString() : title(column);
    if (role == Qt::ToolTipRole)
        return column.kind == Kind::Metric ? tr("Last value of %1").arg(title(column)) : title(column);
    if (role == Qt::AccessibleTextRole)
        return title(column);
    if (role == Qt::TextAlignmentRole)
        return QVariant(Qt::Alignment(Qt::AlignLeft | Qt::AlignVCenter));
    return {};
}

Qt::ItemFlags RunTableModel::flags(const QModelIndex& index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    const Kind kind = m_columns[static_cast<std::size_t>(index.column())].kind;
    if (entryOf(index) >= 0 && (kind == Kind::Name || kind == Kind::Notes))
        flags |= Qt::ItemIsEditable;
    return flags;
}

void RunTableModel::sort(int column, Qt::SortOrder order)
{
    m_sorted.reset();
    if (column >= 0 && column < columnCount())
        m_sorted = m_columns[static_cast<std::size_t>(column)];
    m_order = order;
    relayout();
}

void RunTableModel::groupBy(int column)
{
    beginResetModel();
    m_groupBy.reset();
    if (column > 0 && column < columnCount())
        m_groupBy = m_columns[static_cast<std::size_t>(column)];
    rebuild();
    endResetModel();
}

int RunTableModel::groupColumn() const
{
    const auto found = m_groupBy ? std::find(m_columns.begin(), m_columns.end(), *m_groupBy) : m_columns.end();
    return found == m_columns.end() ? -1 : static_cast<int>(found - m_columns.begin());
}

QString RunTableModel::idOf(const QModelIndex& index) const
{
    const int entry = entryOf(index);
    return entry < 0 ? QString() : fromUtf8(m_runs[static_cast<std::size_t>(entry)]->id);
}

QStringList RunTableModel::idsOf(const QModelIndex& index) const
{
    const int group = groupOf(index);
    if (group < 0)
        return entryOf(index) < 0 ? QStringList() : QStringList{idOf(index)};
    QStringList ids;
    for (const int entry : groups()[static_cast<std::size_t>(group)].entries)
        ids << fromUtf8(m_runs[static_cast<std::size_t>(entry)]->id);
    return ids;
}

QModelIndex RunTableModel::indexOf(const QString& id, int column) const
{
    for (std::size_t i = 0; i < m_runs.size(); ++i)
        if (fromUtf8(m_runs[i]->id) == id)
            return indexOfEntry(static_cast<int>(i), column);
    return {};
}

} // namespace maquette::widgets
