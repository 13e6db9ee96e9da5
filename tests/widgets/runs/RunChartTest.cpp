// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/RunsTestSupport.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QSlider>
#include <QWheelEvent>
#include <QtCharts/QLineSeries>

#include "runs/SeriesBuilder.h"
#include "widgets/runs/ChartBuilder.h"
#include "widgets/runs/PlotTip.h"

#include <limits>

using namespace Qt::StringLiterals;

namespace maquette::tests {

namespace {

widgets::ShownRun runOf(const std::string& name, const std::vector<double>& values, int firstStep = 0)
{
    runs::SeriesBuilder builder;
    for (std::size_t i = 0; i < values.size(); ++i)
        builder.append(firstStep + std::int64_t(i), at(double(i)), values[i]);
    auto scalars = std::make_shared<runs::ScalarData>();
    scalars->live = builder.freeze();
    auto tag = std::make_shared<runs::Tag>();
    tag->name = "loss";
    tag->scalars = scalars;
    auto run = std::make_shared<runs::Run>();
    run->id = run->name = name;
    run->start = at(0);
    run->tags = {tag};
    return {run, QString::fromStdString(name), Qt::red, Qt::SolidLine, false};
}

widgets::ChartDrawing build(const widgets::ChartRequest& request)
{
    auto drawing = widgets::buildChart(request, {});
    EXPECT_TRUE(drawing.ok());
    return std::move(drawing).value();
}

double lastY(const widgets::DrawnCurve& curve) { return curve.line.back().back().y(); }

} // namespace

TEST(ChartBuilderTest, smoothsByTheNumbersOfTheField)
{
    widgets::ChartRequest request{"loss", {runOf("a", {1, 2, 4, 8})}, {}, {}, 600};
    request.options.amount = 0.6;
    request.options.smoothing = runs::Smoothing::TensorBoard;
    const widgets::ChartDrawing drawing = build(request);
    ASSERT_EQ(drawing.curves.size(), 1u);
    EXPECT_NEAR(lastY(drawing.curves[0]), 5.209559, 1e-6);
    EXPECT_DOUBLE_EQ(drawing.curves[0].raw.back().back().y(), 8) << "the raw line stands behind";
    request.options.smoothing = runs::Smoothing::Aim;
    EXPECT_NEAR(lastY(build(request).curves[0]), 4.664, 1e-9);
    request.options.behind = widgets::ChartOptions::Behind::Envelope;
    EXPECT_TRUE(build(request).curves[0].raw.empty());
    EXPECT_FALSE(build(request).curves[0].band.front().empty());
}

TEST(ChartBuilderTest, valuesThatAreNoNumbersBreakTheLine)
{
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const widgets::ChartDrawing drawing = build({"loss", {runOf("a", {1, 2, nan, 4, 5})}, {}, {}, 600});
    ASSERT_EQ(drawing.curves[0].line.size(), 2u);
    EXPECT_EQ(drawing.curves[0].line[0].back(), QPointF(1, 2));
    EXPECT_EQ(drawing.curves[0].line[1].front(), QPointF(3, 4));
    widgets::ChartRequest logarithmic{"loss", {runOf("a", {1, 2, -3, 4, 5})}, {}, {}, 600};
    logarithmic.options.logY = true;
    EXPECT_EQ(build(logarithmic).curves[0].line.size(), 2u);
}

TEST(ChartBuilderTest, groupsHaveMeanMedianAndBandAlsoWhereARunEndsEarly)
{
    widgets::ChartRequest request{
        "loss", {runOf("x-1", {1, 1, 1}), runOf("x-2", {3, 3}), runOf("y-1", {7, 7, 7})}, {}, {}, 600};
    request.options.group.by = widgets::GroupChoice::By::Pattern;
    request.options.group.key = "^(.)-";
    const widgets::ChartDrawing drawing = build(request);
    ASSERT_EQ(drawing.curves.size(), 2u);
    EXPECT_EQ(drawing.curves[0].name, u"x"_s);
    EXPECT_EQ(drawing.curves[0].runs, 2);
    EXPECT_DOUBLE_EQ(drawing.curves[0].line[0][0].y(), 2);
    EXPECT_DOUBLE_EQ(drawing.curves[0].line[0][2].y(), 1) << "only one run has the last step";
    EXPECT_DOUBLE_EQ(drawing.curves[0].band[0][0].low, 1);
    EXPECT_DOUBLE_EQ(drawing.curves[0].band[0][0].high, 3);
}

TEST(ChartBuilderTest, axesOfTimeSamplesAndAnotherMetric)
{
    widgets::ChartRequest request{"loss", {runOf("a", {1, 2, 4, 8})}, {}, {}, 600};
    request.options.x = runs::XAxis::Samples;
    request.options.perStep = "32";
    EXPECT_EQ(build(request).x, (widgets::Range{0, 96}));
    auto withSettings = std::make_shared<runs::Run>(*request.runs[0].run);
    withSettings->settings = {{"batch", 4.0}, {"sequence", std::string("8")}};
    request.runs[0].run = withSettings;
    request.options.perStep = "batch * sequence * 2";
    EXPECT_EQ(build(request).x, (widgets::Range{0, 192}));
    request.options.x = runs::XAxis::RelativeTime;
    EXPECT_EQ(build(request).x, (widgets::Range{0, 3}));
    request.options.x = runs::XAxis::Metric;
    request.options.xMetric = "loss";
    const widgets::ChartDrawing drawing = build(request);
    EXPECT_EQ(drawing.x, (widgets::Range{1, 8}));
    EXPECT_EQ(drawing.curves[0].line.back().back(), QPointF(8, 8));
    request.options.xMetric = "nothing";
    EXPECT_EQ(build(request).withoutPlace, 4);
    request.options.x = runs::XAxis::Samples;
    request.options.perStep = "batch_size"; // no such setting
    EXPECT_EQ(build(request).withoutPlace, 4);
}

TEST(ChartBuilderTest, outliersDoNotWidenTheAxisWhenTheyAreIgnored)
{
    std::vector<double> values(200, 1.0);
    values[100] = 1e6;
    values[3] = 1.5;
    widgets::ChartRequest request{"loss", {runOf("a", values)}, {}, {}, 600};
    EXPECT_DOUBLE_EQ(build(request).y.to, 1e6);
    request.options.ignoreOutliers = true;
    EXPECT_LT(build(request).y.to, 2);
}

class RunChartTest : public RunsTest {
protected:
    void longRun(int steps = 40000)
    {
        RunWriter(folder, "long")
            .curve("loss", 0, steps, [](int step) { return std::sin(step * 0.11) + (step == 20123 ? 9 : 0); })
            .flush();
    }
};

TEST_F(RunChartTest, zoomingBringsDetailAndTheLabelSaysSo)
{
    longRun();
    open(1);
    auto* plot = chart("loss")->plot();
    auto* label = find<QLabel>("chartCount:loss");
    EXPECT_EQ(plot->drawing()->visible, 40000);
    const auto coarse = plot->drawing()->drawn;
    EXPECT_LT(coarse, 40000 / 3);
    // The one spike is there at any zoom.
    EXPECT_GT(plot->drawing()->y.to, 8);
    EXPECT_TRUE(label->text().contains(u"of 40,000 points"_s)) << qPrintable(label->text());
    plot->zoomTo(widgets::Range{20000, 20399}, {});
    ASSERT_TRUE(drawn());
    EXPECT_EQ(plot->drawing()->visible, 400);
    EXPECT_EQ(plot->drawing()->drawn, 400) << "every point of the part";
    EXPECT_TRUE(label->text().startsWith(u"400 of 400 points"_s)) << qPrintable(label->text());
    QTest::mouseDClick(plot->viewport(), Qt::LeftButton, Qt::NoModifier, plot->place().area.center().toPoint());
    ASSERT_TRUE(drawn());
    EXPECT_FALSE(plot->zoomX());
    EXPECT_EQ(plot->drawing()->drawn, coarse);
}

TEST_F(RunChartTest, dragZoomsShiftDragPansTheWheelZoomsOnceClicked)
{
    longRun(1000);
    open(1);
    auto* plot = chart("loss")->plot();
    const QRectF area = plot->place().area;
    const auto point
        = [&](double share) { return QPoint(int(area.left() + share * area.width()), int(area.center().y())); };
    QTest::mousePress(plot->viewport(), Qt::LeftButton, Qt::NoModifier, point(0.25));
    moveMouse(plot->viewport(), point(0.5));
    moveMouse(plot->viewport(), point(0.75));
    QTest::mouseRelease(plot->viewport(), Qt::LeftButton, Qt::NoModifier, point(0.75));
    ASSERT_TRUE(plot->zoomX());
    EXPECT_NEAR(plot->zoomX()->from, 250, 10);
    EXPECT_NEAR(plot->zoomX()->to, 750, 10);
    ASSERT_TRUE(drawn());
    QTest::mousePress(plot->viewport(), Qt::LeftButton, Qt::ShiftModifier, point(0.5));
    moveMouse(plot->viewport(), point(0.6));
    moveMouse(plot->viewport(), point(0.7));
    QTest::mouseRelease(plot->viewport(), Qt::LeftButton, Qt::ShiftModifier, point(0.7));
    EXPECT_NEAR(plot->zoomX()->from, 150, 15);
    const double before = plot->zoomX()->length();
    QWheelEvent wheel(plot->place().area.center(), plot->viewport()->mapToGlobal(plot->place().area.center()), {},
                      {0, 120}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
    QApplication::sendEvent(plot->viewport(), &wheel);
    EXPECT_NEAR(plot->zoomX()->length(), before / 1.2, 1) << "the drag gave it the focus";
    plot->setFocus();
    QTest::keyClick(plot, Qt::Key_Plus);
    EXPECT_LT(plot->zoomX()->length(), before / 1.3);
    QTest::keyClick(plot, Qt::Key_0);
    EXPECT_FALSE(plot->zoomX());
}

TEST_F(RunChartTest, theTooltipHasAllRunsHighestFirst)
{
    for (const auto& [name, value] : {std::pair{"low", 1.0}, std::pair{"high", 3.0}, std::pair{"middle", 2.0}})
        RunWriter(folder, name)
            .curve("loss", 0, 100, [value = value](int step) { return value + step * 1e-3; })
            .flush();
    open(3);
    auto* plot = chart("loss")->plot();
    const auto rows = plot->rowsAt(50);
    ASSERT_EQ(rows.size(), 3u);
    EXPECT_EQ(rows[0].name, u"high"_s);
    EXPECT_EQ(rows[1].name, u"middle"_s);
    EXPECT_EQ(rows[2].name, u"low"_s);
    EXPECT_NEAR(rows[2].value, 1.05, 1e-6);
    moveMouse(plot->viewport(), plot->place().area.center().toPoint());
    EXPECT_TRUE(QTest::qWaitFor([&] { return find<QWidget>("plotTip")->isVisible(); }));
}

TEST_F(RunChartTest, aRestartLeavesABranchThatCanBeHidden)
{
    RunWriter(folder, "first").curve("loss", 0, 100, [](int step) { return double(step); }).flush();
    auto& file = RunWriter(folder, "first", 60).curve("loss", 60, 120, [](int step) { return 100.0 + step; }).flush();
    (void)file;
    open(1);
    const auto drawing = chart("loss")->plot()->drawing();
    ASSERT_EQ(drawing->curves.size(), 2u);
    EXPECT_FALSE(drawing->curves[0].left);
    EXPECT_TRUE(drawing->curves[1].left);
    EXPECT_EQ(drawing->curves[1].line.front().front(), QPointF(60, 60));
    EXPECT_EQ(drawing->curves[0].line.front().back(), QPointF(119, 219));
    find<QWidget>("leftBranches")->setFocus();
    QTest::keyClick(find<QWidget>("leftBranches"), Qt::Key_Space);
    ASSERT_TRUE(drawn());
    EXPECT_EQ(chart("loss")->plot()->drawing()->curves.size(), 1u);
}

TEST_F(RunChartTest, fewRunsAreSeriesOfQtChartsManyAreOnePicture)
{
    for (int i = 0; i < 60; ++i)
        RunWriter(folder, qPrintable(u"run%1"_s.arg(i)))
            .curve("loss", 0, 50, [i](int step) { return i + std::sin(step * 0.3); })
            .flush();
    open(60);
    auto* plot = chart("loss")->plot();
    EXPECT_EQ(plot->drawing()->curves.size(), 60u);
    EXPECT_TRUE(plot->chart()->series().isEmpty());
    const QImage many = plot->grab().toImage();
    // The picture follows the size of its chart.
    widgets::ChartLayout layout = document()->layout();
    layout.height = 420;
    document()->setLayout(layout);
    ASSERT_TRUE(drawn());
    ASSERT_TRUE(drawn());
    const QImage higher = plot->grab().toImage();
    const QPoint end = plot->place().toPixels({25, 59 + std::sin(25 * 0.3)}).toPoint();
    bool line = false;
    for (int y = end.y() - 3; y <= end.y() + 3; ++y)
        line = line || higher.pixelColor(end.x(), y).hsvSaturation() > 60;
    EXPECT_TRUE(line);
    QStringList hide;
    for (int i = 30; i < 60; ++i)
        hide << idOf(qPrintable(u"run%1"_s.arg(i)));
    document()->setVisible(hide, false);
    ASSERT_TRUE(drawn());
    EXPECT_EQ(plot->chart()->series().size(), 30);
    EXPECT_TRUE(qobject_cast<QLineSeries*>(plot->chart()->series().first()));
    // Lines were there in the picture, too: in its middle some pixel is not of the card.
    const QRgb background = many.pixel(int(plot->place().area.left()) + 2, int(plot->place().area.top()) + 1);
    int colored = 0;
    for (int y = 0; y < many.height(); ++y)
        colored += many.pixel(many.width() / 2, y) != background;
    EXPECT_GT(colored, 30);
}

TEST_F(RunChartTest, inspectorChangesWhatIsDrawn)
{
    RunWriter(folder, "a-1")
        .settings({{"kind", std::string("a")}})
        .curve("loss", 0, 100, [](int) { return 1.0; })
        .flush();
    RunWriter(folder, "a-2")
        .settings({{"kind", std::string("a")}})
        .curve("loss", 0, 100, [](int) { return 3.0; })
        .flush();
    RunWriter(folder, "b-1")
        .settings({{"kind", std::string("b")}})
        .curve("loss", 0, 100, [](int) { return 5.0; })
        .flush();
    open(3);
    auto* slider = find<QSlider>("smoothingSlider");
    slider->setValue(800);
    EXPECT_EQ(document()->options().smoothing, runs::Smoothing::TensorBoard);
    EXPECT_DOUBLE_EQ(document()->options().amount, 0.8);
    auto* by = find<QComboBox>("groupBy");
    by->setCurrentIndex(1);
    Q_EMIT by->activated(1);
    ASSERT_TRUE(drawn());
    const auto drawing = chart("loss")->plot()->drawing();
    ASSERT_EQ(drawing->curves.size(), 2u);
    EXPECT_NEAR(drawing->curves[0].line[0].back().y(), 2, 1e-9);
    EXPECT_NEAR(drawing->curves[0].band[0].back().high, 3, 1e-9);
    by->setCurrentIndex(2);
    Q_EMIT by->activated(2);
    QTest::keyClicks(find<QLineEdit>("groupPattern"), u"^(.*-"_s);
    EXPECT_TRUE(find<QLabel>("groupError")->isVisible());
    QTest::keyClicks(find<QLineEdit>("groupPattern"), u")"_s);
    EXPECT_FALSE(find<QLabel>("groupError")->isVisible());
    ASSERT_TRUE(drawn());
    EXPECT_EQ(chart("loss")->plot()->drawing()->curves.size(), 2u);
    actions->action(u"view.log-y"_s)->trigger();
    ASSERT_TRUE(drawn());
    EXPECT_TRUE(chart("loss")->plot()->place().logY);
}

} // namespace maquette::tests
