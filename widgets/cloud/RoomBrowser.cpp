// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/cloud/RoomBrowser.h"

#include <QFileInfo>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QScrollBar>
#include <QTableView>
#include <QTimer>
#include <QToolButton>

#include "cloud/CloudLabels.h"
#include "widgets/common/PanelParts.h"
#include "widgets/common/ElidedLabel.h"
#include "widgets/common/Icons.h"
#include "widgets/common/JobRunner.h"
#include "widgets/common/Text.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace maquette::widgets {

namespace {

constexpr int countDelayMs = 200;
constexpr std::size_t shownClasses = 14;

base::Result<RoomCounts> countRoom(CloudService& service, const std::filesystem::path& file, const base::Job& job)
{
    const auto cloud = service.read(file, {}, job);
    if (!cloud.ok())
        return cloud.error();
    RoomCounts counts;
    counts.points = static_cast<std::int64_t>(cloud.value().size());
    const auto labels = cloud::labelsOfCloud(cloud.value(), file);
    if (!labels.ok())
        return labels.error();
    for (const std::int32_t label : labels.value().truth)
        ++counts.classes[label];
    for (const cloud::ClassEntry& entry : labels.value().table.entries)
        counts.names[entry.id] = fromUtf8(entry.name);
    return counts;
}

} // namespace

RoomModel::RoomModel(QObject* parent)
    : QAbstractTableModel(parent)
{
}

void RoomModel::setRooms(std::vector<cloud::RoomEntry> rooms)
{
    beginResetModel();
    m_rooms = std::move(rooms);
    m_counts.assign(m_rooms.size(), {});
    endResetModel();
}

void RoomModel::setCounts(int row, RoomCounts counts)
{
    if (row < 0 || row >= rowCount())
        return;
    m_counts[static_cast<std::size_t>(row)] = std::move(counts);
    Q_EMIT dataChanged(index(row, 0), index(row, Columns - 1));
}

QString RoomModel::classesText(int row) const
{
    const auto& known = counts(row);
    if (!known)
        return tr("Counting…");
    if (!known->failure.isEmpty())
        return known->failure;
    if (known->classes.empty())
        return tr("%Ln point(s) without labels", nullptr, pluralCount(static_cast<std::uint64_t>(known->points)));
    std::vector<std::pair<std::int64_t, std::int32_t>> order;
    for (const auto& [id, points] : known->classes)
        order.emplace_back(points, id);
    std::sort(order.rbegin(), order.rend());
    QStringList lines;
    for (std::size_t i = 0; i < std::min(order.size(), shownClasses); ++i) {
        const auto name = known->names.find(order[i].second);
        lines << tr("%1: %2").arg(name != known->names.end() ? name->second : tr("class %1").arg(order[i].second),
                                  QLocale().toString(qlonglong(order[i].first)));
    }
    return lines.join(u'\n');
}

int RoomModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rooms.size());
}

int RoomModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : int(Columns); }

QVariant RoomModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const cloud::RoomEntry& entry = room(index.row());
    if (role == Qt::ToolTipRole)
        return fromPath(entry.path) + u'\n' + classesText(index.row());
    if (role == Qt::TextAlignmentRole)
        return int((index.column() == Name ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    if (index.column() == Name)
        return entry.area.empty() ? fromUtf8(entry.name) : fromUtf8(entry.area) + u" / "_s + fromUtf8(entry.name);
    const auto& known = counts(index.row());
    if (!known)
        return u"…"_s;
    return known->failure.isEmpty() ? QLocale().toString(qlonglong(known->points)) : u"–"_s;
}

QVariant RoomModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section >= Columns)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((section == Name ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    return section == Name ? tr("Room") : tr("Points");
}

RoomBrowser::RoomBrowser(CloudService* service, JobRunner* jobs, QWidget* parent)
    : QWidget(parent)
    , m_service(service)
    , m_jobs(jobs)
    , m_model(new RoomModel(this))
    , m_view(new QTableView(this))
    , m_folder(new ElidedLabel(this))
    , m_details(makeText(u"roomDetails"_s, u"small"_s, this))
    , m_timer(new QTimer(this))
{
    nameWidget(this, u"roomBrowser"_s, tr("Rooms"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 8, 0, 8);
    auto* head = new QHBoxLayout;
    m_folder->setObjectName(u"roomFolder"_s);
    m_folder->setProperty("role", u"heading"_s);
    head->addWidget(m_folder, 1);
    auto* close = new QToolButton(this);
    nameWidget(close, u"closeRooms"_s, tr("Close the list of rooms"));
    close->setIcon(icon(u"clear"_s));
    close->setToolTip(tr("Close the list of rooms"));
    connect(close, &QToolButton::clicked, this, &RoomBrowser::closeRequested);
    head->addWidget(close);
    column->addLayout(head);
    nameWidget(m_view, u"roomTable"_s, tr("Rooms; Enter opens one"));
    m_view->setModel(m_model);
    m_view->setShowGrid(false);
    m_view->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_view->setSelectionMode(QAbstractItemView::SingleSelection);
    m_view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_view->setTabKeyNavigation(false);
    m_view->verticalHeader()->hide();
    m_view->horizontalHeader()->setHighlightSections(false);
    m_view->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_view->horizontalHeader()->setSectionResizeMode(RoomModel::Name, QHeaderView::Stretch);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    connect(m_view, &QTableView::activated, this,
            [this](const QModelIndex& index) { Q_EMIT openRequested(fromPath(m_model->room(index.row()).path)); });
    column->addWidget(m_view, 1);
    column->addWidget(m_details);
    m_timer->setSingleShot(true);
    m_timer->setInterval(countDelayMs);
    connect(m_timer, &QTimer::timeout, this, &RoomBrowser::countNext);
    connect(m_view->verticalScrollBar(), &QScrollBar::valueChanged, m_timer, qOverload<>(&QTimer::start));
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, &RoomBrowser::showDetails);
    connect(m_model, &QAbstractItemModel::dataChanged, this, &RoomBrowser::showDetails);
}

void RoomBrowser::setRooms(const QString& folder, std::vector<cloud::RoomEntry> rooms)
{
    m_jobs->stop(std::exchange(m_job, 0));
    m_folder->setWholeText(QFileInfo(folder).fileName());
    m_model->setRooms(std::move(rooms));
    m_details->clear();
    m_timer->start();
}

void RoomBrowser::countNext()
{
    if (m_job || !isVisible())
        return;
    int row = std::max(0, m_view->rowAt(0));
    const int bottom = m_view->rowAt(m_view->viewport()->height() - 1);
    const int last = bottom < 0 ? m_model->rowCount() - 1 : bottom;
    while (row <= last && m_model->counts(row))
        ++row;
    if (row > last)
        return;
    const std::filesystem::path file = m_model->room(row).path;
    std::function<base::Result<RoomCounts>(const base::Job&)> work
        = [service = m_service, file](const base::Job& job) { return countRoom(*service, file, job); };
    const auto serial = std::make_shared<quint64>();
    *serial = m_jobs->run<RoomCounts>(tr("Count %1").arg(fromUtf8(m_model->room(row).name)), this, work,
                                      [this, serial, row](const base::Result<RoomCounts>& counts) {
                                          if (*serial != m_job)
                                              return;
                                          m_job = 0;
                                          RoomCounts made;
                                          if (counts.ok())
                                              made = counts.value();
                                          else
                                              made.failure = translated(counts.error().message);
                                          m_model->setCounts(row, std::move(made));
                                          m_timer->start();
                                      });
    m_job = *serial;
}

void RoomBrowser::showDetails()
{
    const QModelIndex index = m_view->currentIndex();
    m_details->setText(index.isValid() ? m_model->classesText(index.row()) : QString());
}

} // namespace maquette::widgets
