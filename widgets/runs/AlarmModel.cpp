// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/AlarmModel.h"

#include <QDateTime>
#include <QLocale>
#include <QPointer>
#include <QThreadPool>

#include "base/Threads.h"
#include "widgets/common/Mailbox.h"
#include "widgets/common/Text.h"
#include "widgets/common/Theme.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace maquette::widgets {

namespace {

constexpr double overflowPercent = 0.001,
                 underflowPercent = 5; // of MS-AMP's automatic scaling; half a decade of lost values
constexpr double silentSeconds = 600;
constexpr std::size_t mostRows = 1000;

/// Whether a rule can hold at all, from what the pyramid knows; most tags are done here.
bool mayHold(const runs::AlarmRule& rule, const runs::Summary& all)
{
    switch (rule.kind) {
    case runs::AlarmRule::Kind::NotFinite:
        return all.finite < all.count();
    case runs::AlarmRule::Kind::Silent:
        return true;
    case runs::AlarmRule::Kind::Below:
        return all.minimum < rule.threshold;
    default:
        return all.maximum > rule.threshold;
    }
}

} // namespace

std::vector<runs::AlarmRule> AlarmModel::rules()
{
    using Kind = runs::AlarmRule::Kind;
    std::vector<runs::AlarmRule> rules(4);
    rules[0].kind = Kind::NotFinite;
    rules[1].kind = Kind::Silent;
    rules[1].seconds = silentSeconds;
    rules[2].kind = Kind::Overflow;
    rules[2].tags = "*overflows%*";
    rules[2].threshold = overflowPercent;
    rules[3].kind = Kind::Underflow;
    rules[3].tags = "*underflows%*";
    rules[3].threshold = underflowPercent;
    return rules;
}

std::vector<AlarmModel::Row> AlarmModel::look(const ShownRun& shown, double now)
{
    const std::vector<runs::AlarmRule> all = rules();
    const runs::Run& run = *shown.run;
    const bool ended = run.status != runlog::Status::Running;
    std::vector<Row> rows;
    const runs::Tag* latest = nullptr; // the run is silent when its latest tag is
    double latestTime = -1;
    for (const auto& tag : run.tags) {
        if (!tag->scalars || tag->scalars->live.empty())
            continue;
        const runs::Series& series = tag->scalars->live;
        const runs::Summary summary = series.summary();
        if (summary.maximumTime > latestTime) {
            latestTime = summary.maximumTime;
            latest = tag.get();
        }
        std::vector<runs::AlarmRule> asked;
        for (const runs::AlarmRule& rule : all)
            if (rule.kind != runs::AlarmRule::Kind::Silent && mayHold(rule, summary))
                asked.push_back(rule);
        if (asked.empty())
            continue;
        const runs::Values values = series.values();
        const std::array input{runs::AlarmSeries{tag->name, values.steps, values.values, values.wallTimes, ended}};
        for (runs::Alarm& alarm : runs::evaluateAlarms(asked, input, now, 20).alarms)
            rows.push_back({fromUtf8(run.id), shown.name, std::move(alarm)});
    }
    if (latest && !ended) {
        const runs::Series& series = latest->scalars->live;
        const runs::Values values = series.values(series.count() - 1, series.count());
        const std::array input{runs::AlarmSeries{latest->name, values.steps, values.values, values.wallTimes, false}};
        const std::array silent{all[1]};
        for (runs::Alarm& alarm : runs::evaluateAlarms(silent, input, now, 1).alarms)
            rows.push_back({fromUtf8(run.id), shown.name, std::move(alarm)});
    }
    return rows;
}

AlarmModel::AlarmModel(RunsDocument* document, QObject* parent)
    : QAbstractTableModel(parent)
    , m_document(document)
    , m_pool(new QThreadPool(this))
{
    m_pool->setMaxThreadCount(1);
    connect(document, &RunsDocument::changed, this, [this](RunsDocument::Parts parts) {
        if (parts & (RunsDocument::Snapshot | RunsDocument::Shown))
            start();
    });
    start();
}

AlarmModel::~AlarmModel() { m_pool->waitForDone(); }

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
    m_pool->start([this, guard, shown = m_document->shown(), now] {
        const base::SerialScope serial; // charts come first
        auto rows = std::make_shared<std::vector<Row>>();
        for (const ShownRun& run : shown) {
            auto found = look(run, now);
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
