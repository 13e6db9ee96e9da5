// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/RunDetails.h"

#include <QDateTime>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QTableView>
#include <QVBoxLayout>

#include "widgets/common/PanelParts.h"
#include "widgets/common/Text.h"

#include <cmath>

using namespace Qt::StringLiterals;

namespace maquette::widgets {

namespace {

constexpr int mostRows = 12;
constexpr std::size_t mostTroubles = 4;

} // namespace

RunDetailModel::RunDetailModel(QObject* parent)
    : QAbstractTableModel(parent)
{
}

void RunDetailModel::setRun(const RunPtr& run)
{
    std::vector<std::pair<QString, QString>> lines;
    if (run) {
        for (const auto& [name, value] : run->settings)
            lines.push_back({fromUtf8(name), settingText(value)});
        for (const auto& [name, value] : run->about)
            lines.push_back({fromUtf8(name), fromUtf8(value)});
    }
    if (lines == m_lines)
        return;
    beginResetModel();
    m_lines = std::move(lines);
    endResetModel();
}

int RunDetailModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_lines.size());
}

int RunDetailModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : 2; }

QVariant RunDetailModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || (role != Qt::DisplayRole && role != Qt::ToolTipRole))
        return {};
    const auto& [name, value] = m_lines[static_cast<std::size_t>(index.row())];
    return index.column() == 0 ? name : value;
}

QVariant RunDetailModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == 0 ? tr("Setting") : tr("Value");
}

RunDetails::RunDetails(RunsDocument* document, QWidget* parent)
    : QWidget(parent)
    , m_document(document)
    , m_model(new RunDetailModel(this))
    , m_title(makeText(u"runTitle"_s, u"value"_s, this))
    , m_facts(makeText(u"runFacts"_s, u"small"_s, this))
    , m_troubles(makeText(u"runTroubles"_s, u"warn"_s, this))
    , m_view(new QTableView(this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    nameWidget(m_view, u"runSettings"_s, tr("Settings of the run"));
    m_view->setModel(m_model);
    m_view->verticalHeader()->hide();
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setUpTable(m_view, mostRows);
    m_view->horizontalHeader()->setSectionResizeMode(0, QHeaderView::ResizeToContents);
    m_view->horizontalHeader()->setSectionResizeMode(1, QHeaderView::Stretch);
    column->addWidget(m_title);
    column->addWidget(m_facts);
    column->addWidget(m_view);
    column->addWidget(m_troubles);
    connect(document, &RunsDocument::changed, this, [this](RunsDocument::Parts parts) {
        if (parts & (RunsDocument::Selection | RunsDocument::Snapshot | RunsDocument::Shown))
            refresh();
    });
    refresh();
}

void RunDetails::refresh()
{
    const RunPtr run = m_document->selection().isEmpty() ? nullptr : m_document->run(m_document->selection().first());
    m_model->setRun(run);
    m_view->setVisible(m_model->rowCount() > 0);
    if (!run) {
        m_title->hide();
        m_facts->setText(tr("Mark a run in the table, or click its line."));
        m_troubles->hide();
        return;
    }
    m_title->show();
    m_title->setText(m_document->name(*run));
    QStringList facts{statusText(*run)};
    if (std::isfinite(run->start))
        facts << tr("since %1")
                     .arg(QLocale().toString(QDateTime::fromSecsSinceEpoch(qint64(run->start)), QLocale::ShortFormat));
    if (std::isfinite(run->duration()))
        facts << spanText(run->duration());
    facts << tr("%n point(s)", nullptr, int(std::min<std::int64_t>(run->scalarPoints, 2000000000)));
    for (const runlog::Format format : run->formats)
        facts << QLatin1String(runs::nameOf(format).data(), qsizetype(runs::nameOf(format).size()));
    const QString notes = m_document->notes(*run);
    m_facts->setText(facts.join(u" · "_s) + (notes.isEmpty() ? QString() : u'\n' + notes));
    QStringList troubles;
    for (const runs::Trouble& trouble : run->troubles) {
        if (troubles.size() == int(mostTroubles)) {
            troubles << tr("and %n more", nullptr, int(run->troubles.size() - mostTroubles));
            break;
        }
        troubles << translated(trouble.error.message)
                + (trouble.error.detail.empty() ? QString() : u" ("_s + fromUtf8(trouble.error.detail) + u')');
    }
    m_troubles->setText(troubles.join(u'\n'));
    m_troubles->setVisible(!troubles.isEmpty());
}

} // namespace maquette::widgets
