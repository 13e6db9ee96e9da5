// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/cloud/GlViewWorker.h"

#include "widgets/cloud/CloudData.h"

#include <algorithm>

namespace maquette::widgets {

namespace {

constexpr int threads = 2; // a pick does not wait for a picture

} // namespace

GlViewWorker::GlViewWorker(QObject* parent)
    : QObject(parent)
{
    m_pool.setMaxThreadCount(threads);
}

GlViewWorker::~GlViewWorker()
{
    for (auto& [kind, stop] : m_stops)
        stop.request_stop();
    m_pool.waitForDone();
}

void GlViewWorker::stop(Kind kind) { m_stops[kind].request_stop(); }

void GlViewWorker::start(std::function<void()> work) { m_pool.start(std::move(work)); }

const cloud::ClassSlots& slotsOf(const CloudScene& scene)
{
    static const cloud::ClassSlots none;
    return scene.slots ? *scene.slots : none;
}

const cloud::ClassTable& tableOf(const CloudScene& scene)
{
    static const cloud::ClassTable none;
    return scene.table ? *scene.table : none;
}

cloud::PaneColors colorsOf(const CloudScene& scene, const cloud::PaneContent& content)
{
    if (!scene.confidence || content != cloud::PaneContent{cloud::ColorBy::Attribute, confidenceName})
        return cloud::makePaneColors(*scene.points, slotsOf(scene), tableOf(scene), content);
    // The attribute comes and goes with the prediction, while the points stay as they are.
    auto attributes = std::make_shared<cloud::Cloud>();
    attributes->attributes.push_back({confidenceName, *scene.confidence, cloud::Role::None});
    cloud::PointSet points;
    points.order = scene.points->order;
    points.cloud = attributes;
    return cloud::makePaneColors(points, slotsOf(scene), tableOf(scene), content);
}

cloud::RenderInput CloudWork::input() const
{
    cloud::RenderInput input;
    input.points = scene.points.get();
    input.slots = &slotsOf(scene);
    input.table = &tableOf(scene);
    if (scene.selected)
        input.selected = *scene.selected;
    return input;
}

QImage CloudWork::picture(std::size_t budget, const base::Job& job) const
{
    cloud::RenderInput in = input();
    std::vector<cloud::PaneColors> made;
    if (std::all_of(colors.begin(), colors.end(), [](const auto& each) { return each != nullptr; })) {
        made.reserve(colors.size());
        for (const auto& each : colors)
            made.push_back(*each);
        in.colors = made;
    }
    cloud::RenderOptions options;
    options.width = size.width();
    options.height = size.height();
    options.budget = budget;
    auto drawn = cloud::renderCloud(in, state, options, job);
    if (!drawn.ok())
        return {};
    const imaging::Picture& picture = drawn.value();
    const QImage view(picture.bytes.data(), picture.width, picture.height, static_cast<qsizetype>(picture.rowBytes()),
                      QImage::Format_RGB888);
    // Drawn to a screen many times, so in the screen's format.
    return view.convertToFormat(QImage::Format_RGB32);
}

std::optional<std::uint32_t> CloudWork::pick(const QPointF& place, double radius) const
{
    return cloud::pickPoint(input(), state, size.width(), size.height(), place.x(), place.y(), radius);
}

std::vector<std::uint32_t> CloudWork::select(const QPolygonF& polygon, bool visibleOnly) const
{
    std::vector<cloud::ScreenPoint> corners;
    corners.reserve(static_cast<std::size_t>(polygon.size()));
    for (const QPointF& corner : polygon)
        corners.push_back({corner.x(), corner.y()});
    return cloud::selectPoints(input(), state, size.width(), size.height(), corners, visibleOnly);
}

} // namespace maquette::widgets
