// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/MemoryModel.h"

#include <QFont>

#include "widgets/common/Text.h"
#include "widgets/runs/MemoryBars.h"
#include "widgets/runs/RunsData.h"

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace maquette::widgets {

namespace {

/// What was measured, else what was predicted.
double known(double measured, double predicted) { return std::isnan(measured) ? predicted : measured; }

} // namespace

void MemoryModel::setRecords(const std::vector<runs::MemoryRecord>& ranks, std::size_t rank)
{
    std::vector<Row> rows;
    if (rank < ranks.size()) {
        const runs::MemoryRecord& record = ranks[rank];
        const auto add = [&](const QString& name, double predicted, double measured, bool sum, const auto& over) {
            Row row;
            row.name = name;
            row.sum = sum;
            row.values[Predicted] = predicted;
            row.values[Measured] = measured;
            row.values[Difference] = measured - predicted;
            row.values[PerParameter] = known(measured, predicted) / record.parameters;
            row.values[Least] = row.values[Most] = runs::missing;
            for (const auto& each : ranks) {
                const double bytes = over(each);
                if (std::isnan(bytes))
                    continue;
                row.values[Least] = std::isnan(row.values[Least]) ? bytes : std::min(row.values[Least], bytes);
                row.values[Most] = std::isnan(row.values[Most]) ? bytes : std::max(row.values[Most], bytes);
            }
            rows.push_back(row);
        };
        const auto compared = runs::compareLedgers(record.predicted, record.measured);
        for (const runs::LedgerRow& row : compared)
            add(memoryClassName(row.memoryClass), row.predicted, row.measured, false,
                [&](const runs::MemoryRecord& each) {
                    return known(each.measured[row.memoryClass], each.predicted[row.memoryClass]);
                });
        add(tr("Model states"), record.predicted.states(), record.measured.states(), true,
            [](const runs::MemoryRecord& each) { return known(each.measured.states(), each.predicted.states()); });
        // A sum that lacks what was measured is no prediction of it.
        const bool whole = std::none_of(compared.begin(), compared.end(), [](const runs::LedgerRow& row) {
            return std::isnan(row.predicted) && !std::isnan(row.measured);
        });
        add(tr("All of the above"), whole ? record.predicted.total() : runs::missing, record.measured.total(), true,
            [](const runs::MemoryRecord& each) { return known(each.measured.total(), each.predicted.total()); });
        add(tr("Peak within a step"), record.predictedPeak, record.measuredPeak, true,
            [](const runs::MemoryRecord& each) { return known(each.measuredPeak, each.predictedPeak); });
    }
    if (rows.size() == m_rows.size() && !rows.empty()) {
        m_rows = std::move(rows);
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
        return;
    }
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

int MemoryModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int MemoryModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant MemoryModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    const double value = row.values[index.column()];
    switch (role) {
    case Qt::DisplayRole:
        if (index.column() == Class)
            return row.name;
        if (index.column() == PerParameter)
            return std::isnan(value) ? u"–"_s : numberText(value, 2);
        if (index.column() == Difference && value > 0)
            return u'+' + bytesText(value);
        return bytesText(value);
    case Qt::TextAlignmentRole:
        return int((index.column() == Class ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    case Qt::FontRole: {
        QFont font;
        font.setBold(row.sum);
        return row.sum ? QVariant(font) : QVariant();
    }
    case BytesRole:
        return index.column() == Class ? QVariant() : QVariant(value);
    default:
        return {};
    }
}

QVariant MemoryModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((section == Class ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    const QString names[]
        = {tr("Class"),          tr("Predicted"),    tr("Measured"), tr("Difference"), tr("Bytes a parameter"),
           tr("Least of ranks"), tr("Most of ranks")};
    return role == Qt::DisplayRole ? names[section] : QVariant();
}

QString levelName(runs::PrecisionLevel level)
{
    switch (level) {
    case runs::PrecisionLevel::Bf16:
        return MemoryLevelModel::tr("BF16, FP32 states");
    case runs::PrecisionLevel::Bf16WithCopy:
        return MemoryLevelModel::tr("BF16 and its copy");
    case runs::PrecisionLevel::Fp16Amp:
        return MemoryLevelModel::tr("FP16, FP32 states");
    case runs::PrecisionLevel::TransformerEngine:
        return MemoryLevelModel::tr("Transformer Engine");
    case runs::PrecisionLevel::O1:
        return u"O1"_s;
    case runs::PrecisionLevel::O2:
        return u"O2"_s;
    case runs::PrecisionLevel::O3:
        return u"O3"_s;
    }
    return {};
}

const std::vector<runs::PrecisionLevel>& MemoryLevelModel::levels()
{
    using Level = runs::PrecisionLevel;
    static const std::vector<Level> all = {Level::Bf16, Level::Bf16WithCopy, Level::O1, Level::O2, Level::O3};
    return all;
}

void MemoryLevelModel::setSize(const runs::ModelSize& size)
{
    beginResetModel();
    m_states.clear();
    if (size.linear + size.plain > 0)
        for (const runs::PrecisionLevel level : levels())
            m_states.push_back(runs::predictLedgers(size, level)[0].states());
    endResetModel();
}

int MemoryLevelModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_states.size());
}

int MemoryLevelModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant MemoryLevelModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto row = static_cast<std::size_t>(index.row());
    if (role == Qt::TextAlignmentRole)
        return int((index.column() == Level ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case Level:
        return levelName(levels()[row]);
    case PerLinear:
        return numberText(runs::factsOf(levels()[row]).linear.states(), 0);
    case States:
        return bytesText(m_states[row]);
    default:
        return row == 0 ? tr("baseline")
                        : tr("%1 %").arg(numberText(100 * (m_states[0] - m_states[row]) / m_states[0], 1));
    }
}

QVariant MemoryLevelModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((section == Level ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    const QString names[] = {tr("Level"), tr("Bytes a parameter"), tr("Model states"), tr("Saved")};
    return role == Qt::DisplayRole ? names[section] : QVariant();
}

} // namespace maquette::widgets
