// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/TestSupport.h"

#include <QLabel>
#include <QPainter>

#include "widgets/edit/EditService.h"

#include <cmath>

using namespace Qt::StringLiterals;

namespace maquette::tests {

namespace {

/// A scene with edges and many colors, so that a change of it can be told from chance.
QImage scene(int width, int height, int variant)
{
    QImage image(width, height, QImage::Format_RGB32);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x)
            image.setPixel(x, y, qRgb(255 * x / width, 255 * y / height, (x * 3 + y * 5 * variant) % 256));
    QPainter painter(&image);
    painter.fillRect(width / 5, height / 4, width / 4, height / 3, QColor(30, 120 + 20 * variant, 60));
    painter.setBrush(QColor(200, 40, 90));
    painter.drawEllipse(QPointF(width * 0.65, height * 0.6), width * 0.2, height * 0.2);
    return image;
}

} // namespace

/// The window over the engine that the program ships.
class EngineTest : public WindowTest {
protected:
    void SetUp() override
    {
        window = std::make_unique<app::MainWindow>(app::WindowServices{engine.get(), &chooser, &theme});
        window->show();
        ASSERT_TRUE(QTest::qWaitForWindowExposed(window.get()));
        workspace = qobject_cast<widgets::EditWorkspace*>(window->workspace());
        document = workspace->document();
    }

    std::unique_ptr<widgets::EditService> engine = widgets::makeEngineEditService("cpu");
};

TEST_F(EngineTest, findsAMirrorAndAnInversionAndAppliesThemToThePicture)
{
    const QImage first = scene(160, 120, 1);
    QImage changed = first.mirrored(true, false);
    changed.invertPixels();
    const QImage picture = scene(240, 160, 2);
    window->openFiles({write(u"b.png"_s, first), write(u"a.png"_s, changed), write(u"p.png"_s, picture)});
    ASSERT_TRUE(QTest::qWaitFor([&] { return document->complete(); }, 30000));
    trigger("edit.run");
    ASSERT_TRUE(QTest::qWaitFor([&] { return document->chosenResult() && window->jobs()->count() == 0; }, 120000));
    const auto result = document->chosenResult();
    EXPECT_TRUE(result->result.understood);
    EXPECT_GT(result->result.selfScore, 40);
    QImage expected = picture.mirrored(true, false);
    expected.invertPixels();
    const QImage& got = result->picture->levels[0];
    ASSERT_EQ(got.size(), expected.size());
    double error = 0;
    for (int y = 0; y < got.height(); ++y)
        for (int x = 0; x < got.width(); ++x)
            error += std::abs(got.pixelColor(x, y).green() - expected.pixelColor(x, y).green());
    EXPECT_LT(error / (got.width() * got.height()), 3);
    EXPECT_TRUE(find<QLabel>("step0Words"));
}

TEST_F(EngineTest, boardsAndSavedResultsGoThroughRealFiles)
{
    const QImage first = scene(96, 64, 1);
    QImage changed = first;
    changed.invertPixels();
    window->openFiles({write(u"b.png"_s, first), write(u"a.png"_s, changed), write(u"p.png"_s, scene(96, 96, 3))});
    ASSERT_TRUE(QTest::qWaitFor([&] { return document->complete(); }, 30000));
    document->setBoxes(widgets::BoardSlot::Before, {{0.25, 0.25, 0.75, 0.75}}, u"Draw a box"_s);
    trigger("edit.run");
    ASSERT_TRUE(QTest::qWaitFor([&] { return document->chosenResult() && window->jobs()->count() == 0; }, 120000));
    const std::size_t steps = document->chosenResult()->fitted.steps.size();
    const QString board = folder.filePath(u"x.board"_s);
    const QString saved = folder.filePath(u"x.webp"_s);
    chooser.answers = {board, saved};
    trigger("file.save-board");
    ASSERT_TRUE(QTest::qWaitFor([&] { return !document->modified(); }, 30000));
    trigger("file.save-result");
    ASSERT_TRUE(QTest::qWaitFor([&] { return QFile::exists(saved) && window->jobs()->count() == 0; }, 30000));
    trigger("file.new");
    window->openFiles({board});
    ASSERT_TRUE(QTest::qWaitFor([&] { return document->complete(); }, 30000));
    EXPECT_EQ(document->boxes(widgets::BoardSlot::Before).size(), 1U);
    EXPECT_EQ(document->picture(widgets::BoardSlot::Before)->levels[0].pixelColor(50, 30), first.pixelColor(50, 30));
    window->openFiles({saved});
    ASSERT_TRUE(QTest::qWaitFor([&] { return find<QWidget>("message:restore") != nullptr; }, 30000));
    press("message:restore");
    ASSERT_TRUE(QTest::qWaitFor([&] { return document->chosenResult() != nullptr; }, 30000));
    EXPECT_EQ(document->chosenResult()->fitted.steps.size(), steps);
}

} // namespace maquette::tests
