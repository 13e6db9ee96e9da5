// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/cloud/ClassModel.h"

#include <QColor>
#include <QIcon>
#include <QLocale>

#include "widgets/common/Icons.h"
#include "widgets/common/Text.h"

using namespace Qt::StringLiterals;

namespace maquette::widgets {

namespace {

QColor toColor(const cloud::Rgb& color) { return QColor(color[0], color[1], color[2]); }

bool hasOthers(const CloudDocument& document)
{
    const SlotData& data = *document.contents().slotData;
    return data.truth[cloud::otherSlot] > 0 || (data.classes.truth.empty() && data.prediction[cloud::otherSlot] > 0);
}

} // namespace

ClassModel::ClassModel(CloudDocument* document, QObject* parent)
    : QAbstractTableModel(parent)
    , m_document(document)
    , m_table(document->contents().table)
    , m_others(hasOthers(*document))
{
    connect(document, &CloudDocument::changed, this, &ClassModel::refresh);
}

void ClassModel::refresh(CloudDocument::Parts parts)
{
    const TablePtr table = m_document->contents().table;
    const bool others = hasOthers(*m_document);
    if (others != m_others || table->entries.size() != m_table->entries.size()) {
        beginResetModel();
        m_table = table;
        m_others = others;
        endResetModel();
        return;
    }
    if (!(parts & (CloudDocument::Points | CloudDocument::Classes | CloudDocument::View | CloudDocument::ScoresPart)))
        return;
    m_table = table;
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, Columns - 1));
}

int ClassModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_table->entries.size()) + (m_others ? 1 : 0);
}

int ClassModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : int(Columns); }

std::uint8_t ClassModel::slotOf(int row) const
{
    return row < static_cast<int>(m_table->entries.size()) ? static_cast<std::uint8_t>(row) : cloud::otherSlot;
}

int ClassModel::idOf(int row) const
{
    return slotOf(row) == cloud::otherSlot ? -1 : m_table->entries[static_cast<std::size_t>(row)].id;
}

std::int64_t ClassModel::countOf(int row) const
{
    const SlotData& data = *m_document->contents().slotData;
    return (countsTruth() ? data.truth : data.prediction)[slotOf(row)];
}

QString ClassModel::nameOf(int row) const
{
    const std::uint8_t slot = slotOf(row);
    return slot == cloud::otherSlot ? tr("other") : fromUtf8(m_table->entries[slot].name);
}

QString ClassModel::text(int row, int column) const
{
    const ScoresPtr scores = m_document->scores();
    const auto points = m_document->points();
    switch (column) {
    case Name:
        return nameOf(row);
    case Count:
        return points ? QLocale().toString(qlonglong(countOf(row))) : QString();
    case Share:
        return points && points->size() ? numberText(100.0 * double(countOf(row)) / double(points->size()), 1)
                                        : QString();
    case Iou: {
        const std::size_t slot = slotOf(row);
        if (!scores || slot >= scores->scores.classes.size())
            return {};
        const cloud::ClassScore& score = scores->scores.classes[slot];
        return score.present ? numberText(score.iou, 1) : u"–"_s;
    }
    default:
        return {};
    }
}

QVariant ClassModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const int row = index.row();
    const std::uint8_t slot = slotOf(row);
    const bool hidden = m_document->view().filter.hidden[slot];
    switch (role) {
    case Qt::DisplayRole:
        return index.column() >= Name ? QVariant(text(row, index.column())) : QVariant();
    case Qt::EditRole:
        if (index.column() == Name)
            return nameOf(row);
        if (index.column() == Color)
            return toColor(slot == cloud::otherSlot ? cloud::otherColor : m_table->entries[slot].color);
        return {};
    case Qt::DecorationRole:
        if (index.column() == Eye)
            return icon(hidden ? u"eye-off"_s : u"eye"_s, hidden ? Token::Muted : Token::Text);
        if (index.column() == Solo)
            return icon(u"solo"_s, m_document->isSolo(slot) ? Token::Accent : Token::Muted);
        if (index.column() == Color)
            return toColor(slot == cloud::otherSlot ? cloud::otherColor : m_table->entries[slot].color);
        return {};
    case Qt::TextAlignmentRole:
        return int((index.column() >= Count ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case Qt::AccessibleTextRole:
        if (index.column() == Eye)
            return hidden ? tr("%1: hidden").arg(nameOf(row)) : tr("%1: shown").arg(nameOf(row));
        if (index.column() == Solo)
            return m_document->isSolo(slot) ? tr("%1: alone").arg(nameOf(row)) : tr("Show %1 alone").arg(nameOf(row));
        if (index.column() == Color)
            return tr("Color of %1").arg(nameOf(row));
        return text(row, index.column());
    case Qt::ToolTipRole:
        if (index.column() == Eye)
            return tr("Show or hide (Space)");
        if (index.column() == Solo)
            return tr("Show this class alone; again: all (S)");
        if (index.column() == Color)
            return tr("Double-click to choose another color");
        if (index.column() == Name)
            return tr("Class %1. Double-click to rename.").arg(idOf(row));
        if (index.column() == Iou && m_document->scores())
            return fromUtf8(m_document->scores()->scores.protocol);
        return {};
    case SlotRole:
        return int(slot);
    case IdRole:
        return idOf(row);
    default:
        return {};
    }
}

QVariant ClassModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section >= Columns)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((section >= Count ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    const std::array names{tr("Shown"),
                           tr("Alone"),
                           tr("Color"),
                           tr("Class"),
                           tr("Points"),
                           tr("%", "column: share of all points"),
                           tr("IoU", "column of percents")};
    if (role == Qt::AccessibleTextRole || role == Qt::ToolTipRole) {
        if (section == Count)
            return countsTruth() ? tr("Points of the truth") : tr("Points of the prediction");
        if (section == Share)
            return countsTruth() ? tr("Percent of all points, by the truth")
                                 : tr("Percent of all points, by the prediction");
        if (section == Iou)
            return tr("Intersection over union in percent");
        return names[static_cast<std::size_t>(section)];
    }
    if (role != Qt::DisplayRole)
        return {};
    return section < Name ? QString() : names[static_cast<std::size_t>(section)];
}

Qt::ItemFlags ClassModel::flags(const QModelIndex& index) const
{
    Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    if (index.isValid() && slotOf(index.row()) != cloud::otherSlot && index.column() == Name)
        flags |= Qt::ItemIsEditable;
    return flags;
}

bool ClassModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid) || role != Qt::EditRole
        || slotOf(index.row()) == cloud::otherSlot || (index.column() != Name && index.column() != Color))
        return false;
    if (index.column() == Name) {
        const QString name = value.toString().trimmed();
        if (name.isEmpty())
            return false;
        m_document->setClassName(idOf(index.row()), name);
        return true;
    }
    const auto color = value.value<QColor>();
    if (!color.isValid())
        return false;
    m_document->setClassColor(idOf(index.row()),
                              {std::uint8_t(color.red()), std::uint8_t(color.green()), std::uint8_t(color.blue())});
    return true;
}

} // namespace maquette::widgets
