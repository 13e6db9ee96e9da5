// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/Fp8Models.h"

#include <QBrush>

#include "widgets/common/Text.h"
#include "widgets/common/Theme.h"

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace maquette::widgets {

namespace {

QString cellText(double value, int digits = 4)
{
    if (std::isnan(value))
        return u"–"_s;
    return std::isinf(value) ? u"∞"_s : valueText(value, digits);
}

} // namespace

void WorstLayersModel::setHealth(const Fp8TablePtr& table, std::vector<runs::TensorHealth> health)
{
    const auto same = [](const runs::TensorHealth& a, const runs::TensorHealth& b) {
        return a.layer == b.layer && a.tensor == b.tensor;
    };
    // Live runs change numbers only; the selection and the place in the list stay then.
    if (table && m_table && m_health.size() == health.size() && m_table->layers() == table->layers()) {
        m_table = table;
        std::vector<runs::TensorHealth> ordered;
        for (const auto& old : m_health)
            for (const auto& fresh : health)
                if (same(old, fresh)) {
                    ordered.push_back(fresh);
                    break;
                }
        if (ordered.size() == health.size()) {
            m_health = std::move(ordered);
            if (!m_health.empty())
                Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
            return;
        }
    }
    beginResetModel();
    m_table = table;
    m_health = std::move(health);
    order();
    endResetModel();
}

void WorstLayersModel::setThresholds(const Fp8Thresholds& thresholds)
{
    if (thresholds == m_thresholds)
        return;
    m_thresholds = thresholds;
    if (!m_health.empty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

int WorstLayersModel::alarms() const
{
    return static_cast<int>(
        std::count_if(m_health.begin(), m_health.end(), [this](const auto& health) { return anyBeyond(health); }));
}

int WorstLayersModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_health.size());
}

int WorstLayersModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : ColumnCount; }

double WorstLayersModel::number(const runs::TensorHealth& health, int column) const
{
    switch (column) {
    case Alarm:
        return anyBeyond(health) ? 1 : 0;
    case Underflow:
        return health.worstUnderflow;
    case Overflow:
        return health.worstOverflow;
    case Mse:
        return health.mse;
    case Headroom:
        return health.leastHeadroom;
    case Snr:
        return health.leastSnr;
    case Changes:
        return static_cast<double>(health.scaleChanges);
    case Stay:
        return static_cast<double>(health.longestStay);
    case Jump:
        return health.largestJump;
    default:
        return runs::missing;
    }
}

bool WorstLayersModel::beyond(const runs::TensorHealth& health, int column) const
{
    switch (column) {
    case Underflow:
        return health.worstUnderflow > m_thresholds.underflow;
    case Overflow:
        return health.worstOverflow > m_thresholds.overflow;
    case Headroom:
        return health.leastHeadroom < 0;
    case Stay:
        return health.longestStay > m_thresholds.stay;
    case Jump:
        return health.largestJump > m_thresholds.jump;
    default:
        return false;
    }
}

bool WorstLayersModel::anyBeyond(const runs::TensorHealth& health) const
{
    for (int column = Underflow; column < ColumnCount; ++column)
        if (beyond(health, column))
            return true;
    return false;
}

QVariant WorstLayersModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const runs::TensorHealth& health = m_health[static_cast<std::size_t>(index.row())];
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        switch (column) {
        case Alarm:
            return anyBeyond(health) ? tr("Alarm") : QString();
        case Layer:
            return fromUtf8(m_table->layers()[health.layer]);
        case Tensor:
            return tensorName(health.tensor);
        case Changes:
        case Stay:
            return QString::number(static_cast<qlonglong>(number(health, column)));
        default:
            return cellText(number(health, column));
        }
    case Qt::TextAlignmentRole:
        return int((column <= Tensor ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    case Qt::ForegroundRole:
        if (Theme::instance() && (beyond(health, column) || (column == Alarm && anyBeyond(health))))
            return QBrush(Theme::instance()->color(Token::Bad));
        return {};
    case Qt::ToolTipRole:
        if (column == Underflow && !std::isnan(health.worstUnderflow))
            return tr("%1 % at worst, %2 % last").arg(cellText(health.worstUnderflow), cellText(health.underflow));
        if (column == Overflow && !std::isnan(health.worstOverflow))
            return tr("%1 % at worst, %2 % last").arg(cellText(health.worstOverflow), cellText(health.overflow));
        return {};
    case AlarmRole:
        return anyBeyond(health);
    case LayerRole:
        return fromUtf8(m_table->layers()[health.layer]);
    case TensorRole:
        return static_cast<int>(health.tensor);
    default:
        return {};
    }
}

QVariant WorstLayersModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((section <= Tensor ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    const QString names[]
        = {tr("Alarm"),           tr("Layer"),    tr("Tensor"),        tr("Underflow %"),  tr("Overflow %"),  tr("MSE"),
           tr("Headroom (bits)"), tr("SNR (dB)"), tr("Scale changes"), tr("Longest stay"), tr("Largest jump")};
    return role == Qt::DisplayRole ? names[section] : QVariant();
}

void WorstLayersModel::order()
{
    if (m_column == Layer || m_column == Tensor) {
        std::stable_sort(m_health.begin(), m_health.end(), [this](const auto& a, const auto& b) {
            const auto& first = m_order == Qt::AscendingOrder ? a : b;
            const auto& second = m_order == Qt::AscendingOrder ? b : a;
            return m_column == Tensor ? first.tensor < second.tensor : first.layer < second.layer;
        });
        return;
    }
    std::stable_sort(m_health.begin(), m_health.end(), [this](const auto& a, const auto& b) {
        const double x = number(a, m_column), y = number(b, m_column);
        if (std::isnan(x) || std::isnan(y)) // without a value: last in both directions
            return !std::isnan(x) && std::isnan(y);
        return m_order == Qt::AscendingOrder ? x < y : x > y;
    });
}

void WorstLayersModel::sort(int column, Qt::SortOrder order)
{
    if (column < 0 || column >= ColumnCount)
        return;
    m_column = column;
    m_order = order;
    Q_EMIT layoutAboutToBeChanged();
    const QModelIndexList before = persistentIndexList();
    std::vector<std::pair<std::size_t, runs::TensorKind>> keys;
    for (const QModelIndex& each : before) {
        const auto& health = m_health[static_cast<std::size_t>(each.row())];
        keys.emplace_back(health.layer, health.tensor);
    }
    this->order();
    QModelIndexList after;
    for (qsizetype i = 0; i < before.size(); ++i)
        for (std::size_t row = 0; row < m_health.size(); ++row)
            if (m_health[row].layer == keys[static_cast<std::size_t>(i)].first
                && m_health[row].tensor == keys[static_cast<std::size_t>(i)].second) {
                after << index(static_cast<int>(row), before[i].column());
                break;
            }
    changePersistentIndexList(before, after);
    Q_EMIT layoutChanged();
}

void WhatIfModel::setRows(std::vector<runs::WhatIfRow> rows)
{
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

int WhatIfModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int WhatIfModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant WhatIfModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const runs::WhatIfRow& row = m_rows[static_cast<std::size_t>(index.row())];
    const double numbers[] = {runs::missing, row.loss.underflow, row.loss.overflow, row.loss.mse, row.loss.snr};
    if (role == Qt::DisplayRole)
        return index.column() == Recipe
            ? row.estimated ? tr("%1 (estimate)").arg(fromUtf8(row.recipe)) : fromUtf8(row.recipe)
            : cellText(numbers[index.column()]);
    if (role == Qt::TextAlignmentRole)
        return int((index.column() == Recipe ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole && !row.note.empty())
        return translated(row.note);
    return {};
}

QVariant WhatIfModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((section == Recipe ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    const QString names[] = {tr("Recipe"), tr("Underflow %"), tr("Overflow %"), tr("MSE"), tr("SNR (dB)")};
    return role == Qt::DisplayRole ? names[section] : QVariant();
}

} // namespace maquette::widgets
