// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/MemoryPanel.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QSignalBlocker>
#include <QTableView>

#include "runs/report/MemorySource.h"
#include "widgets/common/Mailbox.h"
#include "widgets/common/PanelParts.h"
#include "widgets/common/Text.h"
#include "widgets/runs/MemoryBars.h"
#include "widgets/runs/MemoryModel.h"
#include "widgets/runs/RunChoice.h"

#include <algorithm>
#include <cmath>
#include <utility>

using namespace Qt::StringLiterals;

namespace maquette::widgets {

namespace {

runs::Ledger statesOf(const runs::Ledger& all)
{
    using Class = runs::MemoryClass;
    runs::Ledger states;
    for (const Class each : {Class::Weights, Class::Master, Class::Gradients, Class::FirstMoment, Class::SecondMoment})
        states[each] = all[each];
    return states;
}

runs::ModelSize sizeOf(const runs::MemoryRecord& record)
{
    runs::ModelSize size;
    if (record.linearParameters >= 0 && record.parameters >= record.linearParameters && record.parameters < 1e15) {
        size.linear = static_cast<std::int64_t>(record.linearParameters);
        size.plain = static_cast<std::int64_t>(record.parameters - record.linearParameters);
    }
    return size;
}

} // namespace

MemoryPanel::MemoryPanel(QWidget* parent)
    : RunsPanel(parent)
    , m_finder(runs::hasMemory)
    , m_body(new QWidget(this))
    , m_none(new QLabel(this))
    , m_runs(new QComboBox(m_body))
    , m_rank(new QComboBox(m_body))
    , m_statesOnly(new QCheckBox(tr("Model states only"), m_body))
    , m_bars(new MemoryBars(m_body))
    , m_saving(new QLabel(m_body))
    , m_model(new MemoryModel(this))
    , m_levels(new MemoryLevelModel(this))
{
    m_pool.setMaxThreadCount(1);
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(m_body);
    outer->addWidget(m_none);
    m_none->setObjectName(u"memoryNone"_s);
    m_none->setAlignment(Qt::AlignCenter);
    m_none->setWordWrap(true);
    m_none->setProperty("role", u"small"_s);
    m_none->setText(tr("None of the shown runs has a memory ledger.\nMaquette's trainer writes one to memory.jsonl."));
    auto* column = new QVBoxLayout(m_body);
    column->setContentsMargins(0, 0, 0, 0);
    auto* row = new QHBoxLayout;
    nameWidget(m_runs, u"memoryRun"_s, tr("Run"));
    nameWidget(m_rank, u"memoryRank"_s, tr("Rank"));
    nameWidget(m_statesOnly, u"memoryStatesOnly"_s, tr("Model states only"));
    m_runs->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    row->addWidget(m_runs);
    row->addWidget(m_rank);
    row->addWidget(m_statesOnly);
    row->addStretch();
    column->addLayout(row);
    column->addWidget(m_bars, 2);
    m_saving->setObjectName(u"memorySaving"_s);
    m_saving->setWordWrap(true);
    m_saving->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_saving->setFocusPolicy(Qt::NoFocus);
    column->addWidget(m_saving);
    auto* tables = new QHBoxLayout;
    m_table = makeTable(m_model, u"memoryTable"_s, tr("Memory by class"), m_body);
    m_levelTable = makeTable(m_levels, u"memoryLevels"_s, tr("Levels of precision side by side, computed"), m_body);
    tables->addWidget(m_table, 3);
    tables->addWidget(m_levelTable, 2);
    column->addLayout(tables, 3);
    m_body->hide();
    connect(m_runs, &QComboBox::activated, this, [this] {
        Q_EMIT runPicked(m_runs->currentData().toString());
        refresh();
    });
    connect(m_rank, &QComboBox::activated, this, &MemoryPanel::present);
    connect(m_statesOnly, &QCheckBox::toggled, this, &MemoryPanel::present);
}

MemoryPanel::~MemoryPanel() { m_pool.waitForDone(); }

void MemoryPanel::setRuns(const RunsView& view)
{
    m_view = view;
    fillChoices();
    refresh();
}

void MemoryPanel::fillChoices()
{
    fillRunChoices(m_runs, m_view, [this](const runs::Run& run) { return m_finder(run); });
    m_body->setVisible(m_runs->count() > 0);
    m_none->setVisible(m_runs->count() == 0);
}

void MemoryPanel::refresh()
{
    m_pending = m_working && m_runs->count() > 0;
    if (m_working || m_runs->count() == 0)
        return;
    RunPtr run;
    for (const ShownRun& shown : m_view.shown)
        if (fromUtf8(shown.run->id) == m_runs->currentData().toString())
            run = shown.run;
    if (!run)
        return;
    const std::uint64_t revision = runs::memoryRevision(*run);
    if (run->id == m_resultRun && revision == m_revision) {
        present();
        Q_EMIT drawn();
        return;
    }
    m_working = true;
    const QPointer<QObject> self(this);
    // The words of the ledger lie on disk.
    m_pool.start([this, self, run, revision] {
        auto ranks = runs::latestMemory(runs::memoryRecordsOf(*run));
        onInterface(self, [this, run, revision, ranks = std::move(ranks)]() mutable {
            m_working = false;
            m_resultRun = run->id;
            m_revision = revision;
            m_ranks = std::move(ranks);
            present();
            if (m_pending)
                refresh();
            else
                Q_EMIT drawn();
        });
    });
}

void MemoryPanel::present()
{
    const int before = m_rank->currentData().toInt();
    {
        const QSignalBlocker quiet(m_rank);
        m_rank->clear();
        for (const auto& record : m_ranks)
            m_rank->addItem(tr("Rank %1").arg(record.rank), static_cast<int>(record.rank));
        m_rank->setCurrentIndex(std::max(0, m_rank->findData(before)));
        m_rank->setVisible(m_ranks.size() > 1);
    }
    const auto rank = static_cast<std::size_t>(std::max(0, m_rank->currentIndex()));
    m_model->setRecords(m_ranks, rank);
    std::vector<MemoryBar> bars;
    runs::ModelSize size;
    m_saving->clear();
    if (rank < m_ranks.size()) {
        const runs::MemoryRecord& record = m_ranks[rank];
        size = sizeOf(record);
        const auto shown
            = [this](const runs::Ledger& ledger) { return m_statesOnly->isChecked() ? statesOf(ledger) : ledger; };
        bars.push_back({tr("Measured"), shown(record.measured), false});
        bars.push_back({tr("Predicted"), shown(record.predicted), false});
        if (size.linear + size.plain > 0)
            for (const runs::PrecisionLevel level : MemoryLevelModel::levels())
                bars.push_back(
                    {tr("%1 (computed)").arg(levelName(level)), statesOf(runs::predictLedgers(size, level)[0]), true});
        m_saving->setText(savingText(record));
    }
    m_bars->setBars(std::move(bars));
    m_levels->setSize(size);
    m_table->resizeColumnsToContents();
    m_levelTable->resizeColumnsToContents();
}

QString MemoryPanel::savingText(const runs::MemoryRecord& record) const
{
    QStringList lines;
    const auto add = [&](double bytes, bool measured) {
        if (!(bytes > 0) || !(record.baselineBytes > 0))
            return;
        const double percent = 100 * (record.baselineBytes - bytes) / record.baselineBytes;
        const QString baseline = record.baseline.empty() ? tr("the baseline") : fromUtf8(record.baseline).toUpper();
        const QString share = numberText(std::abs(percent), 1);
        const QString of = bytesText(bytes), against = bytesText(record.baselineBytes);
        if (measured)
            lines << (percent >= 0 ? tr("Model states: %1 % less than %2 (%3 measured, %4 computed)")
                                   : tr("Model states: %1 % more than %2 (%3 measured, %4 computed)"))
                         .arg(share, baseline, of, against);
        else
            lines << (percent >= 0 ? tr("Model states: %1 % less than %2 (%3, %4, both computed)")
                                   : tr("Model states: %1 % more than %2 (%3, %4, both computed)"))
                         .arg(share, baseline, of, against);
    };
    if (record.measured.states() > 0)
        add(record.measured.states(), true);
    else
        add(record.predicted.states(), false);
    lines << tr("Step %1 on %2, %3 parameters, %4 of them in linear layers")
                 .arg(QLocale().toString(qlonglong(record.step)),
                      record.device.empty() ? u"?"_s : fromUtf8(record.device),
                      QLocale().toString(record.parameters, 'f', 0),
                      QLocale().toString(record.linearParameters, 'f', 0));
    return lines.join(u'\n');
}

} // namespace maquette::widgets
