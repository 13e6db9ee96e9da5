// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/cloud/ScoreModels.h"

#include <QLocale>

#include "widgets/cloud/ProtocolText.h"
#include "widgets/common/Text.h"

using namespace Qt::StringLiterals;

namespace maquette::widgets {

namespace {

std::vector<int> presentClasses(const ScoresPtr& scores)
{
    std::vector<int> present;
    if (scores)
        for (std::size_t i = 0; i < scores->scores.classes.size(); ++i)
            if (scores->scores.classes[i].present)
                present.push_back(static_cast<int>(i));
    return present;
}

QString className(const TablePtr& table, int slot)
{
    return fromUtf8(table->entries[static_cast<std::size_t>(slot)].name);
}

} // namespace

ConfusionModel::ConfusionModel(CloudDocument* document, QObject* parent)
    : QAbstractTableModel(parent)
    , m_document(document)
    , m_table(document->contents().table)
{
    connect(document, &CloudDocument::changed, this, &ConfusionModel::refresh);
}

void ConfusionModel::refresh(CloudDocument::Parts parts)
{
    if (parts & (CloudDocument::ScoresPart | CloudDocument::Points | CloudDocument::Classes)) {
        const ScoresPtr scores = m_document->scores();
        const TablePtr table = m_document->contents().table;
        // Until they are counted anew, the old numbers stay; but not under another table.
        const bool fits = scores && scores->scores.classes.size() == table->entries.size();
        beginResetModel();
        m_table = table;
        m_scores = fits ? scores : nullptr;
        m_present = presentClasses(m_scores);
        endResetModel();
    } else if ((parts & CloudDocument::View) && rowCount() > 0) {
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1), {ChosenRole});
    }
}

int ConfusionModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_present.size());
}

int ConfusionModel::columnCount(const QModelIndex& parent) const { return rowCount(parent); }

QString ConfusionModel::name(int place) const { return className(m_table, m_present[static_cast<std::size_t>(place)]); }

QVariant ConfusionModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const int truth = m_present[static_cast<std::size_t>(index.row())];
    const int prediction = m_present[static_cast<std::size_t>(index.column())];
    const std::int64_t points = m_scores->confusion.cell(truth, prediction);
    const std::int64_t row = m_scores->scores.classes[static_cast<std::size_t>(truth)].truth;
    const double share = row ? double(points) / double(row) : 0;
    switch (role) {
    case Qt::DisplayRole:
        return points ? numberText(100 * share, 0) : QString();
    case Qt::TextAlignmentRole:
        return int(Qt::AlignRight | Qt::AlignVCenter);
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole:
        return tr("Truth %1, prediction %2: %Ln point(s), %3 % of the truth. Click to show only these points.", nullptr,
                  pluralCount(static_cast<std::uint64_t>(points)))
            .arg(name(index.row()), name(index.column()), numberText(100 * share, 1));
    case HeatRole:
        return share;
    case PointsRole:
        return qlonglong(points);
    case TruthSlotRole:
        return truth;
    case PredictionSlotRole:
        return prediction;
    case ChosenRole: {
        const auto& cell = m_document->view().filter.cell;
        return cell && cell->first == truth && cell->second == prediction;
    }
    default:
        return {};
    }
}

QVariant ConfusionModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (section < 0 || section >= rowCount())
        return {};
    if (role == Qt::ToolTipRole || role == Qt::AccessibleTextRole)
        return orientation == Qt::Vertical ? tr("Truth: %1").arg(name(section))
                                           : tr("Prediction: %1").arg(name(section));
    if (role == Qt::TextAlignmentRole)
        return int((orientation == Qt::Vertical ? Qt::AlignLeft : Qt::AlignHCenter) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    return orientation == Qt::Vertical ? name(section) : name(section).left(3);
}

ScoreModel::ScoreModel(CloudDocument* document, QObject* parent)
    : QAbstractTableModel(parent)
    , m_document(document)
    , m_table(document->contents().table)
{
    connect(document, &CloudDocument::changed, this, &ScoreModel::refresh);
}

void ScoreModel::refresh(CloudDocument::Parts parts)
{
    if (!(parts & (CloudDocument::ScoresPart | CloudDocument::Points | CloudDocument::Classes)))
        return;
    const ScoresPtr scores = m_document->scores();
    const TablePtr table = m_document->contents().table;
    const bool fits = scores && scores->scores.classes.size() == table->entries.size();
    beginResetModel();
    m_table = table;
    m_scores = fits ? scores : nullptr;
    m_rows = presentClasses(m_scores);
    endResetModel();
}

int ScoreModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() || !m_scores ? 0 : static_cast<int>(m_rows.size()) + 1;
}

int ScoreModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : int(Columns); }

QVariant ScoreModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((index.column() == Name ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole)
        return protocolText(m_scores->scores.protocol);
    if (role != Qt::DisplayRole)
        return {};
    const cloud::Scores& scores = m_scores->scores;
    if (index.row() == static_cast<int>(m_rows.size())) {
        switch (index.column()) {
        case Name:
            return tr("Mean");
        case Iou:
            return numberText(scores.meanIou, 1);
        case Accuracy:
            return numberText(scores.meanAccuracy, 1);
        default:
            return index.column() == Truth ? QLocale().toString(qlonglong(m_scores->confusion.points())) : QString();
        }
    }
    const int slot = m_rows[static_cast<std::size_t>(index.row())];
    const cloud::ClassScore& score = scores.classes[static_cast<std::size_t>(slot)];
    switch (index.column()) {
    case Name:
        return className(m_table, slot);
    case Iou:
        return numberText(score.iou, 1);
    case Accuracy:
        return numberText(score.accuracy, 1);
    case Truth:
        return QLocale().toString(qlonglong(score.truth));
    default:
        return QLocale().toString(qlonglong(score.prediction));
    }
}

QVariant ScoreModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section >= Columns)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((section == Name ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    const std::array names{tr("Class"), tr("IoU %", "column of percents"), tr("Acc. %"), tr("Truth"), tr("Predicted")};
    return names[static_cast<std::size_t>(section)];
}

} // namespace maquette::widgets
