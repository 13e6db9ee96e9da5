// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/Fp8Panel.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QSplitter>
#include <QTableView>

#include "runs/report/Fp8Source.h"
#include "widgets/common/ElidedLabel.h"
#include "widgets/common/Mailbox.h"
#include "widgets/common/PanelParts.h"
#include "widgets/common/Section.h"
#include "widgets/common/Text.h"
#include "widgets/common/Theme.h"
#include "widgets/runs/Fp8Models.h"
#include "widgets/runs/PlotView.h"
#include "widgets/runs/RunChoice.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace maquette::widgets {

namespace {

using Quantity = runs::ScaleMapOptions::Quantity;

constexpr int layerWidth = 170, detailWidth = 340, leastDetailWidth = 180; // pixels at 100 % text

int scaled(int pixels) { return Theme::instance() ? Theme::instance()->scaled(pixels) : pixels; }

ChartOptions plotOptions()
{
    ChartOptions options;
    options.x = runs::XAxis::Step;
    return options;
}

QLabel* makeSmall(const QString& text, QWidget* parent)
{
    auto* label = new QLabel(text, parent);
    label->setProperty("role", u"small"_s);
    label->setWordWrap(true);
    return label;
}

} // namespace

Fp8Panel::Fp8Panel(QWidget* parent)
    : RunsPanel(parent)
    , m_finder(runs::hasFp8)
    , m_body(new QWidget(this))
    , m_none(new QLabel(this))
{
    m_pool.setMaxThreadCount(1);
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(m_body);
    outer->addWidget(m_none);
    m_none->setObjectName(u"fp8None"_s);
    m_none->setAlignment(Qt::AlignCenter);
    m_none->setWordWrap(true);
    m_none->setProperty("role", u"small"_s);
    m_none->setText(
        tr("None of the shown runs has statistics of low precision.\nThey come from fp8.jsonl of Maquette's "
           "trainer, from Transformer Engine's inspect logs, and from event files with their tags."));
    auto* column = new QVBoxLayout(m_body);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(makeChoices());
    auto* split = new QSplitter(Qt::Horizontal, m_body);
    split->setObjectName(u"fp8Split"_s);
    split->addWidget(makeMaps());
    split->addWidget(makeDetails());
    // The map takes what there is; in a small window both get narrow instead of one being cut off.
    split->setStretchFactor(0, 1);
    split->setStretchFactor(1, 0);
    split->setSizes({scaled(detailWidth), scaled(detailWidth)});
    split->setChildrenCollapsible(false);
    column->addWidget(split, 1);
    m_body->hide();
    if (Theme::instance())
        connect(Theme::instance(), &Theme::changed, this, [this] {
            m_headroom->followTheme();
            m_ranks->followTheme();
            refresh();
        });
}

Fp8Panel::~Fp8Panel()
{
    m_stop.request_stop();
    m_pool.waitForDone();
}

QWidget* Fp8Panel::makeChoices()
{
    auto* bar = new QWidget(m_body);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 0);
    m_runs = new QComboBox(bar);
    m_tensor = new QComboBox(bar);
    m_quantity = new QComboBox(bar);
    m_rank = new QComboBox(bar);
    m_state = makeSmall({}, bar);
    m_state->setObjectName(u"fp8State"_s);
    m_state->setWordWrap(false);
    nameWidget(m_runs, u"fp8Run"_s, tr("Run"));
    nameWidget(m_tensor, u"fp8Tensor"_s, tr("Kind of tensor"));
    nameWidget(m_quantity, u"fp8Quantity"_s, tr("What the map shows"));
    nameWidget(m_rank, u"fp8Rank"_s, tr("Rank"));
    for (const Quantity quantity : {Quantity::Scale, Quantity::Headroom, Quantity::Underflow, Quantity::Overflow})
        m_quantity->addItem(quantityName(quantity), static_cast<int>(quantity));
    m_runs->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_tensor->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    for (QComboBox* box : {m_runs, m_tensor, m_quantity, m_rank})
        row->addWidget(box);
    row->addStretch();
    row->addWidget(m_state);
    connect(m_runs, &QComboBox::activated, this, [this] {
        Q_EMIT runPicked(m_runs->currentData().toString());
        refresh();
    });
    for (QComboBox* box : {m_tensor, m_quantity, m_rank})
        connect(box, &QComboBox::activated, this, &Fp8Panel::refresh);
    return bar;
}

QWidget* Fp8Panel::makeMaps()
{
    auto* split = new QSplitter(Qt::Vertical, m_body);
    split->setObjectName(u"fp8Maps"_s);
    split->setChildrenCollapsible(false);

    auto* upper = new QWidget(split);
    auto* column = new QVBoxLayout(upper);
    column->setContentsMargins(0, 0, 0, 0);
    m_map = new Fp8HeatMap(upper);
    m_readout = makeSmall({}, upper);
    m_readout->setObjectName(u"fp8Readout"_s);
    m_readout->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_readout->setFocusPolicy(Qt::NoFocus);
    column->addWidget(m_map, 1);
    column->addWidget(m_readout);

    auto* middle = new QWidget(split);
    column = new QVBoxLayout(middle);
    column->setContentsMargins(0, 0, 0, 0);
    m_headroomTitle = makeSmall({}, middle);
    m_headroom = new PlotView(middle);
    nameWidget(m_headroom, u"fp8Headroom"_s, tr("Headroom by step"));
    m_headroom->setMinimumHeight(scaled(90));
    column->addWidget(m_headroomTitle);
    column->addWidget(m_headroom, 1);

    auto* lower = new QWidget(split);
    column = new QVBoxLayout(lower);
    column->setContentsMargins(0, 0, 0, 0);
    auto* row = new QHBoxLayout;
    m_alarms = new ElidedLabel(lower);
    m_alarms->setObjectName(u"fp8Alarms"_s);
    m_alarms->setProperty("role", u"small"_s);
    m_underflow = new QDoubleSpinBox(lower);
    m_overflow = new QDoubleSpinBox(lower);
    m_stay = new QSpinBox(lower);
    nameWidget(m_underflow, u"fp8UnderflowLimit"_s, tr("Alarm above this underflow"));
    nameWidget(m_overflow, u"fp8OverflowLimit"_s, tr("Alarm above this overflow"));
    nameWidget(m_stay, u"fp8StayLimit"_s, tr("Alarm when a scale stays longer than this"));
    const Fp8Thresholds defaults;
    m_underflow->setRange(0, 100);
    m_underflow->setDecimals(2);
    m_underflow->setValue(defaults.underflow);
    m_underflow->setPrefix(tr("underflow > "));
    m_underflow->setSuffix(u" %"_s);
    m_overflow->setRange(0, 100);
    m_overflow->setDecimals(4);
    m_overflow->setSingleStep(0.001);
    m_overflow->setValue(defaults.overflow);
    m_overflow->setPrefix(tr("overflow > "));
    m_overflow->setSuffix(u" %"_s);
    m_stay->setRange(1, 1'000'000'000);
    m_stay->setValue(static_cast<int>(defaults.stay));
    m_stay->setPrefix(tr("stays > "));
    m_stay->setSuffix(tr(" steps"));
    // Qt cuts what it measures at 18 characters, so units would be lost.
    for (QDoubleSpinBox* box : {m_underflow, m_overflow})
        box->setMinimumWidth(box->minimumSizeHint().width() + box->fontMetrics().horizontalAdvance(u"00 %"_s));
    row->addWidget(m_underflow, 1);
    row->addWidget(m_overflow, 1);
    auto* second = new QHBoxLayout;
    second->addWidget(m_alarms, 1);
    second->addWidget(m_stay);
    m_worst = new WorstLayersModel(this);
    m_worstTable = makeTable(m_worst, u"fp8Worst"_s, tr("Tensors, the worst first"), lower);
    m_worstTable->setTextElideMode(Qt::ElideMiddle);
    m_worstTable->setSortingEnabled(true);
    m_worstTable->sortByColumn(WorstLayersModel::Underflow, Qt::DescendingOrder);
    column->addLayout(row);
    column->addLayout(second);
    column->addWidget(m_worstTable, 1);

    for (QWidget* part : {upper, middle, lower})
        split->addWidget(part);
    split->setStretchFactor(0, 3);
    split->setStretchFactor(1, 1);
    split->setStretchFactor(2, 2);

    connect(m_map, &Fp8HeatMap::cursorMoved, this, &Fp8Panel::showReadout);
    connect(m_map, &Fp8HeatMap::picked, this, [this](int line, int at) {
        const auto& map = m_map->picture()->map;
        choose(map.layers[static_cast<std::size_t>(line)], map.columns[static_cast<std::size_t>(at)].second);
    });
    connect(m_map, &Fp8HeatMap::stepsWanted, this, [this](const std::optional<std::pair<qint64, qint64>>& steps) {
        m_steps
            = steps ? std::optional(std::pair<std::int64_t, std::int64_t>(steps->first, steps->second)) : std::nullopt;
        refresh();
    });
    connect(m_worstTable->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex& current) {
                if (!current.isValid() || !m_result.table)
                    return;
                m_layer = toUtf8(current.data(WorstLayersModel::LayerRole).toString());
                m_tensor->setCurrentIndex(
                    std::max(0, m_tensor->findData(current.data(WorstLayersModel::TensorRole).toInt())));
                refresh();
            });
    for (QDoubleSpinBox* box : {m_underflow, m_overflow})
        connect(box, &QDoubleSpinBox::valueChanged, this, &Fp8Panel::showThresholds);
    connect(m_stay, &QSpinBox::valueChanged, this, &Fp8Panel::showThresholds);
    return split;
}

QWidget* Fp8Panel::makeDetails()
{
    auto* scroll = new ColumnScrollArea(m_body);
    scroll->setObjectName(u"fp8Details"_s);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    auto* inner = new QWidget(scroll);
    scroll->setMinimumWidth(scaled(leastDetailWidth));
    auto* column = new QVBoxLayout(inner);
    m_layerName = new QLabel(inner);
    m_layerName->setObjectName(u"fp8Layer"_s);
    m_layerName->setWordWrap(true);
    column->addWidget(m_layerName);
    m_exponents = new Fp8Exponents;
    m_amax = new Fp8AmaxStrip;
    m_whatIf = new WhatIfModel(this);
    m_whatIfTable = makeTable(m_whatIf, u"fp8WhatIf"_s, tr("Recipes side by side"), nullptr);
    m_whatIfTable->setMinimumHeight(scaled(150));
    auto* ranks = new QWidget;
    auto* rankColumn = new QVBoxLayout(ranks);
    rankColumn->setContentsMargins(0, 0, 0, 0);
    m_ranksTitle = makeSmall({}, ranks);
    m_ranks = new PlotView(ranks);
    nameWidget(m_ranks, u"fp8Ranks"_s, tr("Distance of scales over ranks"));
    m_ranks->setMinimumHeight(scaled(120));
    rankColumn->addWidget(m_ranksTitle);
    rankColumn->addWidget(m_ranks, 1);
    column->addWidget(new Section(u"fp8ExponentSection"_s, tr("Exponents and what FP8 holds"), m_exponents, inner));
    column->addWidget(new Section(u"fp8AmaxSection"_s, tr("Amax and the scale in use"), m_amax, inner));
    column->addWidget(new Section(u"fp8WhatIfSection"_s, tr("Other recipes"), m_whatIfTable, inner));
    column->addWidget(new Section(u"fp8RankSection"_s, tr("Over ranks (powers of two)"), ranks, inner));
    column->addStretch();
    scroll->setWidget(inner);
    return scroll;
}

void Fp8Panel::setRuns(const RunsView& view)
{
    m_view = view;
    fillChoices();
    refresh();
}

void Fp8Panel::fillChoices()
{
    fillRunChoices(m_runs, m_view, [this](const runs::Run& run) { return m_finder(run); });
    m_body->setVisible(m_runs->count() > 0);
    m_none->setVisible(m_runs->count() == 0);
}

void Fp8Panel::refresh()
{
    if (m_runs->count() == 0) {
        m_stop.request_stop();
        m_pending = false;
        return;
    }
    if (m_working) {
        m_pending = true;
        return;
    }
    m_pending = false;
    Fp8Request request;
    const QString id = m_runs->currentData().toString();
    for (const ShownRun& shown : m_view.shown)
        if (fromUtf8(shown.run->id) == id)
            request.run = shown.run;
    if (!request.run)
        return;
    m_run = request.run;
    const std::uint64_t revision = runs::fp8Revision(*request.run);
    if (m_result.table && m_resultRun == request.run->id && revision == m_revision)
        request.table = m_result.table;
    if (m_tensor->count() > 0)
        request.tensor = static_cast<runs::TensorKind>(m_tensor->currentData().toInt());
    request.quantity = static_cast<Quantity>(m_quantity->currentData().toInt());
    request.rank = std::max(0, m_rank->currentData().toInt());
    request.layer = m_layer;
    request.step = m_step;
    request.steps = m_steps;
    m_columns = std::max(64, static_cast<int>(m_map->area().width() * devicePixelRatioF()));
    request.columns = m_columns;
    request.dark = !Theme::instance() || Theme::instance()->dark();
    m_working = true;
    m_stop = {};
    const QPointer<QObject> self(this);
    m_pool.start([this, self, request, revision, job = base::Job(m_stop.get_token(), {})] {
        auto made = fp8Work(request, job);
        onInterface(self, [this, request, revision, made = std::move(made)]() mutable {
            m_working = false;
            if (made.ok())
                finished(revision, request, std::move(made).value());
            if (m_pending)
                refresh();
            else
                Q_EMIT drawn();
        });
    });
}

void Fp8Panel::finished(std::uint64_t revision, const Fp8Request& request, Fp8Result result)
{
    const bool otherRun = m_resultRun != request.run->id;
    m_result = std::move(result);
    m_revision = revision;
    m_resultRun = request.run->id;
    if (otherRun)
        m_steps.reset();
    present(request);
}

void Fp8Panel::present(const Fp8Request& request)
{
    const Fp8Result& r = m_result;
    {
        const QSignalBlocker quiet(m_tensor);
        m_tensor->clear();
        for (const runs::TensorKind kind : r.kinds)
            m_tensor->addItem(tensorName(kind), static_cast<int>(kind));
        m_tensor->setCurrentIndex(std::max(0, m_tensor->findData(static_cast<int>(r.tensor))));
        const QSignalBlocker quietRank(m_rank);
        m_rank->clear();
        for (const int rank : r.table->ranks())
            m_rank->addItem(tr("Rank %1").arg(rank), rank);
        m_rank->setCurrentIndex(std::max(0, m_rank->findData(request.rank)));
        m_rank->setVisible(m_rank->count() > 1);
    }
    m_map->setPicture(r.heat);
    int chosen = -1;
    for (std::size_t row = 0; row < r.heat->map.layers.size(); ++row)
        if (r.layer == r.heat->map.layers[row])
            chosen = static_cast<int>(row);
    m_map->setChosen(chosen);
    showReadout();
    showSteps();
    m_headroom->setDrawing(std::make_shared<const ChartDrawing>(r.headroom), plotOptions());
    m_ranks->setDrawing(std::make_shared<const ChartDrawing>(r.ranks), plotOptions());
    m_ranks->setVisible(!r.ranks.curves.empty());
    m_ranksTitle->setText(r.ranks.curves.empty() ? tr("Only one rank was logged.")
                                                 : tr("log2 of the largest over the smallest scale"));
    m_worst->setHealth(r.table, r.worst);
    m_worstTable->resizeColumnsToContents();
    // The numbers beside the name are what the table is for.
    m_worstTable->setColumnWidth(WorstLayersModel::Layer,
                                 std::min(m_worstTable->columnWidth(WorstLayersModel::Layer), scaled(layerWidth)));
    showThresholds();
    m_exponents->setPicture(r.exponents);
    m_amax->setPicture(r.amax);
    m_whatIf->setRows(r.whatIf);
    m_whatIfTable->resizeColumnsToContents();
    const QString layer = r.layer ? fromUtf8(r.table->layers()[*r.layer]) : QString();
    m_layerName->setText(layer.isEmpty() ? QString()
                                         : tr("%1 · %2 · step %3").arg(layer, tensorName(r.tensor)).arg(r.step));
    m_headroomTitle->setText(layer.isEmpty() ? QString()
                                             : tr("Headroom in bits: %1, and the spread over all layers (%2 points)")
                                                   .arg(layer, QString::number(r.headroom.total)));
}

void Fp8Panel::showSteps()
{
    const runs::StepHealth& steps = m_result.steps;
    QStringList parts;
    if (m_result.table->steps().empty()) {
        m_state->clear();
        return;
    }
    parts << tr("%Ln skipped step(s)", nullptr, pluralCount(steps.skipped.size()));
    if (steps.lossScale == steps.lossScale)
        parts << tr("loss scale %1").arg(valueText(steps.lossScale));
    if (!steps.warming.empty())
        parts << (steps.warming.back() > 0 ? tr("%Ln layer(s) warm up", nullptr, static_cast<int>(steps.warming.back()))
                      : steps.warmUntil >= 0 ? tr("warm since step %1").arg(steps.warmUntil + 1)
                                             : tr("warm"));
    m_state->setText(parts.join(u"  ·  "_s));
    QStringList skipped;
    for (std::size_t i = 0; i < std::min<std::size_t>(steps.skipped.size(), 50); ++i)
        skipped << QString::number(steps.skipped[i]);
    m_state->setToolTip(skipped.isEmpty() ? QString() : tr("Skipped: %1").arg(skipped.join(u", "_s)));
}

void Fp8Panel::showThresholds()
{
    Fp8Thresholds thresholds;
    thresholds.underflow = m_underflow->value();
    thresholds.overflow = m_overflow->value();
    thresholds.stay = m_stay->value();
    m_worst->setThresholds(thresholds);
    m_alarms->setWholeText(tr("%Ln tensor(s) with an alarm", nullptr, m_worst->alarms()));
}

void Fp8Panel::showReadout()
{
    const auto& map = m_map->picture()->map;
    const Fp8HeatMap::Cell cursor = m_map->cursor();
    QString text;
    if (m_result.table && cursor.row >= 0)
        text = fp8Readout(*m_result.table, map.layers[static_cast<std::size_t>(cursor.row)], m_result.tensor,
                          std::max(0, m_rank->currentData().toInt()),
                          map.columns[static_cast<std::size_t>(cursor.column)].second);
    else if (m_result.table && m_result.layer)
        text = fp8Readout(*m_result.table, *m_result.layer, m_result.tensor, std::max(0, m_rank->currentData().toInt()),
                          m_result.step);
    m_readout->setText(text);
    m_map->setReadout(text);
}

void Fp8Panel::choose(std::size_t layer, std::optional<std::int64_t> step)
{
    m_layer = m_result.table->layers()[layer];
    m_step = step;
    refresh();
}

void Fp8Panel::resizeEvent(QResizeEvent* event)
{
    RunsPanel::resizeEvent(event);
    // More pixels may show more steps than those that were asked for.
    if (m_result.heat && m_map->area().width() * devicePixelRatioF() > 1.5 * m_columns)
        refresh();
}

void Fp8Panel::changeEvent(QEvent* event)
{
    RunsPanel::changeEvent(event);
    if (event->type() == QEvent::FontChange && m_map)
        m_map->update();
}

} // namespace maquette::widgets
