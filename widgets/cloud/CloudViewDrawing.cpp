// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QElapsedTimer>

#include "widgets/cloud/GlViewPrivate.h"

#include <algorithm>
#include <cmath>

namespace maquette::widgets {

namespace {

constexpr double frameGoalMs = 33;
constexpr int restMs = 140; // after the last motion, before everything is drawn
// Points a frame while moving: where it starts, and the least.
constexpr std::size_t processorStart = 200'000;
constexpr std::size_t graphicsStart = 2'000'000;
constexpr std::size_t fewestMoving = 20'000;
/// When a full picture takes longer, one with fewer points comes first.
constexpr double patienceMs = 120;
constexpr double guessMs = 35e-6; ///< that a point takes, before one picture was drawn
/// Up to so many points colors are made at once, which takes a millisecond or two.
constexpr std::size_t fewPoints = 100'000;

/// Colors that need no pass over the points.
bool quick(const CloudScene& scene, const cloud::PaneContent& content)
{
    using cloud::ColorBy;
    return scene.points->size() <= fewPoints || content.by == ColorBy::Truth || content.by == ColorBy::Prediction
        || (content.by == ColorBy::Input && !scene.points->colors.empty());
}

} // namespace

CloudView::Private::Private(CloudView* owner)
    : view(owner)
    , overlay(new GlViewOverlay(owner))
    , m_worker(new GlViewWorker(this))
{
    m_rest.setSingleShot(true);
    m_rest.setInterval(restMs);
    connect(&m_rest, &QTimer::timeout, this, &Private::rested);
}

CloudView::Private::~Private() = default;

QSize CloudView::Private::pixels() const
{
    const QSize size = view->size() * view->devicePixelRatioF();
    return size.expandedTo({1, 1});
}

cloud::ViewState CloudView::Private::deviceState() const
{
    cloud::ViewState result = state;
    result.look.eyeDomeRadius *= view->devicePixelRatioF();
    // An adaptive size is a multiple of a length in the cloud already.
    if (!result.look.adaptive)
        result.look.size *= view->devicePixelRatioF();
    return result;
}

double CloudView::Private::diagonal() const { return empty() ? 1 : scene.points->bounds.diagonal(); }

QPointF CloudView::Private::inPane(const QPointF& place, int pane) const
{
    return place - view->paneRect(pane).topLeft();
}

void CloudView::Private::makeCanvas()
{
    if (canvas || m_budget > 0)
        return;
    if (!GlViewCanvas::wanted()) {
        m_budget = processorStart;
        return;
    }
    m_budget = graphicsStart;
    canvas = new GlViewCanvas(view);
    canvas->setGeometry(view->rect());
    canvas->lower();
    canvas->show();
    connect(canvas, &GlViewCanvas::drawn, this, &Private::frameDrawn);
}

void CloudView::Private::setScene(const CloudScene& next)
{
    const bool samePoints = next.points == scene.points;
    if (!samePoints || next.slots != scene.slots || next.table != scene.table || next.confidence != scene.confidence) {
        m_worker->stop(GlViewWorker::Kind::Colors);
        m_making = false;
        m_made.clear();
        m_colors.clear();
    }
    if (!samePoints) {
        m_worker->stop(GlViewWorker::Kind::Pick);
        m_worker->stop(GlViewWorker::Kind::Region);
        cancelDrag();
        m_picture = {};
        m_fullMs = next.points ? static_cast<double>(next.points->size()) * guessMs : 0;
        std::erase_if(markers, [&next](std::uint32_t index) { return !next.points || index >= next.points->size(); });
    }
    scene = next;
    if (!empty())
        makeCanvas();
    if (canvas) {
        canvas->setVisible(!empty());
        canvas->scene().setData({scene.points, scene.slots, scene.selected});
    }
    updateColors();
    changed(false);
}

void CloudView::Private::setState(const cloud::ViewState& next)
{
    if (next == state)
        return;
    const bool panesChanged = next.panes != state.panes || next.curtain.has_value() != state.curtain.has_value();
    const bool motion = drag != Drag::None && m_motion;
    state = next;
    if (panesChanged)
        updateColors();
    changed(motion);
    describe();
}

void CloudView::Private::updateColors()
{
    if (empty()) {
        m_colors.clear();
        return;
    }
    std::vector<cloud::PaneContent> contents = state.panes;
    if (contents.empty())
        contents.emplace_back();
    // Where the right side of a curtain is missing, it is the left one.
    if (state.curtain && contents.size() == 1)
        contents.push_back(contents.front());
    PaneColorList colors;
    std::optional<cloud::PaneContent> missing;
    for (const cloud::PaneContent& content : contents) {
        const auto found = std::find_if(m_made.begin(), m_made.end(),
                                        [&content](const MadeColors& each) { return each.content == content; });
        if (found != m_made.end()) {
            colors.push_back(found->colors);
        } else if (quick(scene, content)) {
            colors.push_back(std::make_shared<const cloud::PaneColors>(colorsOf(scene, content)));
            m_made.push_back({content, colors.back()});
        } else {
            colors.push_back(nullptr);
            missing = content;
        }
    }
    // Enough for all panes and the attributes that somebody leafs through.
    constexpr std::size_t mostMade = 12;
    if (m_made.size() > mostMade)
        m_made.erase(m_made.begin(), m_made.end() - mostMade);
    m_colors = std::move(colors);
    if (missing && !m_making) {
        m_making = true;
        m_worker->run<std::shared_ptr<const cloud::PaneColors>>(
            GlViewWorker::Kind::Colors,
            [held = scene, content = *missing](const base::Job&) {
                return std::make_shared<const cloud::PaneColors>(colorsOf(held, content));
            },
            [this, content = *missing](std::shared_ptr<const cloud::PaneColors> made) {
                m_making = false;
                m_made.push_back({content, std::move(made)});
                updateColors();
                changed(m_motion);
            });
    }
}

void CloudView::Private::changed(bool motion)
{
    ++m_revision;
    complete = false;
    m_pictureFull = false;
    if (motion) {
        m_motion = true;
        m_rest.start();
    }
    // While something moves each quick picture comes to its end, or there would be none.
    if (!motion || m_runningFull) {
        m_worker->stop(GlViewWorker::Kind::Picture);
        m_pictureRunning = false;
    }
    overlay->update();
    if (empty()) {
        m_picture = {};
        return;
    }
    if (!canvas) {
        startPicture();
        return;
    }
    canvas->scene().setState(deviceState());
    canvas->scene().setPaneColors(m_colors);
    canvas->setRevision(m_revision);
    setOptions();
    canvas->update();
}

void CloudView::Private::setOptions()
{
    cloud::FrameOptions options;
    const std::size_t panes = cloud::paneLayout(state, 1000, 1000).size();
    options.budget = m_motion ? std::max<std::size_t>(1, m_budget / panes) : 0;
    canvas->setOptions(options);
}

void CloudView::Private::adaptBudget(double took)
{
    const double factor = std::clamp(frameGoalMs / std::max(took, 0.5), 0.5, 1.5);
    const auto next = static_cast<std::size_t>(static_cast<double>(m_budget) * factor);
    // Beyond what there is (in four panes) a frame's time says nothing.
    m_budget = std::max(fewestMoving, std::min(next, 4 * scene.points->size()));
}

bool CloudView::Private::colored() const
{
    return std::all_of(m_colors.begin(), m_colors.end(), [](const auto& each) { return each != nullptr; });
}

void CloudView::Private::frameDrawn()
{
    if (empty() || !canvas)
        return;
    const cloud::FrameInfo& frame = canvas->lastFrame();
    drawn = static_cast<qint64>(frame.drawn);
    milliseconds = frame.milliseconds;
    if (m_motion && frame.complete)
        adaptBudget(frame.milliseconds);
    if (!frame.complete)
        canvas->update();
    else if (frame.drawn == scene.points->size() && colored() && canvas->lastRevision() == m_revision && !complete)
        nowComplete();
}

void CloudView::Private::nowComplete()
{
    complete = true;
    Q_EMIT view->frameDrawn();
}

void CloudView::Private::rested()
{
    m_motion = false;
    if (m_settling && drag == Drag::None) {
        m_settling = false;
        Q_EMIT view->cameraChanged(state.camera, true);
    }
    if (!complete)
        changed(false);
}

void CloudView::Private::startPicture()
{
    const QSize size = pixels();
    constexpr int smallest = 16; // as renderCloud() has it
    if (m_pictureRunning || empty() || !colored() || size.width() < smallest || size.height() < smallest
        || !view->isVisible())
        return;
    m_pictureRunning = true;
    const bool quick = m_motion || (m_fullMs > patienceMs && m_quickRevision != m_revision);
    m_quickRevision = m_revision;
    const std::size_t budget = quick ? m_budget : 0;
    m_runningFull = !quick;
    CloudWork work{scene, deviceState(), m_colors, size};
    QElapsedTimer clock;
    clock.start();
    m_worker->run<QImage>(
        GlViewWorker::Kind::Picture, [work, budget](const base::Job& job) { return work.picture(budget, job); },
        [this, camera = state.camera, revision = m_revision, budget, clock](const QImage& picture) {
            m_pictureRunning = false;
            takePicture(picture, camera, revision, budget, static_cast<double>(clock.nsecsElapsed()) / 1e6);
            // What came meanwhile, or the rest of the points; a size that cannot be drawn is not tried again.
            if (revision != m_revision || (!picture.isNull() && !m_pictureFull && !m_motion))
                startPicture();
        });
}

void CloudView::Private::takePicture(const QImage& picture, const cloud::Camera& camera, quint64 revision,
                                     std::size_t budget, double took)
{
    if (picture.isNull() || empty())
        return;
    m_picture = picture;
    m_picture.setDevicePixelRatio(view->devicePixelRatioF());
    m_shownCamera = camera;
    const std::size_t size = scene.points->size();
    const bool all = budget == 0 || budget >= size;
    m_pictureFull = all && revision == m_revision;
    m_pictureTold = false;
    drawn = static_cast<qint64>(all ? size : budget);
    milliseconds = took;
    if (all)
        m_fullMs = took;
    if (budget != 0)
        adaptBudget(took);
    overlay->update();
}

void CloudView::Private::picturePainted()
{
    if (!m_pictureFull || m_pictureTold)
        return;
    m_pictureTold = true;
    QMetaObject::invokeMethod(
        this,
        [this, revision = m_revision] {
            if (revision == m_revision)
                nowComplete();
        },
        Qt::QueuedConnection);
}

} // namespace maquette::widgets
