// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/AlarmModel.h"

#include <QDateTime>
#include <QLocale>
#include <QPointer>
#include <QThreadPool>

#include "base/Threads.h"
#include "runs/analysis/Fp8Alarms.h"
#include "runs/report/Fp8Source.h"
#include "runs/report/RunAlarms.h"
#include "widgets/common/Mailbox.h"
#include "widgets/common/Text.h"
#include "widgets/common/Theme.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace maquette::widgets {

namespace {

constexpr std::size_t mostRows = 1000;
constexpr std::int64_t mostOfOne = 20; // alarms of one rule in one series

} // namespace

std::vector<AlarmModel::Row> AlarmModel::look(const ShownRun& shown, const runs::AlarmSettings& settings, double now,
                                              const base::Job& job, Memory& memory)
{
    const runs::Run& run = *shown.run;
    std::vector<Row> rows;
    const auto take = [&](runs::Alarm alarm) { rows.push_back({fromUtf8(run.id), shown.name, std::move(alarm)}); };
    const bool tensors = runs::hasFp8(run);
    const std::vector<runs::AlarmRule> rules = settings.scalarRules();
    auto found = runs::alarmsOf(run, settings, now, job);
    if (found.ok())
        for (runs::Alarm& alarm : std::move(found).value().alarms) {
            using Kind = runs::AlarmRule::Kind;
            const Kind kind = rules[alarm.rule].kind;
            // The table of tensors below tells them, whoever wrote them.
            if (!tensors || (kind != Kind::Overflow && kind != Kind::Underflow))
                take(std::move(alarm));
        }
    if (!tensors)
        return rows;
    Known& known = memory[run.id];
    const std::uint64_t revision = runs::fp8Revision(run);
    if (known.revision != revision || !(known.settings == settings)) {
        const auto table = runs::fp8TableOf(run, job);
        if (!table.ok())
            return rows;
        known = {revision, settings, runs::evaluateFp8Alarms(settings.fp8Rules(), table.value(), mostOfOne).alarms};
    }
    for (const runs::Alarm& alarm : known.alarms)
        take(alarm);
    return rows;
}

AlarmModel::AlarmModel(RunsDocument* document, QObject* parent)
    : QAbstractTableModel(parent)
    , m_document(document)
    , m_pool(new QThreadPool(this))
    , m_memory(std::make_shared<Memory>())
{
    m_pool->setMaxThreadCount(1);
    connect(document, &RunsDocument::changed, this, [this](RunsDocument::Parts parts) {
        if (parts & (RunsDocument::Snapshot | RunsDocument::Shown | RunsDocument::Alarms))
            start();
    });
    start();
}

AlarmModel::~AlarmModel()
{
    m_stop.request_stop();
    m_pool->waitForDone();
}

void AlarmModel::start()
{
    if (m_working) {
        m_pending = true;
        return;
    }
    m_working = true;
    m_pending = false;
    const QPointer<QObject> guard(this);
    const double now = double(QDateTime::currentMSecsSinceEpoch()) / 1000;
    m_pool->start([this, guard, shown = m_document->shown(), settings = m_document->alarms(), memory = m_memory, now,
                   job = base::Job(m_stop.get_token(), {})] {
        const base::SerialScope serial; // charts come first
        auto rows = std::make_shared<std::vector<Row>>();
        for (const ShownRun& run : shown) {
            auto found = look(run, settings, now, job, *memory);
            rows->insert(rows->end(), std::make_move_iterator(found.begin()), std::make_move_iterator(found.end()));
            if (rows->size() > mostRows)
                break;
        }
        std::stable_sort(rows->begin(), rows->end(), [](const Row& a, const Row& b) {
            return a.alarm.active != b.alarm.active ? a.alarm.active : a.alarm.lastStep > b.alarm.lastStep;
        });
        onInterface(guard, [this, rows] {
            m_working = false;
            show(std::move(*rows));
            if (m_pending)
                start();
        });
    });
}

void AlarmModel::show(std::vector<Row> rows)
{
    const bool same
        = std::equal(rows.begin(), rows.end(), m_rows.begin(), m_rows.end(), [](const Row& a, const Row& b) {
              return a.id == b.id && a.run == b.run && a.alarm.tag == b.alarm.tag
                  && a.alarm.lastStep == b.alarm.lastStep && a.alarm.active == b.alarm.active
                  && a.alarm.message == b.alarm.message;
          });
    if (same)
        return;
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

int AlarmModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int AlarmModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant AlarmModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        if (index.column() == Run)
            return row.run;
        if (index.column() == Message)
            return row.alarm.active
                ? translated(row.alarm.message)
                : tr("%1 (over)", "alarm that does not hold any more").arg(translated(row.alarm.message));
        return QLocale().toString(qlonglong(row.alarm.lastStep));
    case Qt::ToolTipRole:
        return row.run + u" · "_s + fromUtf8(row.alarm.tag) + u'\n' + translated(row.alarm.message);
    case Qt::ForegroundRole:
        if (const Theme* theme = Theme::instance(); theme && index.column() == Message)
            return theme->color(row.alarm.active ? Token::Bad : Token::Muted);
        break;
    case Qt::TextAlignmentRole:
        if (index.column() == Step)
            return QVariant(Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter));
        break;
    case IdRole:
        return row.id;
    case TagRole:
        return fromUtf8(row.alarm.tag);
    default:
        break;
    }
    return {};
}

QVariant AlarmModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Run:
        return tr("Run");
    case Message:
        return tr("Alarm");
    default:
        return tr("Step");
    }
}

} // namespace maquette::widgets
