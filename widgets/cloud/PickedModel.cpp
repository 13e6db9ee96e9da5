// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/cloud/PickedModel.h"

#include "widgets/common/Text.h"

#include <cmath>

using namespace Qt::StringLiterals;

namespace maquette::widgets {

namespace {

/// As exact as the value is.
QString valueText(const cloud::Column& column, std::size_t index)
{
    return std::visit(
        [index](const auto& values) {
            using Value = typename std::decay_t<decltype(values)>::value_type;
            if constexpr (std::is_same_v<Value, float>)
                return QString::number(double(values[index]), 'g', 7);
            else if constexpr (std::is_same_v<Value, double>)
                return QString::number(values[index], 'g', 12);
            else
                return QString::number(values[index]);
        },
        column);
}

} // namespace

PickedModel::PickedModel(CloudDocument* document, QObject* parent)
    : QAbstractTableModel(parent)
    , m_document(document)
{
    connect(document, &CloudDocument::changed, this, &PickedModel::refresh);
}

void PickedModel::refresh(CloudDocument::Parts parts)
{
    if (!(parts & (CloudDocument::Points | CloudDocument::Picked | CloudDocument::Classes)))
        return;
    beginResetModel();
    m_points = m_document->points();
    m_picked = m_document->picked();
    m_confidence = m_document->contents().confidence;
    m_attributes.clear();
    if (m_points)
        for (const cloud::Attribute& attribute : m_points->cloud->attributes)
            if (!m_confidence || attribute.name != confidenceName)
                m_attributes.push_back(&attribute);
    endResetModel();
}

int PickedModel::rowCount(const QModelIndex& parent) const
{
    if (parent.isValid() || m_picked.empty())
        return 0;
    return FirstAttribute + static_cast<int>(m_attributes.size()) + (m_confidence ? 1 : 0);
}

int PickedModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_picked.size());
}

QString PickedModel::className(const LabelsPtr& labels, std::uint32_t index) const
{
    if (!labels)
        return u"–"_s;
    const std::int32_t id = (*labels)[index];
    const cloud::ClassEntry* entry = m_document->table().find(id);
    return entry ? tr("%1 (%2)", "class name, id").arg(fromUtf8(entry->name)).arg(id) : QString::number(id);
}

QString PickedModel::text(int row, int column) const
{
    const std::uint32_t index = m_picked[static_cast<std::size_t>(column)];
    const cloud::Cloud& cloud = *m_points->cloud;
    switch (row) {
    case Index:
        return QString::number(index);
    case X:
    case Y:
    case Z:
        return QString::number(cloud.coordinate(index)[static_cast<std::size_t>(row - X)], 'f', 4);
    case Distance: {
        if (column == 0)
            return u"–"_s;
        const float* a = &cloud.positions[3 * std::size_t(m_picked[static_cast<std::size_t>(column - 1)])];
        const float* b = &cloud.positions[3 * std::size_t(index)];
        return QString::number(std::hypot(double(a[0]) - b[0], double(a[1]) - b[1], double(a[2]) - b[2]), 'f', 4);
    }
    case Color:
        if (!cloud.hasColors())
            return u"–"_s;
        return u"%1 %2 %3"_s.arg(cloud.colors[3 * std::size_t(index)])
            .arg(cloud.colors[3 * std::size_t(index) + 1])
            .arg(cloud.colors[3 * std::size_t(index) + 2]);
    case Truth:
        return className(m_document->contents().truth, index);
    case Prediction:
        return className(m_document->contents().prediction, index);
    default: {
        const auto place = static_cast<std::size_t>(row - FirstAttribute);
        return place < m_attributes.size() ? valueText(m_attributes[place]->values, index)
                                           : QString::number(double((*m_confidence)[index]), 'f', 3);
    }
    }
}

QVariant PickedModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    if (role == Qt::DisplayRole)
        return text(index.row(), index.column());
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignRight | Qt::AlignVCenter);
    return {};
}

QVariant PickedModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role == Qt::TextAlignmentRole)
        return int((orientation == Qt::Vertical ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole || section < 0)
        return {};
    if (orientation == Qt::Horizontal)
        return tr("Point %1").arg(section + 1);
    if (section >= rowCount())
        return {};
    if (section >= FirstAttribute) {
        const auto place = static_cast<std::size_t>(section - FirstAttribute);
        return place < m_attributes.size() ? fromUtf8(m_attributes[place]->name) : QString::fromUtf8(confidenceName);
    }
    const std::array names{tr("Index"),    tr("x"),     tr("y"),     tr("z"),
                           tr("Distance"), tr("Color"), tr("Truth"), tr("Prediction")};
    return names[static_cast<std::size_t>(section)];
}

QString PickedModel::copyText() const
{
    QString all;
    for (int row = 0; row < rowCount(); ++row) {
        QStringList fields{headerData(row, Qt::Vertical, Qt::DisplayRole).toString()};
        for (int column = 0; column < columnCount(); ++column)
            fields << text(row, column);
        all += fields.join(u'\t') + u'\n';
    }
    return all;
}

} // namespace maquette::widgets
