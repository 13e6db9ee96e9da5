// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/MediaPanel.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QGridLayout>
#include <QLabel>
#include <QLocale>
#include <QPointer>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QSlider>
#include <QThreadPool>

#include "widgets/common/Mailbox.h"
#include "widgets/common/Text.h"
#include "widgets/runs/PictureCell.h"
#include "widgets/runs/PlotView.h"
#include "widgets/runs/RidgeView.h"
#include "widgets/runs/StepSlider.h"
#include "widgets/runs/TagModel.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace maquette::widgets {

/// What one run has at the step.
struct MediaPart {
    QString id, caption;
    QColor color;
    Qt::PenStyle style = Qt::SolidLine;
    std::vector<QImage> pictures;
    std::vector<RidgeView::Layer> layers;
    std::vector<QPointF> curve; ///< recall, precision
    QString trouble;
};

namespace {

constexpr std::array kinds{runs::Kind::Pictures, runs::Kind::Histogram, runs::Kind::PrecisionRecall};
constexpr int cellWidth = 260, cellHeight = 240;
constexpr std::size_t mostRuns = 24, mostPictures = 16, mostLayers = 30;

MediaPart readPart(const ShownRun& shown, const std::string& tag, runs::Kind kind, std::int64_t step)
{
    MediaPart part;
    part.id = fromUtf8(shown.run->id);
    part.color = shown.color;
    part.style = shown.style;
    const auto found = shown.run->tag(tag, kind);
    const std::int64_t at = found && found->history ? found->history->atOrBefore(step) : -1;
    if (at < 0) {
        part.caption = shown.name;
        return part;
    }
    const runs::History& history = *found->history;
    const runs::Entry& entry = history.entry(at);
    part.caption = QCoreApplication::translate("MediaPanel", "%1 · step %2")
                       .arg(shown.name, QLocale().toString(qlonglong(entry.step)));
    const auto failed = [&](const base::Error& error) { part.trouble = translated(error.message); };
    if (kind == runs::Kind::Pictures) {
        const auto pictures = history.pictures(entry);
        if (!pictures.ok())
            failed(pictures.error());
        else
            for (const runlog::Picture& picture : pictures.value()) {
                if (part.pictures.size() == mostPictures)
                    break;
                const QImage image = QImage::fromData(reinterpret_cast<const uchar*>(picture.encoded.data()),
                                                      static_cast<int>(picture.encoded.size()));
                if (image.isNull())
                    part.trouble = QCoreApplication::translate("MediaPanel", "A picture cannot be decoded.");
                else
                    part.pictures.push_back(image);
            }
    } else if (kind == runs::Kind::Histogram) {
        // Evenly over what came before, the chosen step always.
        const std::int64_t every
            = std::max<std::int64_t>(1, (at + std::int64_t(mostLayers)) / std::int64_t(mostLayers));
        for (std::int64_t i = at % every; i <= at; i += every) {
            auto histogram = history.histogram(history.entry(i));
            if (histogram.ok())
                part.layers.push_back({history.entry(i).step, std::move(histogram).value()});
            else
                failed(histogram.error());
        }
    } else {
        const auto curve = history.precisionRecall(entry);
        if (!curve.ok())
            failed(curve.error());
        else
            for (std::size_t i = 0; i < std::min(curve.value().recall.size(), curve.value().precision.size()); ++i)
                part.curve.push_back({curve.value().recall[i], curve.value().precision[i]});
    }
    return part;
}

} // namespace

MediaPanel::MediaPanel(QWidget* parent)
    : RunsPanel(parent)
    , m_pool(new QThreadPool(this))
    , m_tags(new QComboBox(this))
    , m_slider(new QSlider(Qt::Horizontal, this))
    , m_step(new QLabel(this))
    , m_none(new QLabel(this))
    , m_scroll(new QScrollArea(this))
    , m_sheet(new QWidget(m_scroll))
    , m_grid(new QGridLayout(m_sheet))
{
    m_pool->setMaxThreadCount(1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    auto* row = new QHBoxLayout;
    nameWidget(m_tags, u"mediaTag"_s, tr("Pictures, histograms or PR curves"));
    nameWidget(m_slider, u"mediaStep"_s, tr("Step"));
    m_step->setObjectName(u"mediaStepLabel"_s);
    row->addWidget(m_tags);
    row->addWidget(m_slider, 1);
    row->addWidget(m_step);
    column->addLayout(row);
    nameWidget(m_scroll, u"mediaScroll"_s, tr("Runs side by side"));
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setSpacing(8);
    m_scroll->setWidget(m_sheet);
    column->addWidget(m_scroll, 1);
    m_none->setObjectName(u"noMedia"_s);
    m_none->setProperty("role", u"muted"_s);
    m_none->setAlignment(Qt::AlignCenter);
    m_none->setWordWrap(true);
    m_none->setText(tr("No shown run has pictures, histograms or PR curves. Trainings write them with add_image(), "
                       "add_histogram() and add_pr_curve() of TensorBoard."));
    column->addWidget(m_none, 1);
    connect(m_tags, &QComboBox::activated, this, [this] {
        m_steps.clear();
        fillSteps();
    });
    connect(m_slider, &QSlider::valueChanged, this, &MediaPanel::load);
}

MediaPanel::~MediaPanel() { m_pool->waitForDone(); }

void MediaPanel::setRuns(const RunsView& view)
{
    m_view = view;
    fillTags();
}

runs::Kind MediaPanel::kind() const { return static_cast<runs::Kind>(m_tags->currentData().toInt()); }

void MediaPanel::fillTags()
{
    QStringList labels;
    std::vector<std::pair<QString, int>> entries;
    for (const runs::Kind kind : kinds)
        for (const QString& tag : tagsOf(m_view.shown, kind)) {
            labels << tr("%1 (%2)", "tag (its kind)").arg(tag, TagModel::kindText(kind));
            entries.push_back({tag, static_cast<int>(kind)});
        }
    keepChoice(m_tags, labels);
    for (int i = 0; i < m_tags->count(); ++i) {
        m_tags->setItemData(i, entries[std::size_t(i)].second);
        m_tags->setItemData(i, entries[std::size_t(i)].first, Qt::UserRole + 1);
    }
    const bool some = m_tags->count() > 0;
    for (QWidget* widget : {static_cast<QWidget*>(m_tags), static_cast<QWidget*>(m_slider),
                            static_cast<QWidget*>(m_step), static_cast<QWidget*>(m_scroll)})
        widget->setVisible(some);
    m_none->setVisible(!some);
    if (some)
        fillSteps();
}

void MediaPanel::showTag(const QString& tag)
{
    for (int i = 0; i < m_tags->count(); ++i)
        if (m_tags->itemData(i, Qt::UserRole + 1).toString() == tag)
            m_tags->setCurrentIndex(i);
    m_steps.clear();
    fillSteps();
}

void MediaPanel::fillSteps()
{
    const std::string tag = toUtf8(m_tags->currentData(Qt::UserRole + 1).toString());
    const bool atEnd = m_steps.empty() || m_slider->value() == m_slider->maximum();
    m_steps = stepsOf(m_view.shown, tag, kind());
    {
        const QSignalBlocker quiet(m_slider);
        m_slider->setRange(0, std::max(0, int(m_steps.size()) - 1));
        if (atEnd)
            m_slider->setValue(m_slider->maximum());
    }
    m_slider->setEnabled(m_steps.size() > 1);
    load();
}

void MediaPanel::load()
{
    if (m_steps.empty())
        return;
    const std::int64_t step = m_steps[static_cast<std::size_t>(m_slider->value())];
    m_step->setText(tr("step %1").arg(QLocale().toString(qlonglong(step))));
    if (m_working) {
        m_pending = true;
        return;
    }
    m_pending = false;
    const std::string tag = toUtf8(m_tags->currentData(Qt::UserRole + 1).toString());
    const runs::Kind which = kind();
    std::vector<ShownRun> shown;
    std::vector<const runs::History*> seen;
    for (const ShownRun& run : m_view.shown)
        if (const auto found = run.run->tag(tag, which); found && shown.size() < mostRuns) {
            shown.push_back(run);
            seen.push_back(found->history.get());
        }
    if (seen == m_seen && step == m_seenStep)
        return;
    m_seen = std::move(seen);
    m_seenStep = step;
    m_working = true;
    const QPointer<QObject> guard(this);
    m_pool->start([this, guard, shown, tag, which, step] {
        auto parts = std::make_shared<std::vector<MediaPart>>();
        for (const ShownRun& run : shown)
            parts->push_back(readPart(run, tag, which, step));
        onInterface(guard, [this, parts, which] {
            m_working = false;
            show(*parts, which);
            if (m_pending)
                load();
        });
    });
}

void MediaPanel::show(const std::vector<MediaPart>& parts, runs::Kind which)
{
    // Cells of the same kind are filled anew instead of made anew, so that the slider does not flicker.
    std::vector<QWidget*> old = std::exchange(m_cells, {});
    std::size_t used = 0;
    const auto cell = [&]<class Cell>(Cell*) {
        while (used < old.size()) {
            QWidget* candidate = old[used++];
            if (auto* fits = qobject_cast<Cell*>(candidate)) {
                m_cells.push_back(fits);
                return fits;
            }
            candidate->deleteLater();
        }
        auto* made = new Cell(m_sheet);
        m_cells.push_back(made);
        return made;
    };
    if (which == runs::Kind::Pictures) {
        for (const MediaPart& part : parts) {
            for (std::size_t i = 0; i < part.pictures.size(); ++i)
                cell(static_cast<PictureCell*>(nullptr))
                    ->setPicture(part.pictures[i],
                                 part.pictures.size() > 1
                                     ? tr("%1 · %2 of %3").arg(part.caption).arg(i + 1).arg(part.pictures.size())
                                     : part.caption,
                                 part.color);
            if (part.pictures.empty())
                cell(static_cast<PictureCell*>(nullptr))
                    ->setPicture({}, part.trouble.isEmpty() ? part.caption : part.caption + u" · "_s + part.trouble,
                                 part.color);
        }
    } else if (which == runs::Kind::Histogram) {
        for (const MediaPart& part : parts) {
            auto* view = cell(static_cast<RidgeView*>(nullptr));
            view->setLayers(part.layers, part.trouble.isEmpty() ? part.caption : part.trouble, part.color);
            view->setAccessibleName(part.caption);
        }
    } else {
        auto drawing = std::make_shared<ChartDrawing>();
        for (const MediaPart& part : parts) {
            DrawnCurve curve;
            curve.id = part.id;
            curve.name = part.caption;
            curve.color = part.color;
            curve.style = part.style;
            if (!part.curve.empty())
                curve.line.push_back(part.curve);
            drawing->curves.push_back(std::move(curve));
        }
        drawing->x = drawing->y = {0, 1};
        auto* plot = cell(static_cast<PlotView*>(nullptr));
        nameWidget(plot, u"precisionRecall"_s, tr("Precision over recall"));
        ChartOptions options;
        options.x = runs::XAxis::Metric;
        options.xMetric = toUtf8(tr("Recall"));
        plot->setDrawing(drawing, options);
        connect(plot, &PlotView::runPicked, this, &RunsPanel::runPicked, Qt::UniqueConnection);
    }
    for (; used < old.size(); ++used) {
        old[used]->hide();
        old[used]->setObjectName({});
        old[used]->deleteLater();
    }
    int number = 0;
    for (QWidget* widget : m_cells)
        if (!qobject_cast<PlotView*>(widget))
            widget->setObjectName(u"media:%1"_s.arg(number++));
    arrange();
}

void MediaPanel::arrange()
{
    const int columns = std::clamp(m_scroll->viewport()->width() / cellWidth, 1, std::max(1, int(m_cells.size())));
    for (QWidget* widget : m_cells)
        m_grid->removeWidget(widget);
    for (int i = 0; i < m_grid->columnCount(); ++i)
        m_grid->setColumnStretch(i, i < columns ? 1 : 0);
    for (int i = 0; i < m_grid->rowCount(); ++i)
        m_grid->setRowMinimumHeight(i, 0);
    for (std::size_t i = 0; i < m_cells.size(); ++i) {
        const int at = static_cast<int>(i);
        m_grid->addWidget(m_cells[i], at / columns, at % columns);
        m_grid->setRowMinimumHeight(at / columns, cellHeight);
        m_cells[i]->show();
    }
}

void MediaPanel::resizeEvent(QResizeEvent* event)
{
    RunsPanel::resizeEvent(event);
    arrange();
}

} // namespace maquette::widgets
