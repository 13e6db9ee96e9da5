// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The real view on a virtual screen, once drawn by VTK (in software) and once by the engine's rasterizer.
#include "widgets/cloud/CloudView.h"

#include <QApplication>
#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>
#include <QWheelEvent>

#include <gtest/gtest.h>

#include "cloud/view/Render.h"
#include "widgets/cloud/GlViewBox.h"
#include "widgets/cloud/GlViewCamera.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <numeric>

using namespace maquette;
using namespace maquette::widgets;
using cloud::Camera;
using cloud::ColorBy;
using cloud::Rgb;
using cloud::Vec3;

namespace {

constexpr int waitMs = 20000;
constexpr Rgb background = {30, 30, 33};
constexpr std::array<Rgb, 4> boxColors = {{{200, 60, 60}, {60, 200, 60}, {60, 60, 200}, {200, 200, 60}}};
constexpr std::array<Rgb, 4> classColors = {{{10, 120, 240}, {240, 120, 10}, {120, 10, 240}, {120, 240, 10}}};

/// The middle of the face of a box that looks at the front, and of the box itself.
Vec3 frontOf(int box) { return {box * 2.0 + 0.5, 0, 0.5}; }
Vec3 middleOf(int box) { return {box * 2.0 + 0.5, 0.5, 0.5}; }

/// Four boxes in a row, each of one color and one class; the last one is taken for the one before.
struct MadeUp {
    CloudScene scene;
    std::vector<std::int32_t> truth, prediction;
};

MadeUp madeUp(int steps = 40)
{
    MadeUp made;
    auto points = std::make_shared<cloud::Cloud>();
    for (int box = 0; box < 4; ++box)
        for (int face = 0; face < 6; ++face)
            for (int i = 0; i <= steps; ++i)
                for (int k = 0; k <= steps; ++k) {
                    const float a = float(i) / float(steps);
                    const float b = float(k) / float(steps);
                    const float side = face % 2 == 0 ? 0.0F : 1.0F;
                    std::array<float, 3> at = {a, b, side};
                    if (face / 2 == 1)
                        at = {a, side, b};
                    else if (face / 2 == 2)
                        at = {side, a, b};
                    points->positions.insert(points->positions.end(), {at[0] + float(box) * 2, at[1], at[2]});
                    const Rgb color = boxColors[static_cast<std::size_t>(box)];
                    points->colors.insert(points->colors.end(), color.begin(), color.end());
                    made.truth.push_back(box);
                    made.prediction.push_back(std::min(box, 2));
                }
    cloud::Attribute weight{"weight", std::vector<float>(points->size()), cloud::Role::None};
    for (std::size_t i = 0; i < points->size(); ++i)
        std::get<std::vector<float>>(weight.values)[i] = points->positions[3 * i];
    points->set(weight);
    auto table = std::make_shared<cloud::ClassTable>();
    for (int i = 0; i < 4; ++i)
        table->entries.push_back({i, "class " + std::to_string(i), classColors[static_cast<std::size_t>(i)]});
    made.scene.points = cloud::makePointSet(points).value();
    made.scene.slots = std::make_shared<cloud::ClassSlots>(
        cloud::makeSlots(*made.scene.points, made.truth, made.prediction, *table));
    made.scene.table = table;
    return made;
}

cloud::ViewState plainState(const cloud::PointSet& points)
{
    cloud::ViewState state;
    state.camera = cloud::cameraFor(points.bounds, "front", 800.0 / 500);
    state.look.eyeDome = false;
    state.look.background = background;
    return state;
}

bool alike(QRgb pixel, Rgb color, int tolerance = 3)
{
    return std::abs(qRed(pixel) - color[0]) <= tolerance && std::abs(qGreen(pixel) - color[1]) <= tolerance
        && std::abs(qBlue(pixel) - color[2]) <= tolerance;
}

std::string text(QRgb pixel)
{
    return std::to_string(qRed(pixel)) + " " + std::to_string(qGreen(pixel)) + " " + std::to_string(qBlue(pixel));
}

/// Both ways of drawing; the parameter is what MAQUETTE_OPENGL says.
class CloudViewTest : public testing::TestWithParam<const char*> {
protected:
    void SetUp() override
    {
        qputenv("MAQUETTE_OPENGL", GetParam());
        m_view = std::make_unique<CloudView>();
        m_view->resize(800, 500);
        m_made = madeUp();
        m_state = plainState(*m_made.scene.points);
    }

    void TearDown() override
    {
        m_view.reset();
        qunsetenv("MAQUETTE_OPENGL");
    }

    void open()
    {
        m_view->setState(m_state);
        m_view->setScene(m_made.scene);
        m_view->show();
        ASSERT_TRUE(QTest::qWaitForWindowExposed(m_view.get()));
        waitFull();
    }

    void set(const cloud::ViewState& state)
    {
        m_state = state;
        m_view->setState(state);
        waitFull();
    }

    void waitFull()
    {
        ASSERT_TRUE(QTest::qWaitFor([this] { return !m_view->moving(); }, waitMs));
    }

    [[nodiscard]] bool byVtk() const { return std::string(GetParam()) == "on"; }

    /// Where a point of the cloud is seen, in the widget.
    [[nodiscard]] QPointF placeOf(const Vec3& point, int pane = 0) const
    {
        const QRectF rect = m_view->paneRect(pane);
        return placeInPane(m_view->state().camera, point, rect.size()).place + rect.topLeft();
    }

    [[nodiscard]] static QRgb at(const QImage& picture, const QPointF& place, double ratio)
    {
        return picture.pixel((place * ratio).toPoint());
    }

    void expectColor(const Vec3& point, Rgb color, int pane = 0)
    {
        const QRgb pixel = at(m_view->grabPicture(false), placeOf(point, pane), m_view->devicePixelRatioF());
        EXPECT_TRUE(alike(pixel, color)) << "pane " << pane << " at x " << point[0] << ": " << text(pixel);
    }

    void drag(const QPointF& from, const QPointF& to, Qt::MouseButton button = Qt::LeftButton,
              Qt::KeyboardModifiers modifiers = {})
    {
        const auto send = [&](QEvent::Type type, const QPointF& place, Qt::MouseButton which, Qt::MouseButtons held) {
            QMouseEvent event(type, place, m_view->mapToGlobal(place), which, held, modifiers);
            QApplication::sendEvent(m_view.get(), &event);
        };
        send(QEvent::MouseButtonPress, from, button, button);
        constexpr int moves = 8;
        for (int i = 1; i <= moves; ++i)
            send(QEvent::MouseMove, from + (to - from) * i / moves, Qt::NoButton, button);
        send(QEvent::MouseButtonRelease, to, button, Qt::NoButton);
    }

    std::unique_ptr<CloudView> m_view;
    MadeUp m_made;
    cloud::ViewState m_state;
};

INSTANTIATE_TEST_SUITE_P(Drawn, CloudViewTest, testing::Values("on", "off"), [](const auto& each) {
    return std::string(each.param) == "on" ? std::string("ByVtk") : std::string("ByTheRasterizer");
});

} // namespace

TEST_P(CloudViewTest, ShowsTheColorsOfTheCloud)
{
    open();
    EXPECT_EQ(m_view->drawnPoints(), static_cast<qint64>(m_made.scene.points->size()));
    EXPECT_EQ(m_view->uploads() > 0, byVtk());
    for (int box = 0; box < 4; ++box)
        expectColor(frontOf(box), boxColors[static_cast<std::size_t>(box)]);
    expectColor({1.5, 0, 0.5}, background);
}

TEST_P(CloudViewTest, HidingAClassSendsNoPointsAgain)
{
    open();
    const quint64 before = m_view->uploads();
    cloud::ViewState state = m_state;
    state.filter.hidden.set(1);
    set(state);
    expectColor(frontOf(0), boxColors[0]);
    expectColor(frontOf(1), background);
    state.filter.hidden.reset();
    state.filter.cell = {{3, 2}};
    set(state);
    expectColor(frontOf(2), background);
    expectColor(frontOf(3), boxColors[3]);
    EXPECT_EQ(m_view->uploads(), before);
}

TEST_P(CloudViewTest, SwitchesBetweenTruthAndPrediction)
{
    open();
    const quint64 before = m_view->uploads();
    cloud::ViewState state = m_state;
    state.panes = {{ColorBy::Truth, {}}};
    set(state);
    expectColor(frontOf(3), classColors[3]);
    state.panes = {{ColorBy::Prediction, {}}};
    set(state);
    expectColor(frontOf(3), classColors[2]);
    EXPECT_EQ(m_view->uploads(), before);
    state.panes = {{ColorBy::Error, {}}};
    set(state);
    expectColor(frontOf(0), cloud::rightColor);
    expectColor(frontOf(3), cloud::wrongColor);
    state.panes = {{ColorBy::Attribute, "weight"}};
    set(state);
    const QImage ramp = m_view->grabPicture(false);
    const double ratio = m_view->devicePixelRatioF();
    EXPECT_NE(at(ramp, placeOf(frontOf(0)), ratio), at(ramp, placeOf(frontOf(3)), ratio));
}

TEST_P(CloudViewTest, ShowsAChangedTableAndOtherLabels)
{
    open();
    cloud::ViewState state = m_state;
    state.panes = {{ColorBy::Truth, {}}};
    set(state);
    auto table = std::make_shared<cloud::ClassTable>(*m_made.scene.table);
    table->entries[0].color = {1, 2, 3};
    m_made.scene.table = table;
    m_view->setScene(m_made.scene);
    waitFull();
    expectColor(frontOf(0), {1, 2, 3});
    std::fill(m_made.truth.begin(), m_made.truth.end(), 2);
    m_made.scene.slots = std::make_shared<cloud::ClassSlots>(
        cloud::makeSlots(*m_made.scene.points, m_made.truth, m_made.prediction, *table));
    m_view->setScene(m_made.scene);
    waitFull();
    expectColor(frontOf(0), classColors[2]);
}

TEST_P(CloudViewTest, ACurtainShowsOneSideEach)
{
    cloud::ViewState state = m_state;
    state.panes = {{ColorBy::Truth, {}}, {ColorBy::Prediction, {}}};
    state.curtain = 0.0;
    m_state = state;
    open();
    expectColor(frontOf(3), classColors[2]);
    state.curtain = 1.0;
    set(state);
    expectColor(frontOf(3), classColors[3]);
    const QPointF middle = placeOf(frontOf(3));
    state.curtain = middle.x() / m_view->width();
    set(state);
    const QImage picture = m_view->grabPicture(false);
    const double ratio = m_view->devicePixelRatioF();
    EXPECT_TRUE(alike(at(picture, middle - QPointF(8, 0), ratio), classColors[3]));
    EXPECT_TRUE(alike(at(picture, middle + QPointF(8, 0), ratio), classColors[2]));
    EXPECT_EQ(m_view->paneAt(middle - QPointF(8, 0)), 0);
    EXPECT_EQ(m_view->paneAt(middle + QPointF(8, 0)), 1);

    QSignalSpy moved(m_view.get(), &CloudView::curtainMoved);
    drag({*state.curtain * m_view->width() + 3, 100}, {200, 120});
    ASSERT_GT(moved.count(), 0);
    EXPECT_NEAR(moved.last().first().toDouble(), 0.25, 1e-9);
    m_view->setFocus();
    QTest::keyClick(m_view.get(), Qt::Key_Left, Qt::ControlModifier);
    EXPECT_NEAR(moved.last().first().toDouble(), *state.curtain - 0.02, 1e-9);
    EXPECT_EQ(m_view->state(), state) << "the view changes nothing by itself";
}

TEST_P(CloudViewTest, OneToFourPanesHaveOneCamera)
{
    // Two panes side by side are half as wide.
    m_state.camera = cloud::cameraFor(m_made.scene.points->bounds, "front", 400.0 / 500);
    open();
    const std::vector<cloud::PaneContent> contents
        = {{ColorBy::Input, {}}, {ColorBy::Truth, {}}, {ColorBy::Prediction, {}}, {ColorBy::Error, {}}};
    const std::array<Rgb, 4> expected = {boxColors[3], classColors[3], classColors[2], cloud::wrongColor};
    for (std::size_t count = 1; count <= 4; ++count) {
        cloud::ViewState state = m_state;
        state.panes.assign(contents.begin(), contents.begin() + static_cast<std::ptrdiff_t>(count));
        set(state);
        for (std::size_t pane = 0; pane < count; ++pane) {
            const auto number = static_cast<int>(pane);
            expectColor(frontOf(3), expected[pane], number);
            EXPECT_EQ(m_view->paneAt(m_view->paneRect(number).center()), number);
        }
    }
}

TEST_P(CloudViewTest, DraggingTurnsTheCameraAndEndsWithAllPoints)
{
    open();
    QSignalSpy changes(m_view.get(), &CloudView::cameraChanged);
    const Camera before = m_view->state().camera;
    drag({400, 250}, {500, 300});
    ASSERT_GT(changes.count(), 2);
    const Camera after = m_view->state().camera;
    EXPECT_FALSE(changes.first().at(1).toBool());
    EXPECT_TRUE(changes.last().at(1).toBool());
    EXPECT_EQ(changes.last().at(0).value<Camera>(), after);
    EXPECT_NEAR(after.distance(), before.distance(), 1e-9);
    EXPECT_EQ(after.focalPoint, before.focalPoint);
    EXPECT_EQ(after.viewUp, (Vec3{0, 0, 1}));
    EXPECT_GT(after.position[2], before.position[2]) << "dragged down, the cloud is seen from above";
    waitFull();
    EXPECT_EQ(m_view->drawnPoints(), static_cast<qint64>(m_made.scene.points->size()));
    expectColor(frontOf(1), boxColors[1]);

    drag({400, 250}, {460, 250}, Qt::RightButton);
    EXPECT_NE(m_view->state().camera.focalPoint, after.focalPoint);
    EXPECT_NEAR(m_view->state().camera.distance(), before.distance(), 1e-9);
    waitFull();
    expectColor(frontOf(1), boxColors[1]);
}

TEST_P(CloudViewTest, TheWheelZoomsToThePlaceBelow)
{
    open();
    QSignalSpy changes(m_view.get(), &CloudView::cameraChanged);
    // At the depth of the focal point.
    const Vec3 point = {4.5, 0.5, 0.5};
    const QPointF place = placeOf(point);
    const double before = m_view->state().camera.distance();
    QWheelEvent event(place, m_view->mapToGlobal(place), {}, {0, 240}, Qt::NoButton, {}, Qt::NoScrollPhase, false);
    QApplication::sendEvent(m_view.get(), &event);
    EXPECT_NEAR(m_view->state().camera.distance(), before / 1.44, 1e-9);
    EXPECT_NEAR(placeOf(point).x(), place.x(), 1e-6);
    EXPECT_NEAR(placeOf(point).y(), place.y(), 1e-6);
    ASSERT_TRUE(QTest::qWaitFor([&] { return changes.last().at(1).toBool(); }, waitMs)) << "it settles";
    waitFull();
    expectColor(frontOf(2), boxColors[2]);
}

TEST_P(CloudViewTest, KeysTurnMoveAndZoom)
{
    open();
    m_view->setFocus();
    const Camera before = m_view->state().camera;
    QTest::keyClick(m_view.get(), Qt::Key_Left);
    EXPECT_NE(m_view->state().camera.position, before.position);
    QTest::keyClick(m_view.get(), Qt::Key_Right);
    for (int i = 0; i < 3; ++i)
        EXPECT_NEAR(m_view->state().camera.position[i], before.position[i], 1e-9);
    QTest::keyClick(m_view.get(), Qt::Key_Plus);
    EXPECT_NEAR(m_view->state().camera.distance(), before.distance() / 1.25, 1e-9);
    QTest::keyClick(m_view.get(), Qt::Key_Minus);
    QTest::keyClick(m_view.get(), Qt::Key_Up, Qt::ShiftModifier);
    EXPECT_LT(m_view->state().camera.focalPoint[2], before.focalPoint[2]) << "the cloud moves up";
    EXPECT_FALSE(m_view->accessibleName().isEmpty());
    EXPECT_TRUE(m_view->accessibleDescription().contains(QStringLiteral("Arrow keys")));
}

TEST_P(CloudViewTest, PickingFindsThePointBelowTheClick)
{
    open();
    m_view->setTool(CloudTool::Pick);
    QSignalSpy picked(m_view.get(), &CloudView::picked);
    const QPointF place = placeOf(frontOf(2));
    QTest::mouseClick(m_view.get(), Qt::LeftButton, Qt::ShiftModifier, place.toPoint());
    ASSERT_TRUE(picked.wait(waitMs));
    const auto point = picked.last().at(0).value<std::optional<std::uint32_t>>();
    ASSERT_TRUE(point.has_value());
    const float* at = m_made.scene.points->cloud->positions.data() + 3 * std::size_t(*point);
    EXPECT_NEAR(at[0], frontOf(2)[0], 0.03);
    EXPECT_NEAR(at[1], 0, 1e-6) << "the front, not what lies behind it";
    EXPECT_NEAR(at[2], frontOf(2)[2], 0.03);
    EXPECT_EQ(picked.last().at(1).toInt(), 0);
    EXPECT_TRUE(picked.last().at(2).toBool());

    QTest::mouseClick(m_view.get(), Qt::LeftButton, {}, placeOf({1.5, 0, 0.5}).toPoint());
    ASSERT_TRUE(picked.wait(waitMs));
    EXPECT_FALSE(picked.last().at(0).value<std::optional<std::uint32_t>>().has_value());
    EXPECT_FALSE(picked.last().at(2).toBool());
    m_view->setMarkers({*point, 0});
    const QImage with = m_view->grabPicture();
    EXPECT_NE(with, m_view->grabPicture(false)) << "markers and titles are drawn";
}

TEST_P(CloudViewTest, AMiddleClickPutsTheCenterOnThePointBelow)
{
    open();
    const QPointF place = placeOf(frontOf(3));
    QTest::mouseClick(m_view.get(), Qt::MiddleButton, {}, place.toPoint());
    ASSERT_TRUE(QTest::qWaitFor([this] { return std::abs(m_view->state().camera.focalPoint[1]) < 1e-6; }, waitMs));
    EXPECT_NEAR(m_view->state().camera.focalPoint[0], frontOf(3)[0], 0.03);
    const QRectF pane = m_view->paneRect(0);
    EXPECT_NEAR(placeOf(m_view->state().camera.focalPoint).x(), pane.center().x(), 1e-6);
    waitFull();
}

TEST_P(CloudViewTest, LassoAndRectangleGiveThePointsWithin)
{
    open();
    QSignalSpy selected(m_view.get(), &CloudView::regionSelected);
    m_view->setTool(CloudTool::Rectangle);
    const QPointF from = placeOf({1.9, 0, 1.1}) - QPointF(4, 4);
    const QPointF to = placeOf({3.1, 0, -0.1}) + QPointF(4, 4);
    drag(from, to, Qt::LeftButton, Qt::ShiftModifier);
    ASSERT_TRUE(selected.wait(waitMs));
    auto points = selected.last().at(0).value<std::vector<std::uint32_t>>();
    std::vector<std::uint32_t> expected;
    for (std::size_t i = 0; i < m_made.truth.size(); ++i)
        if (m_made.truth[i] == 1)
            expected.push_back(static_cast<std::uint32_t>(i));
    EXPECT_EQ(points, expected);
    EXPECT_EQ(selected.last().at(1).toInt(), 1);

    // Only what is seen: nothing of the side that looks away.
    m_view->setSelectVisibleOnly(true);
    drag(from, to, Qt::LeftButton, Qt::ControlModifier);
    ASSERT_TRUE(selected.wait(waitMs));
    points = selected.last().at(0).value<std::vector<std::uint32_t>>();
    EXPECT_FALSE(points.empty());
    EXPECT_LT(points.size(), expected.size());
    for (const std::uint32_t index : points)
        EXPECT_LT(m_made.scene.points->cloud->positions[3 * std::size_t(index) + 1], 0.9);
    EXPECT_EQ(selected.last().at(1).toInt(), 2);

    m_view->setSelectVisibleOnly(false);
    m_view->setTool(CloudTool::Lasso);
    const std::array<QPointF, 5> corners = {placeOf({3.8, 0, 1.3}), placeOf({5.2, 0, 1.3}), placeOf({5.2, 0, -0.3}),
                                            placeOf({3.8, 0, -0.3}), placeOf({3.8, 0, 1.2})};
    const auto send = [&](QEvent::Type type, const QPointF& place, Qt::MouseButton which, Qt::MouseButtons held) {
        QMouseEvent event(type, place, m_view->mapToGlobal(place), which, held, {});
        QApplication::sendEvent(m_view.get(), &event);
    };
    send(QEvent::MouseButtonPress, corners[0], Qt::LeftButton, Qt::LeftButton);
    for (const QPointF& corner : corners)
        send(QEvent::MouseMove, corner, Qt::NoButton, Qt::LeftButton);
    send(QEvent::MouseButtonRelease, corners.back(), Qt::LeftButton, Qt::NoButton);
    ASSERT_TRUE(selected.wait(waitMs));
    points = selected.last().at(0).value<std::vector<std::uint32_t>>();
    EXPECT_EQ(points.size(), expected.size());
    for (const std::uint32_t index : points)
        EXPECT_EQ(m_made.truth[index], 2);
    EXPECT_EQ(selected.last().at(1).toInt(), 0);
}

TEST_P(CloudViewTest, HandlesOfTheClipBoxStretchMoveAndTurnIt)
{
    m_state.camera = cloud::cameraFor(m_made.scene.points->bounds, "iso", 1.6);
    m_state.filter.box.mode = cloud::ClipBox::Mode::Inside;
    m_state.filter.box.center = middleOf(1);
    m_state.filter.box.size = {1.5, 1.5, 1.5};
    open();
    m_view->setTool(CloudTool::Clip);
    QSignalSpy changes(m_view.get(), &CloudView::boxChanged);
    const cloud::ClipBox before = m_state.filter.box;
    const BoxHandle right{BoxHandle::Kind::Face, 0, 1};
    Vec3 farther = handlePlace(before, right);
    farther[0] += 1;
    drag(placeOf(handlePlace(before, right)), placeOf(farther));
    ASSERT_GT(changes.count(), 1);
    EXPECT_FALSE(changes.first().at(1).toBool());
    EXPECT_TRUE(changes.last().at(1).toBool());
    const auto stretched = changes.last().at(0).value<cloud::ClipBox>();
    EXPECT_NEAR(stretched.size[0], 2.5, 0.01);
    EXPECT_NEAR(stretched.center[0] - stretched.size[0] / 2, before.center[0] - before.size[0] / 2, 1e-9);
    EXPECT_EQ(stretched.size[1], before.size[1]);
    EXPECT_EQ(m_view->state().filter.box, before) << "the view changes nothing by itself";

    const BoxHandle turn{BoxHandle::Kind::Turn, 0, 1};
    const Vec3 from = handlePlace(before, turn);
    cloud::ClipBox turned = before;
    turned.yaw = 30;
    drag(placeOf(from), placeOf(handlePlace(turned, turn)));
    EXPECT_NEAR(changes.last().at(0).value<cloud::ClipBox>().yaw, 30, 0.5);

    const BoxHandle center{BoxHandle::Kind::Center, 0, 1};
    const QPointF middle = placeOf(handlePlace(before, center));
    drag(middle, middle + QPointF(50, -20));
    const auto moved = changes.last().at(0).value<cloud::ClipBox>();
    EXPECT_EQ(moved.size, before.size);
    EXPECT_NEAR(placeOf(moved.center).x(), middle.x() + 50, 0.01);
    EXPECT_NEAR(placeOf(moved.center).y(), middle.y() - 20, 0.01);
}

TEST_P(CloudViewTest, ABoxShowsWhatIsInside)
{
    m_state.filter.box.mode = cloud::ClipBox::Mode::Inside;
    m_state.filter.box.center = middleOf(1);
    m_state.filter.box.size = {1.2, 1.2, 1.2};
    open();
    expectColor(frontOf(1), boxColors[1]);
    expectColor(frontOf(2), background);
    cloud::ViewState state = m_state;
    state.filter.box.mode = cloud::ClipBox::Mode::Outside;
    set(state);
    expectColor(frontOf(1), background);
    expectColor(frontOf(2), boxColors[2]);
}

TEST_P(CloudViewTest, SelectedPointsAreMarkedAndCanStandAlone)
{
    open();
    auto selected = std::make_shared<std::vector<std::uint8_t>>(m_made.truth.size(), std::uint8_t(0));
    for (std::size_t i = 0; i < selected->size(); ++i)
        (*selected)[i] = m_made.truth[i] == 2 ? 1 : 0;
    m_made.scene.selected = selected;
    m_view->setScene(m_made.scene);
    waitFull();
    const QImage picture = m_view->grabPicture(false);
    EXPECT_FALSE(alike(at(picture, placeOf(frontOf(2)), m_view->devicePixelRatioF()), boxColors[2]));
    expectColor(frontOf(1), boxColors[1]);
    cloud::ViewState state = m_state;
    state.filter.selectionOnly = true;
    set(state);
    expectColor(frontOf(1), background);
}

TEST_P(CloudViewTest, NothingIsDrawnWithoutPoints)
{
    m_view->show();
    ASSERT_TRUE(QTest::qWaitForWindowExposed(m_view.get()));
    EXPECT_FALSE(m_view->moving());
    EXPECT_EQ(m_view->drawnPoints(), 0);
    EXPECT_TRUE(m_view->rendererName().isEmpty());
    QTest::mouseClick(m_view.get(), Qt::MiddleButton);
    QTest::keyClick(m_view.get(), Qt::Key_Left);
    drag({100, 100}, {200, 200});
    const QImage empty = m_view->grabPicture();
    EXPECT_EQ(empty.pixel(10, 10), empty.pixel(300, 200));
    CloudScene scene;
    scene.points = cloud::makePointSet(std::make_shared<cloud::Cloud>()).value();
    m_view->setScene(scene);
    EXPECT_FALSE(m_view->moving());
    open();
    expectColor(frontOf(0), boxColors[0]);
    m_view->setScene({});
    EXPECT_EQ(m_view->grabPicture(), empty);
}

TEST_P(CloudViewTest, ACloudReplacedWhileItIsDrawnIsForgotten)
{
    m_made = madeUp(250);
    m_view->setState(m_state);
    m_view->setScene(m_made.scene);
    m_view->show();
    ASSERT_TRUE(QTest::qWaitForWindowExposed(m_view.get()));
    m_view->setTool(CloudTool::Pick);
    QSignalSpy picked(m_view.get(), &CloudView::picked);
    QTest::mouseClick(m_view.get(), Qt::LeftButton, {}, placeOf(frontOf(2)).toPoint());
    m_made = madeUp(12);
    m_view->setScene(m_made.scene);
    cloud::ViewState state = m_state;
    state.look.size = 6;
    set(state);
    EXPECT_EQ(m_view->drawnPoints(), static_cast<qint64>(m_made.scene.points->size()));
    expectColor(frontOf(2), boxColors[2]);
    QTest::qWait(100);
    EXPECT_EQ(picked.count(), 0) << "indices of a cloud that is gone mean nothing";
}

TEST_P(CloudViewTest, SurvivesAnotherWindowAndDiesInTheMiddleOfItsWork)
{
    open();
    expectColor(frontOf(0), boxColors[0]);
    QWidget window;
    window.resize(820, 520);
    auto* layout = new QVBoxLayout(&window);
    CloudView* const view = m_view.release();
    layout->addWidget(view);
    window.show();
    ASSERT_TRUE(QTest::qWaitForWindowExposed(&window));
    m_view.reset(view);
    ASSERT_TRUE(QTest::qWaitFor([&] { return !view->moving(); }, waitMs));
    expectColor(frontOf(0), boxColors[0]);
    expectColor(frontOf(3), boxColors[3]);
    view->hide();
    view->show();
    waitFull();
    expectColor(frontOf(1), boxColors[1]);
    drag({300, 200}, {350, 220});
    // A second view beside it.
    CloudView second;
    second.resize(400, 300);
    second.setState(m_state);
    second.setScene(m_made.scene);
    second.show();
    ASSERT_TRUE(QTest::qWaitFor([&] { return !second.moving(); }, waitMs));
    m_view.reset();
    const QImage picture = second.grabPicture(false);
    const QPointF place = placeInPane(second.state().camera, frontOf(1), second.paneRect(0).size()).place;
    EXPECT_TRUE(alike(at(picture, place, second.devicePixelRatioF()), boxColors[1]));
    m_view = std::make_unique<CloudView>();
}

namespace {

/// How far two pictures of one size are apart: the mean over all samples, and the part of pixels that differ clearly.
struct Apart {
    double mean = 0;
    double part = 0;
};

Apart apart(const QImage& a, const imaging::Picture& b)
{
    Apart result;
    const double pixels = double(b.width) * b.height;
    for (int y = 0; y < b.height; ++y)
        for (int x = 0; x < b.width; ++x) {
            const QRgb pixel = a.pixel(x, y);
            const std::uint8_t* other = b.bytes.data() + (std::size_t(y) * b.width + x) * 3;
            const int difference = std::abs(qRed(pixel) - other[0]) + std::abs(qGreen(pixel) - other[1])
                + std::abs(qBlue(pixel) - other[2]);
            result.mean += difference / 3.0 / pixels;
            result.part += difference > 24 ? 1 / pixels : 0;
        }
    return result;
}

} // namespace

class CloudViewAgrees : public CloudViewTest { };
INSTANTIATE_TEST_SUITE_P(Drawn, CloudViewAgrees, testing::Values("on"), [](const auto&) { return "ByVtk"; });

TEST_P(CloudViewAgrees, WithThePictureOfTheRasterizer)
{
    auto selected = std::make_shared<std::vector<std::uint8_t>>(m_made.truth.size(), std::uint8_t(0));
    for (std::size_t i = 0; i < selected->size(); i += 3)
        (*selected)[i] = 1;
    std::vector<std::pair<const char*, cloud::ViewState>> cases;
    cloud::ViewState state = m_state;
    state.camera = cloud::cameraFor(m_made.scene.points->bounds, "iso", 1.6);
    cases.emplace_back("plain", state);
    state.look.eyeDome = true;
    cases.emplace_back("with eye-dome lighting", state);
    state.camera.parallel = true;
    cases.emplace_back("parallel", state);
    state.camera.parallel = false;
    state.look.adaptive = false;
    state.look.size = 7;
    cases.emplace_back("large round points", state);
    state.look.size = 2;
    state.panes = {{ColorBy::Truth, {}}, {ColorBy::Error, {}}, {ColorBy::Height, {}}};
    state.filter.box.mode = cloud::ClipBox::Mode::Highlight;
    state.filter.box.center = middleOf(1);
    state.filter.box.size = {2.5, 2, 0.8};
    state.filter.box.yaw = 25;
    cases.emplace_back("three panes and a highlight", state);
    state.panes = {{ColorBy::Input, {}}, {ColorBy::Prediction, {}}};
    state.curtain = 0.6;
    state.camera.nearPlane = state.camera.distance() * 0.8;
    state.camera.farPlane = state.camera.distance() * 1.1;
    state.filter.hidden.set(2);
    cases.emplace_back("curtain, planes, a hidden class", state);
    m_made.scene.selected = selected;
    open();
    for (const auto& [name, each] : cases) {
        set(each);
        const QImage seen = m_view->grabPicture(false);
        cloud::RenderInput input;
        input.points = m_made.scene.points.get();
        input.slots = m_made.scene.slots.get();
        input.table = m_made.scene.table.get();
        input.selected = *selected;
        cloud::RenderOptions options;
        options.width = seen.width();
        options.height = seen.height();
        cloud::ViewState same = each;
        same.look.eyeDomeRadius *= m_view->devicePixelRatioF();
        if (!same.look.adaptive)
            same.look.size *= m_view->devicePixelRatioF();
        const auto drawn = cloud::renderCloud(input, same, options);
        ASSERT_TRUE(drawn.ok());
        const Apart difference = apart(seen, drawn.value());
        EXPECT_LT(difference.mean, 0.5) << name;
        EXPECT_LT(difference.part, 0.01) << name;
        // A shift by one pixel would not pass.
        const Apart shifted = apart(seen.copy(1, 0, seen.width(), seen.height()), drawn.value());
        EXPECT_GT(shifted.mean, 2 * difference.mean) << name;
    }
}

TEST(CloudCamera, ATurntableKeepsZUpAndEndsAtThePoles)
{
    Camera camera;
    camera.position = {0, -5, 0};
    camera.viewUp = {0, 0, 1};
    const Camera quarter = turntable(camera, 90, 0);
    EXPECT_NEAR(quarter.position[0], 5, 1e-9);
    EXPECT_NEAR(quarter.position[1], 0, 1e-9);
    const Camera above = turntable(camera, 0, 200);
    EXPECT_NEAR(above.position[2], 5, 1e-9);
    EXPECT_NEAR(above.viewUp[1], 1, 1e-9) << "what was behind is up now";
    // Back from the pole, the heading is what it was.
    const Camera back = turntable(above, 0, -90);
    EXPECT_NEAR(back.position[1], -5, 1e-9);
    EXPECT_EQ(back.viewUp, (Vec3{0, 0, 1}));
    const Camera below = turntable(camera, 0, -200);
    EXPECT_NEAR(below.position[2], -5, 1e-9);
    EXPECT_NEAR(turntable(below, 0, 90).position[1], -5, 1e-9);
}

TEST(CloudCamera, PlanesCutOffWhatIsNearAndFar)
{
    cloud::Bounds bounds;
    bounds.low = {-3, 0, -4};
    bounds.high = {3, 0, 4}; // the diagonal is 10
    Camera camera;
    camera.position = {0, 0, 20};
    const Camera cut = withPlaneMoved(camera, true, 20, bounds);
    EXPECT_NEAR(cut.nearPlane, 16 + 2, 1e-9);
    EXPECT_EQ(cut.farPlane, 0);
    EXPECT_EQ(withPlaneMoved(cut, true, -21, bounds).nearPlane, 0) << "in front of everything it is none";
    const Camera both = withPlaneMoved(cut, false, -30, bounds);
    EXPECT_NEAR(both.farPlane, 24 - 3, 1e-9);
    EXPECT_NEAR(withPlaneMoved(both, false, -90, bounds).farPlane, 18.1, 1e-9) << "never in front of the near one";
    EXPECT_NEAR(withPlaneMoved(both, true, 90, bounds).nearPlane, 20.9, 1e-9);
}

TEST(CloudCamera, ZoomAndPanKeepWhatIsBelowTheMouse)
{
    Camera camera;
    camera.position = {3, -5, 2};
    camera.viewUp = {0, 0, 1};
    const QSizeF pane(640, 400);
    for (const bool parallel : {false, true}) {
        camera.parallel = parallel;
        const QPointF place(500, 90);
        const SightLine line = sightLine(camera, place, pane);
        const Vec3 toFocal = {camera.focalPoint[0] - line.from[0], camera.focalPoint[1] - line.from[1],
                              camera.focalPoint[2] - line.from[2]};
        const Vec3 view = {-3, 5, -2};
        const double slope = (view[0] * line.along[0] + view[1] * line.along[1] + view[2] * line.along[2]);
        const double far = (view[0] * toFocal[0] + view[1] * toFocal[1] + view[2] * toFocal[2]) / slope;
        const Vec3 point = {line.from[0] + line.along[0] * far, line.from[1] + line.along[1] * far,
                            line.from[2] + line.along[2] * far};
        EXPECT_NEAR(placeInPane(camera, point, pane).place.x(), 500, 1e-6);
        const Camera nearer = zoomedAt(camera, 3, place, pane, 10);
        EXPECT_NEAR(placeInPane(nearer, point, pane).place.x(), 500, 1e-6);
        EXPECT_NEAR(placeInPane(nearer, point, pane).place.y(), 90, 1e-6);
        const Camera aside = panned(camera, {-40, 25}, pane);
        EXPECT_NEAR(placeInPane(aside, point, pane).place.x(), 460, 1e-6);
        EXPECT_NEAR(placeInPane(aside, point, pane).place.y(), 115, 1e-6);
        const Camera centered = centeredOn(camera, point);
        EXPECT_NEAR(placeInPane(centered, point, pane).place.x(), 320, 1e-6);
    }
    EXPECT_GT(zoomedAt(camera, 1e30, {0, 0}, pane, 10).parallelScale, 0);
}
