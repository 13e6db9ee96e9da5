// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/ChartPanel.h"

#include <QAbstractItemView>
#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QSlider>

#include "widgets/common/PanelParts.h"
#include "widgets/common/Text.h"
#include "widgets/runs/ChartBuilder.h"

#include <functional>

using namespace Qt::StringLiterals;

namespace maquette::widgets {

namespace {

QFormLayout* makeForm(QWidget* panel)
{
    auto* form = new QFormLayout(panel);
    form->setContentsMargins(0, 0, 0, 0);
    form->setSpacing(6);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    return form;
}

QComboBox* makeChoice(const QString& objectName, const QString& name, QWidget* parent)
{
    auto* box = new QComboBox(parent);
    nameWidget(box, objectName, name);
    box->setMinimumContentsLength(8);
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    return box;
}

/// Keeps the choice where it is still there; `keep` is shown also where it is not.
void fill(QComboBox* box, const QStringList& entries, const QString& keep)
{
    QStringList now;
    for (int i = 0; i < box->count(); ++i)
        now << box->itemText(i);
    QStringList wanted = entries;
    if (!keep.isEmpty() && !wanted.contains(keep))
        wanted.prepend(keep);
    const QSignalBlocker quiet(box);
    if (now != wanted) {
        box->clear();
        box->addItems(wanted);
    }
    box->setCurrentIndex(box->findText(keep));
    if (box->isEditable() && box->currentText() != keep)
        box->setEditText(keep);
}

void choose(QComboBox* box, int value)
{
    const QSignalBlocker quiet(box);
    box->setCurrentIndex(box->findData(value));
}

QCheckBox* makeCheck(const QString& objectName, const QString& text, const QString& help, QWidget* parent)
{
    auto* box = new QCheckBox(text, parent);
    nameWidget(box, objectName, text);
    box->setToolTip(help);
    return box;
}

} // namespace

AxesPanel::AxesPanel(RunsDocument* document, QWidget* parent)
    : QWidget(parent)
    , m_document(document)
    , m_form(makeForm(this))
    , m_axis(makeChoice(u"xAxis"_s, tr("X axis"), this))
    , m_metric(makeChoice(u"xMetric"_s, tr("Metric on the x axis"), this))
    , m_perStep(makeChoice(u"perStep"_s, tr("How many a step takes"), this))
    , m_logX(makeCheck(u"logX"_s, tr("Logarithmic x"), tr("Steps of 0 and below have no place on it"), this))
    , m_logY(makeCheck(u"logY"_s, tr("Logarithmic y"), tr("Values of 0 and below break the line"), this))
    , m_outliers(makeCheck(u"ignoreOutliers"_s, tr("Ignore outliers"),
                           tr("The highest and lowest 2 % of what is drawn do not widen the y axis"), this))
    , m_left(makeCheck(u"leftBranches"_s, tr("Left branches"),
                       tr("Faint and dotted: points that a restart from an earlier step has overwritten"), this))
{
    using runs::XAxis;
    for (const auto& [axis, text] :
         {std::pair{XAxis::Step, tr("Step")}, std::pair{XAxis::RelativeTime, tr("Relative time")},
          std::pair{XAxis::WallTime, tr("Wall time")}, std::pair{XAxis::Samples, tr("Samples")},
          std::pair{XAxis::Tokens, tr("Tokens")}, std::pair{XAxis::Epoch, tr("Epoch")},
          std::pair{XAxis::Metric, tr("Another metric")}})
        m_axis->addItem(text, static_cast<int>(axis));
    m_perStep->setEditable(true);
    m_perStep->setInsertPolicy(QComboBox::NoInsert);
    m_perStep->setToolTip(
        tr("A number, or the name of a setting of the runs that holds it; several are multiplied: batch * sequence"));
    m_form->addRow(tr("X axis"), m_axis);
    m_form->addRow(tr("Metric"), m_metric);
    m_form->addRow(tr("Per step"), m_perStep);
    m_form->addRow(m_logX);
    m_form->addRow(m_logY);
    m_form->addRow(m_outliers);
    m_form->addRow(m_left);
    connect(m_axis, &QComboBox::activated, this, [this](int index) {
        change([&](ChartOptions& options) {
            options.x = static_cast<runs::XAxis>(m_axis->itemData(index).toInt());
            if (options.x == runs::XAxis::Metric && options.xMetric.empty() && !m_document->scalarTags().isEmpty())
                options.xMetric = toUtf8(m_document->scalarTags().first());
        });
    });
    connect(m_metric, &QComboBox::activated, this,
            [this] { change([&](ChartOptions& options) { options.xMetric = toUtf8(m_metric->currentText()); }); });
    const auto perStep = [this] {
        change([&](ChartOptions& options) { options.perStep = toUtf8(m_perStep->currentText().trimmed()); });
    };
    connect(m_perStep, &QComboBox::activated, this, perStep);
    connect(m_perStep->lineEdit(), &QLineEdit::editingFinished, this, perStep);
    const auto flag = [this](QCheckBox* box, bool ChartOptions::*member) {
        connect(box, &QCheckBox::toggled, this,
                [this, member](bool on) { change([&](ChartOptions& options) { options.*member = on; }); });
    };
    flag(m_logX, &ChartOptions::logX);
    flag(m_logY, &ChartOptions::logY);
    flag(m_outliers, &ChartOptions::ignoreOutliers);
    flag(m_left, &ChartOptions::leftBranches);
    connect(document, &RunsDocument::changed, this, [this](RunsDocument::Parts parts) {
        if (parts & (RunsDocument::Options | RunsDocument::Snapshot))
            refresh();
    });
    refresh();
}

void AxesPanel::change(const std::function<void(ChartOptions&)>& edit)
{
    ChartOptions options = m_document->options();
    edit(options);
    m_document->setOptions(options);
}

void AxesPanel::refresh()
{
    const ChartOptions& options = m_document->options();
    choose(m_axis, static_cast<int>(options.x));
    if (!m_metric->view()->isVisible())
        fill(m_metric, m_document->scalarTags(), fromUtf8(options.xMetric));
    if (!m_perStep->hasFocus())
        fill(m_perStep, QStringList{u"1"_s} + m_document->settingNames(), fromUtf8(options.perStep));
    const bool counted
        = options.x == runs::XAxis::Samples || options.x == runs::XAxis::Tokens || options.x == runs::XAxis::Epoch;
    m_form->labelForField(m_metric)->setVisible(options.x == runs::XAxis::Metric);
    m_metric->setVisible(options.x == runs::XAxis::Metric);
    auto* label = qobject_cast<QLabel*>(m_form->labelForField(m_perStep));
    label->setText(options.x == runs::XAxis::Epoch ? tr("Steps an epoch") : tr("Per step"));
    label->setVisible(counted);
    m_perStep->setVisible(counted);
    for (const auto& [box, on] :
         {std::pair{m_logX, options.logX}, std::pair{m_logY, options.logY},
          std::pair{m_outliers, options.ignoreOutliers}, std::pair{m_left, options.leftBranches}}) {
        const QSignalBlocker quiet(box);
        box->setChecked(on);
    }
}

SmoothingPanel::SmoothingPanel(RunsDocument* document, QWidget* parent)
    : QWidget(parent)
    , m_document(document)
    , m_kind(makeChoice(u"smoothing"_s, tr("Kind of smoothing"), this))
    , m_slider(new QSlider(Qt::Horizontal, this))
    , m_amount(new NumberBox(u"smoothingAmount"_s, tr("Amount of smoothing"), this))
    , m_behind(makeChoice(u"smoothingBehind"_s, tr("What stands behind a smoothed line"), this))
{
    using runs::Smoothing;
    for (const auto& [kind, text] :
         {std::pair{Smoothing::None, tr("None")}, std::pair{Smoothing::TensorBoard, tr("TensorBoard's mean")},
          std::pair{Smoothing::Aim, tr("Aim's mean")}, std::pair{Smoothing::TimeWeighted, tr("Time-weighted mean")},
          std::pair{Smoothing::MovingAverage, tr("Moving average")}, std::pair{Smoothing::Gaussian, tr("Gaussian")}})
        m_kind->addItem(text, static_cast<int>(kind));
    nameWidget(m_slider, u"smoothingSlider"_s, tr("Amount of smoothing"));
    m_slider->setRange(0, 999);
    m_amount->setNumbers(0, 0.999, 0.05, 3);
    using Behind = ChartOptions::Behind;
    for (const auto& [behind, text] :
         {std::pair{Behind::Raw, tr("Raw line")}, std::pair{Behind::Envelope, tr("Envelope")},
          std::pair{Behind::Nothing, tr("Nothing")}})
        m_behind->addItem(text, static_cast<int>(behind));
    auto* form = makeForm(this);
    form->addRow(tr("Kind"), m_kind);
    auto* row = new QHBoxLayout;
    row->addWidget(m_slider, 1);
    row->addWidget(m_amount);
    form->addRow(tr("Amount"), row);
    form->addRow(tr("Behind"), m_behind);
    const auto change = [this](auto edit) {
        ChartOptions options = m_document->options();
        edit(options);
        m_document->setOptions(options);
    };
    connect(m_kind, &QComboBox::activated, this, [this, change](int index) {
        change([&](ChartOptions& options) {
            options.smoothing = static_cast<Smoothing>(m_kind->itemData(index).toInt());
        });
    });
    const auto amount = [change](double value) {
        change([&](ChartOptions& options) {
            options.amount = value;
            // Who moves the slider wants to see something.
            if (options.smoothing == Smoothing::None && value > 0)
                options.smoothing = Smoothing::TensorBoard;
        });
    };
    connect(m_slider, &QSlider::valueChanged, this, [amount](int value) { amount(value / 1000.0); });
    connect(m_amount, &NumberBox::valueChanged, this, amount);
    connect(m_behind, &QComboBox::activated, this, [this, change](int index) {
        change([&](ChartOptions& options) { options.behind = static_cast<Behind>(m_behind->itemData(index).toInt()); });
    });
    connect(document, &RunsDocument::changed, this, [this](RunsDocument::Parts parts) {
        if (parts & RunsDocument::Options)
            refresh();
    });
    refresh();
}

void SmoothingPanel::refresh()
{
    const ChartOptions& options = m_document->options();
    choose(m_kind, static_cast<int>(options.smoothing));
    choose(m_behind, static_cast<int>(options.behind));
    const QSignalBlocker quiet(m_slider);
    m_slider->setValue(qRound(options.amount * 1000));
    m_amount->show(options.amount);
    m_behind->setEnabled(options.smoothing != runs::Smoothing::None);
}

GroupPanel::GroupPanel(RunsDocument* document, QWidget* parent)
    : QWidget(parent)
    , m_document(document)
    , m_by(makeChoice(u"groupBy"_s, tr("How runs are put together"), this))
    , m_setting(makeChoice(u"groupSetting"_s, tr("Setting that is the same in a group"), this))
    , m_pattern(new QLineEdit(this))
    , m_error(makeText(u"groupError"_s, u"bad"_s, this))
    , m_center(makeChoice(u"groupCenter"_s, tr("Line of a group"), this))
    , m_band(makeChoice(u"groupBand"_s, tr("Band of a group"), this))
{
    using By = GroupChoice::By;
    for (const auto& [by, text] :
         {std::pair{By::None, tr("Every run alone")}, std::pair{By::Setting, tr("Same setting")},
          std::pair{By::Pattern, tr("Pattern of names")}})
        m_by->addItem(text, static_cast<int>(by));
    nameWidget(m_pattern, u"groupPattern"_s, tr("Regular expression of names"));
    m_pattern->setPlaceholderText(u"^(.*)-seed\\d+$"_s);
    m_pattern->setToolTip(tr("Runs whose names match with the same text in the first parentheses are a group"));
    using Center = GroupChoice::Center;
    m_center->addItem(tr("Mean"), static_cast<int>(Center::Mean));
    m_center->addItem(tr("Median"), static_cast<int>(Center::Median));
    using Band = GroupChoice::Band;
    for (const auto& [band, text] :
         {std::pair{Band::Extremes, tr("Lowest to highest")}, std::pair{Band::Deviation, tr("Standard deviation")},
          std::pair{Band::Error, tr("Standard error")}, std::pair{Band::Interval, tr("95 % of the mean")},
          std::pair{Band::None, tr("None")}})
        m_band->addItem(text, static_cast<int>(band));
    auto* form = makeForm(this);
    form->addRow(tr("Groups"), m_by);
    form->addRow(m_setting);
    form->addRow(m_pattern);
    form->addRow(m_error);
    form->addRow(tr("Line"), m_center);
    form->addRow(tr("Band"), m_band);
    const auto change = [this](auto edit) {
        ChartOptions options = m_document->options();
        edit(options.group);
        m_document->setOptions(options);
    };
    connect(m_by, &QComboBox::activated, this, [this, change](int index) {
        change([&](GroupChoice& group) {
            group.by = static_cast<By>(m_by->itemData(index).toInt());
            if (group.by == By::Setting && !m_document->settingNames().contains(fromUtf8(group.key)))
                group.key = m_document->settingNames().isEmpty() ? "" : toUtf8(m_document->settingNames().first());
            if (group.by == By::Pattern)
                group.key = toUtf8(m_pattern->text());
        });
    });
    connect(m_setting, &QComboBox::activated, this,
            [this, change] { change([&](GroupChoice& group) { group.key = toUtf8(m_setting->currentText()); }); });
    connect(m_pattern, &QLineEdit::textEdited, this,
            [change](const QString& text) { change([&](GroupChoice& group) { group.key = toUtf8(text); }); });
    connect(m_center, &QComboBox::activated, this, [this, change](int index) {
        change([&](GroupChoice& group) { group.center = static_cast<Center>(m_center->itemData(index).toInt()); });
    });
    connect(m_band, &QComboBox::activated, this, [this, change](int index) {
        change([&](GroupChoice& group) { group.band = static_cast<Band>(m_band->itemData(index).toInt()); });
    });
    connect(document, &RunsDocument::changed, this, [this](RunsDocument::Parts parts) {
        if (parts & (RunsDocument::Options | RunsDocument::Snapshot))
            refresh();
    });
    refresh();
}

void GroupPanel::refresh()
{
    const GroupChoice& group = m_document->options().group;
    choose(m_by, static_cast<int>(group.by));
    choose(m_center, static_cast<int>(group.center));
    choose(m_band, static_cast<int>(group.band));
    const bool bySetting = group.by == GroupChoice::By::Setting;
    const bool byPattern = group.by == GroupChoice::By::Pattern;
    if (!m_setting->view()->isVisible())
        fill(m_setting, m_document->settingNames(), bySetting ? fromUtf8(group.key) : QString());
    if (byPattern && m_pattern->text() != fromUtf8(group.key))
        m_pattern->setText(fromUtf8(group.key));
    m_setting->setVisible(bySetting);
    m_pattern->setVisible(byPattern);
    const QString error = patternError(group);
    m_error->setText(error);
    m_error->setVisible(!error.isEmpty());
    m_center->setEnabled(group.by != GroupChoice::By::None);
    m_band->setEnabled(group.by != GroupChoice::By::None);
}

} // namespace maquette::widgets
