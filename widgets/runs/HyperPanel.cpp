// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/HyperPanel.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QSplitter>
#include <QTableView>

#include "widgets/common/PanelParts.h"
#include "widgets/common/Text.h"
#include "widgets/runs/AssociationModel.h"
#include "widgets/runs/ParallelView.h"
#include "widgets/runs/PlotView.h"
#include "widgets/runs/StepSlider.h"

#include <algorithm>
#include <cmath>
#include <set>

using namespace Qt::StringLiterals;

namespace maquette::widgets {

namespace {

constexpr std::size_t mostAxes = 8; // besides the metric; the strongest
enum Which { Last, Minimum, Maximum };

} // namespace

namespace {

/// What most people look at: a loss of the training itself, not that of a scale of low precision.
QString usualMetric(const QStringList& metrics)
{
    for (const GroupRank rank : {GroupRank::Training, GroupRank::Ungrouped})
        for (const QString& tag : metrics)
            if (groupRank(tagGroup(tag)) == rank && tag.contains("loss"_L1, Qt::CaseInsensitive))
                return tag;
    return metrics.value(0);
}

} // namespace

HyperPanel::HyperPanel(QWidget* parent)
    : RunsPanel(parent)
    , m_metric(new QComboBox(this))
    , m_which(new QComboBox(this))
    , m_kept(new QLabel(this))
    , m_parallel(new ParallelView(this))
    , m_scatter(new PlotView(this))
    , m_scatterX(new QComboBox(this))
    , m_model(new AssociationModel(this))
    , m_table(new QTableView(this))
    , m_body(new QWidget(this))
    , m_none(new QLabel(this))
{
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(m_body);
    auto* column = new QVBoxLayout(m_body);
    column->setContentsMargins(0, 0, 0, 0);
    auto* row = new QHBoxLayout;
    nameWidget(m_metric, u"hyperMetric"_s, tr("Metric"));
    nameWidget(m_which, u"hyperWhich"_s, tr("Which value of the metric"));
    m_which->addItems({tr("last"), tr("lowest"), tr("highest")});
    auto* clear = makeButton(u"clearBrushes"_s, tr("Keep all"), tr("Take the ranges of all axes away"), m_body);
    connect(clear, &QPushButton::clicked, m_parallel, &ParallelView::clearBrushes);
    m_kept->setObjectName(u"hyperKept"_s);
    m_kept->setProperty("role", u"small"_s);
    // Long names of tags would push the table of runs aside.
    for (QComboBox* box : {m_metric, m_scatterX}) {
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box->setMinimumContentsLength(16);
    }
    row->addWidget(m_metric, 1);
    row->addWidget(m_which);
    row->addWidget(m_kept);
    row->addWidget(clear);
    column->addLayout(row);
    nameWidget(m_parallel, u"parallelCoordinates"_s, tr("Parallel coordinates of settings and metric"));
    column->addWidget(m_parallel, 3);
    auto* lower = new QHBoxLayout;
    auto* left = new QVBoxLayout;
    nameWidget(m_scatterX, u"scatterSetting"_s, tr("Setting on the x axis of the scatter plot"));
    nameWidget(m_scatter, u"scatterPlot"_s, tr("Metric over a setting"));
    left->addWidget(m_scatterX);
    left->addWidget(m_scatter, 1);
    lower->addLayout(left, 1);
    nameWidget(m_table, u"associations"_s, tr("Settings by the strength of their relation to the metric"));
    m_table->setModel(m_model);
    m_table->verticalHeader()->hide();
    m_table->setShowGrid(false);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setTabKeyNavigation(false);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setSectionResizeMode(AssociationModel::Setting, QHeaderView::Stretch);
    nameCorner(m_table);
    connect(m_table, &QTableView::clicked, this, [this](const QModelIndex& index) {
        m_scatterX->setCurrentIndex(m_scatterX->findText(m_model->rows()[std::size_t(index.row())].name));
        showScatter();
    });
    lower->addWidget(m_table, 1);
    column->addLayout(lower, 2);
    m_none->setObjectName(u"noSettings"_s);
    m_none->setProperty("role", u"muted"_s);
    m_none->setAlignment(Qt::AlignCenter);
    m_none->setWordWrap(true);
    m_none->setText(
        tr("There is nothing to compare yet: it takes two shown runs whose settings differ and a metric that "
           "both have. Settings come from add_hparams(), configuration files and stores."));
    outer->addWidget(m_none);
    connect(m_metric, &QComboBox::activated, this, &HyperPanel::refresh);
    connect(m_which, &QComboBox::activated, this, &HyperPanel::refresh);
    connect(m_scatterX, &QComboBox::activated, this, &HyperPanel::showScatter);
    connect(m_parallel, &ParallelView::brushChanged, this, &HyperPanel::showKept);
    connect(m_parallel, &ParallelView::runPicked, this, &RunsPanel::runPicked);
    connect(m_scatter, &PlotView::runPicked, this, &RunsPanel::runPicked);
}

void HyperPanel::setRuns(const RunsView& view)
{
    m_view = view;
    refresh();
}

void HyperPanel::showTag(const QString& tag)
{
    m_metric->setCurrentIndex(std::max(0, m_metric->findText(tag)));
    refresh();
}

std::vector<double> HyperPanel::metricValues() const
{
    const std::string tag = toUtf8(m_metric->currentText());
    std::vector<double> values;
    for (const ShownRun& shown : m_view.shown) {
        const auto scalars = shown.run->scalars(tag);
        if (!scalars || scalars->live.empty()) {
            values.push_back(runs::missing);
            continue;
        }
        const runs::Summary all = scalars->live.summary();
        values.push_back(m_which->currentIndex() == Last          ? scalars->live.point(scalars->live.count() - 1).value
                             : all.finite == 0                    ? runs::missing
                             : m_which->currentIndex() == Minimum ? all.minimum
                                                                  : all.maximum);
    }
    return values;
}

void HyperPanel::refresh()
{
    QStringList metrics = tagsOf(m_view.shown, runs::Kind::Scalar);
    const bool first = m_metric->count() == 0;
    keepChoice(m_metric, metrics);
    if (first)
        m_metric->setCurrentIndex(std::max(0, m_metric->findText(usualMetric(metrics))));
    const std::vector<double> metric = metricValues();
    std::set<std::string> names;
    for (const ShownRun& shown : m_view.shown)
        for (const auto& [name, value] : shown.run->settings)
            names.insert(name);
    m_columns.clear();
    for (const std::string& name : names) {
        std::vector<runlog::Setting> values;
        for (const ShownRun& shown : m_view.shown) {
            const auto found = shown.run->settings.find(name);
            values.push_back(found == shown.run->settings.end() ? runlog::Setting() : found->second);
        }
        if (std::any_of(values.begin(), values.end(), [&](const auto& value) { return value != values.front(); }))
            m_columns.push_back(runs::settingColumn(name, values));
    }
    const bool some = m_view.shown.size() > 1 && !m_columns.empty() && m_metric->count() > 0;
    m_body->setVisible(some);
    m_none->setVisible(!some);
    if (!some)
        return;
    std::vector<std::pair<runs::Association, std::size_t>> ranked;
    for (std::size_t i = 0; i < m_columns.size(); ++i)
        ranked.push_back({runs::association(m_columns[i], metric), i});
    std::stable_sort(ranked.begin(), ranked.end(),
                     [](const auto& a, const auto& b) { return a.first.strength > b.first.strength; });
    std::vector<AssociationModel::Row> rows;
    QStringList settings;
    std::vector<runs::SettingColumn> axes;
    for (const auto& [association, index] : ranked) {
        rows.push_back({fromUtf8(m_columns[index].name), association});
        settings << fromUtf8(m_columns[index].name);
        if (axes.size() < mostAxes)
            axes.push_back(m_columns[index]);
    }
    std::vector<runlog::Setting> values;
    for (const double value : metric) {
        runlog::Setting& setting = values.emplace_back();
        if (std::isfinite(value))
            setting = value;
    }
    axes.push_back(runs::settingColumn(toUtf8(m_metric->currentText()), values));
    m_model->setRows(std::move(rows));
    m_parallel->setColumns(std::move(axes), m_view.shown);
    keepChoice(m_scatterX, settings);
    showScatter();
    showKept();
}

void HyperPanel::showScatter()
{
    const auto column = std::find_if(m_columns.begin(), m_columns.end(), [this](const runs::SettingColumn& c) {
        return c.name == toUtf8(m_scatterX->currentText());
    });
    auto drawing = std::make_shared<ChartDrawing>();
    const std::vector<double> metric = metricValues();
    ChartOptions options;
    options.x = runs::XAxis::Metric;
    options.xMetric = toUtf8(m_scatterX->currentText());
    options.logX = column != m_columns.end() && column->kind == runs::ScaleKind::Logarithm;
    for (std::size_t i = 0; column != m_columns.end() && i < m_view.shown.size(); ++i) {
        const ShownRun& shown = m_view.shown[i];
        const auto setting = shown.run->settings.find(column->name);
        if (setting == shown.run->settings.end() || !std::isfinite(column->places[i]) || !std::isfinite(metric[i]))
            continue;
        // Categories stand at 0, 1, 2 …; their names are on the axis above.
        const double x = column->kind == runs::ScaleKind::Category
            ? column->places[i] * std::max(1.0, double(column->categories.size()) - 1)
            : settingNumber(setting->second);
        DrawnCurve curve;
        curve.id = fromUtf8(shown.run->id);
        curve.name = shown.name;
        curve.color = shown.color;
        curve.selected = shown.selected;
        curve.line = {{QPointF(x, metric[i])}};
        drawing->x.add(x);
        drawing->y.add(metric[i]);
        drawing->curves.push_back(std::move(curve));
    }
    if (!drawing->x.empty())
        drawing->x = padded(drawing->x, options.logX);
    QImage image;
    const PlotPlace place
        = placeOf(*drawing, options, m_scatter->zoomX(), m_scatter->zoomY(), m_scatter->viewport()->size());
    if (PlotView::needsPicture(*drawing, place))
        image = curvesImage(*drawing, place, m_scatter->devicePixelRatioF(), {});
    m_scatter->setDrawing(drawing, options, image, place);
}

void HyperPanel::showKept()
{
    m_kept->setText(tr("%1 of %n run(s) in all ranges", nullptr, int(m_view.shown.size()))
                        .arg(QLocale().toString(m_parallel->kept().size())));
}

} // namespace maquette::widgets
