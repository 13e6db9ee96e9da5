// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/MediaPanel.h"

#include <QFileInfo>
#include <QGridLayout>
#include <QLabel>
#include <QPointer>
#include <QScrollArea>
#include <QThreadPool>

#include "widgets/common/FileChooser.h"
#include "widgets/common/JobRunner.h"
#include "widgets/common/Mailbox.h"
#include "widgets/common/MessageBar.h"
#include "widgets/common/Text.h"
#include "widgets/runs/MediaWork.h"
#include "widgets/runs/MeshCell.h"
#include "widgets/runs/PictureCell.h"
#include "widgets/runs/PlotView.h"
#include "widgets/runs/RidgeView.h"
#include "widgets/runs/SoundCell.h"
#include "widgets/runs/StepBar.h"
#include "widgets/runs/TensorCell.h"

#include <algorithm>
#include <array>
#include <type_traits>
#include <utility>

using namespace Qt::StringLiterals;

namespace maquette::widgets {

namespace {

constexpr std::array kinds{runs::Kind::Pictures, runs::Kind::Histogram, runs::Kind::PrecisionRecall,
                           runs::Kind::Audio,    runs::Kind::Mesh,      runs::Kind::Tensor};
constexpr int cellWidth = 260, cellHeight = 240;
constexpr std::size_t mostRuns = 24;

} // namespace

MediaPanel::MediaPanel(const WorkspaceContext& context, QWidget* parent)
    : RunsPanel(parent)
    , m_context(context)
    , m_pool(new QThreadPool(this))
    , m_bar(new StepBar(u"media"_s, tr("What is shown: pictures, histograms, PR curves, clips, meshes or tensors"),
                        tr("Step"), this))
    , m_none(new QLabel(this))
    , m_scroll(new QScrollArea(this))
    , m_sheet(new QWidget(m_scroll))
    , m_grid(new QGridLayout(m_sheet))
{
    m_pool->setMaxThreadCount(1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_bar);
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
    m_none->setText(
        tr("No shown run has pictures, histograms, PR curves, clips, meshes or tensors. Trainings write them with "
           "add_image(), add_histogram(), add_pr_curve(), add_audio(), add_mesh() and add_tensor() of "
           "TensorBoard."));
    column->addWidget(m_none, 1);
    connect(m_bar, &StepBar::changed, this, &MediaPanel::load);
}

MediaPanel::~MediaPanel() { m_pool->waitForDone(); }

void MediaPanel::setRuns(const RunsView& view)
{
    m_view = view;
    m_bar->setRuns(view.shown, kinds);
    const bool some = !m_bar->isEmpty();
    m_bar->setVisible(some);
    m_scroll->setVisible(some);
    m_none->setVisible(!some);
    load();
}

void MediaPanel::showTag(const QString& tag)
{
    m_bar->chooseTag(tag);
    load();
}

void MediaPanel::load()
{
    const auto chosen = m_bar->step();
    if (!chosen)
        return;
    const std::int64_t step = *chosen;
    if (m_working) {
        m_pending = true;
        return;
    }
    m_pending = false;
    const std::string tag = toUtf8(m_bar->tag());
    const runs::Kind which = m_bar->kind();
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
            parts->push_back(readMedia(run, tag, which, step));
        onInterface(guard, [this, parts, which] {
            m_working = false;
            show(*parts, which);
            if (m_pending)
                load();
        });
    });
}

/// Cells of the same kind are filled anew instead of made anew, so that the slider does not flicker.
template <class Cell> Cell* MediaPanel::cell()
{
    while (m_used < m_old.size()) {
        QWidget* candidate = m_old[m_used++];
        if (auto* fits = qobject_cast<Cell*>(candidate)) {
            m_cells.push_back(fits);
            return fits;
        }
        candidate->hide();
        candidate->setObjectName({});
        candidate->deleteLater();
    }
    auto* made = new Cell(m_sheet);
    m_cells.push_back(made);
    if constexpr (std::is_base_of_v<MediaCell, Cell>)
        connect(made, &MediaCell::saveRequested, this, &MediaPanel::save);
    if constexpr (std::is_same_v<MeshCell, Cell>)
        // Meshes side by side are seen from one side.
        connect(made->view(), &MeshView::cameraMoved, this, [this](const MeshCamera& camera) {
            for (QWidget* widget : m_cells)
                if (auto* other = qobject_cast<MeshCell*>(widget))
                    other->view()->setCamera(camera);
        });
    return made;
}

void MediaPanel::show(const std::vector<MediaPart>& parts, runs::Kind which)
{
    m_old = std::exchange(m_cells, {});
    m_used = 0;
    if (which == runs::Kind::PrecisionRecall)
        showCurves(parts);
    else
        for (const MediaPart& part : parts)
            showPart(part, which);
    for (; m_used < m_old.size(); ++m_used) {
        m_old[m_used]->hide();
        m_old[m_used]->setObjectName({});
        m_old[m_used]->deleteLater();
    }
    m_old.clear();
    int number = 0;
    for (QWidget* widget : m_cells)
        if (!qobject_cast<PlotView*>(widget))
            widget->setObjectName(u"media:%1"_s.arg(number++));
    arrange();
}

void MediaPanel::showPart(const MediaPart& part, runs::Kind which)
{
    const QString told = part.trouble.isEmpty() ? part.caption : part.caption + u" · "_s + part.trouble;
    const auto numbered = [&](std::size_t i, std::size_t count) {
        return count > 1 ? tr("%1 · %2 of %3").arg(part.caption).arg(i + 1).arg(count) : part.caption;
    };
    switch (which) {
    case runs::Kind::Pictures:
        for (std::size_t i = 0; i < part.pictures.size(); ++i)
            cell<PictureCell>()->setPicture(part.pictures[i], numbered(i, part.pictures.size()), part.color);
        if (part.pictures.empty())
            cell<PictureCell>()->setPicture({}, told, part.color);
        break;
    case runs::Kind::Histogram: {
        auto* view = cell<RidgeView>();
        view->setLayers(part.layers, part.trouble.isEmpty() ? part.caption : part.trouble, part.color);
        view->setAccessibleName(part.caption);
        break;
    }
    case runs::Kind::Audio:
        for (std::size_t i = 0; i < part.clips.size(); ++i)
            cell<SoundCell>()->setClip(part.clips[i].audio, part.clips[i].sound, numbered(i, part.clips.size()),
                                       part.color);
        if (part.clips.empty())
            cell<PictureCell>()->setPicture({}, told, part.color);
        break;
    case runs::Kind::Mesh:
        cell<MeshCell>()->setMesh(part.mesh, part.caption, part.color, part.trouble);
        break;
    case runs::Kind::Tensor:
        cell<TensorCell>()->setTensor(part.tensor, part.facts, part.caption, part.color, part.trouble);
        break;
    default:
        break;
    }
}

void MediaPanel::showCurves(const std::vector<MediaPart>& parts)
{
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
    auto* plot = cell<PlotView>();
    nameWidget(plot, u"precisionRecall"_s, tr("Precision over recall"));
    ChartOptions options;
    options.x = runs::XAxis::Metric;
    options.xMetric = toUtf8(tr("Recall"));
    plot->setDrawing(drawing, options);
    connect(plot, &PlotView::runPicked, this, &RunsPanel::runPicked, Qt::UniqueConnection);
}

void MediaPanel::save(const MediaCell::Offer& offer)
{
    m_context.chooser->ask(m_context.window, offer.question, [this, write = offer.write](const QStringList& files) {
        const QString name = QFileInfo(files.first()).fileName();
        std::function<base::Result<bool>(const base::Job&)> work = [file = files.first(), write](const base::Job&) {
            const auto written = write(file);
            return written.ok() ? base::Result<bool>(true) : base::Result<bool>(written.error());
        };
        m_context.jobs->run<bool>(tr("Save %1").arg(name), this, work, [this, name](const base::Result<bool>& done) {
            if (!done.ok())
                return m_context.messages->showError(done.error());
            MessageSpec message;
            message.kind = MessageSpec::Kind::Ok;
            message.text = tr("%1 is written.").arg(name);
            message.key = u"runsExport"_s;
            m_context.messages->showMessage(message);
        });
    });
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
