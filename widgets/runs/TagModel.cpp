// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/TagModel.h"

#include <QLocale>

#include "runs/analysis/Words.h"
#include "widgets/common/Text.h"

#include <algorithm>
#include <map>

using namespace Qt::StringLiterals;

namespace maquette::widgets {

TagModel::TagModel(RunsDocument* document, QObject* parent)
    : GroupedModel(parent)
    , m_document(document)
{
    rebuild();
    connect(document, &RunsDocument::changed, this, [this](RunsDocument::Parts parts) {
        if (parts & (RunsDocument::Snapshot | RunsDocument::Shown | RunsDocument::Layout))
            rebuild();
    });
}

void TagModel::setKind(std::optional<runs::Kind> kind)
{
    m_kind = kind;
    rebuild();
}

void TagModel::rebuild()
{
    std::map<std::pair<std::string, runs::Kind>, Entry> found;
    for (const ShownRun& shown : m_document->shown())
        for (const auto& tag : shown.run->tags) {
            if (m_kind && tag->kind != *m_kind)
                continue;
            Entry& entry = found[{tag->name, tag->kind}];
            entry.kind = tag->kind;
            if (++entry.runs == 1) {
                entry.tag = fromUtf8(tag->name);
                entry.description = fromUtf8(tag->description);
            }
        }
    struct Sorted {
        GroupRank rank;
        std::string group, tag;
        Entry entry;
    };
    std::vector<Sorted> sorted;
    for (auto& [key, entry] : found)
        if (m_document->tagMatches(entry.tag)) {
            const QString group = tagGroup(entry.tag);
            sorted.push_back({groupRank(group), toUtf8(group), key.first, std::move(entry)});
        }
    std::stable_sort(sorted.begin(), sorted.end(), [](const Sorted& a, const Sorted& b) {
        if (a.rank != b.rank)
            return a.rank < b.rank;
        const int groups = runs::compareNaturally(a.group, b.group);
        return groups != 0 ? groups < 0 : runs::compareNaturally(a.tag, b.tag) < 0;
    });
    std::vector<Entry> entries;
    for (Sorted& each : sorted)
        entries.push_back(std::move(each.entry));
    std::vector<Group> groups;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const QString group = tagGroup(entries[i].tag);
        if (groups.empty() || groups.back().title != group)
            groups.push_back({group, {}});
        groups.back().entries.push_back(static_cast<int>(i));
    }
    if (entries == m_entries)
        return;
    const bool same = entries.size() == m_entries.size()
        && std::equal(entries.begin(), entries.end(), m_entries.begin(),
                      [](const Entry& a, const Entry& b) { return a.tag == b.tag && a.kind == b.kind; });
    if (same) {
        m_entries = std::move(entries);
        for (int row = 0; row < rowCount(); ++row) {
            const QModelIndex group = index(row, 0);
            Q_EMIT dataChanged(index(0, Runs, group), index(rowCount(group) - 1, Runs, group));
        }
        return;
    }
    beginResetModel();
    m_entries = std::move(entries);
    setGroups(std::move(groups), true);
    endResetModel();
}

int TagModel::columnCount(const QModelIndex&) const { return ColumnCount; }

QString TagModel::kindText(runs::Kind kind)
{
    switch (kind) {
    case runs::Kind::Scalar:
        return tr("scalar");
    case runs::Kind::Histogram:
        return tr("histogram");
    case runs::Kind::Pictures:
        return tr("pictures");
    case runs::Kind::Text:
        return tr("text");
    case runs::Kind::Audio:
        return tr("audio");
    case runs::Kind::PrecisionRecall:
        return tr("PR curve");
    case runs::Kind::Mesh:
        return tr("mesh");
    case runs::Kind::Tensor:
        return tr("tensor");
    }
    return {};
}

QVariant TagModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    if (const int group = groupOf(index); group >= 0) {
        const Group& held = groups()[static_cast<std::size_t>(group)];
        if (role == Qt::DisplayRole && index.column() == Name)
            return held.title.isEmpty() ? tr("Other") : held.title;
        if (role == Qt::DisplayRole)
            return QLocale().toString(qlonglong(held.entries.size()));
        if (role == Qt::TextAlignmentRole && index.column() == Runs)
            return QVariant(Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter));
        return {};
    }
    const Entry& entry = m_entries[static_cast<std::size_t>(entryOf(index))];
    switch (role) {
    case Qt::DisplayRole: {
        if (index.column() == Runs)
            return QLocale().toString(entry.runs);
        const QString group = tagGroup(entry.tag);
        const QString name = group.isEmpty() ? entry.tag : entry.tag.mid(group.size() + 1);
        return entry.kind == runs::Kind::Scalar ? name
                                                : tr("%1 · %2", "tag · its kind").arg(name, kindText(entry.kind));
    }
    case Qt::TextAlignmentRole:
        if (index.column() == Runs)
            return QVariant(Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter));
        break;
    case Qt::ToolTipRole:
        return entry.description.isEmpty() ? entry.tag : entry.tag + u'\n' + entry.description;
    case TagRole:
        return entry.tag;
    case KindRole:
        return static_cast<int>(entry.kind);
    default:
        break;
    }
    return {};
}

QVariant TagModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == Name ? tr("Tag") : tr("Runs");
}

QString TagModel::tagOf(const QModelIndex& index) const { return index.data(TagRole).toString(); }

} // namespace maquette::widgets
