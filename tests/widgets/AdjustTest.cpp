// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Changes of results as undo steps: sliders and switches of the explanation, and runs that replace results.
#include "widgets/TestSupport.h"

#include <QCheckBox>
#include <QLabel>
#include <QSlider>

#include "widgets/common/Actions.h"

using namespace Qt::StringLiterals;

namespace maquette::tests {

using widgets::ResultPtr;

class AdjustTest : public WindowTest {
protected:
    void SetUp() override
    {
        WindowTest::SetUp();
        fill();
        runAndWait();
        slider = find<QSlider>("step0:slider:strength");
        ASSERT_TRUE(slider);
    }

    /// Waits for the result with this strength.
    void waitFor(double strength)
    {
        ASSERT_TRUE(QTest::qWaitFor([&] {
            const ResultPtr shown = document->shownResult();
            const double now = shown->adjusted.empty() ? 100 : shown->adjusted[0]["strength"].get<double>();
            return now == strength && window->jobs()->count() == 0;
        }));
    }

    [[nodiscard]] QString words() { return find<QLabel>("step0Words")->text(); }

    QSlider* slider = nullptr;
};

TEST_F(AdjustTest, aMoveOfASliderIsAnUndoStepWithAName)
{
    const ResultPtr found = document->shownResult();
    const std::size_t steps = document->history().size();
    for (const int value : {90, 60, 30})
        slider->setValue(value);
    EXPECT_EQ(words(), u"Inverted by 30 %"_s); // at once, before the result
    waitFor(30);
    EXPECT_EQ(document->history().size(), steps + 1);
    EXPECT_EQ(document->history().undoName(), u"Change Strength"_s);
    EXPECT_TRUE(window->isWindowModified());

    find<QCheckBox>("step0Use")->click();
    ASSERT_TRUE(QTest::qWaitFor([&] { return !document->shownResult()->enabled.at(0); }));
    EXPECT_EQ(document->history().undoName(), u"Leave out “Inverted by 30 %”"_s);
    trigger("edit.undo");
    EXPECT_TRUE(find<QCheckBox>("step0Use")->isChecked());
    EXPECT_EQ(slider->value(), 30);
    trigger("edit.undo");
    EXPECT_EQ(document->shownResult(), found);
    EXPECT_EQ(slider->value(), 100);
    EXPECT_EQ(words(), u"Inverted by 100 %"_s);
    trigger("edit.redo");
    EXPECT_EQ(slider->value(), 30);
    EXPECT_EQ(words(), u"Inverted by 30 %"_s);
    EXPECT_EQ(document->shownResult()->adjusted[0]["strength"], 30.0);
}

TEST_F(AdjustTest, undoTakesBackAMoveWhoseResultHasNotCome)
{
    const ResultPtr found = document->shownResult();
    const QString newest = document->history().undoName();
    slider->setValue(40);
    trigger("edit.undo");
    EXPECT_EQ(slider->value(), 100);
    EXPECT_EQ(document->history().undoName(), newest);
    QTest::qWait(200); // more than a move waits
    ASSERT_TRUE(QTest::qWaitFor([&] { return window->jobs()->count() == 0; }));
    EXPECT_EQ(document->shownResult(), found);
}

TEST_F(AdjustTest, aFailedMovePutsTheSliderBack)
{
    const ResultPtr found = document->shownResult();
    service.fail = true;
    slider->setValue(40);
    ASSERT_TRUE(QTest::qWaitFor([&] { return slider->value() == 100; }));
    EXPECT_EQ(document->shownResult(), found);
}

TEST_F(AdjustTest, anAcceptedResultThatIsAdjustedBecomesACandidateBesideIt)
{
    trigger("edit.accept");
    const ResultPtr accepted = document->accepted();
    slider->setValue(70);
    waitFor(70);
    EXPECT_EQ(document->accepted(), accepted);
    EXPECT_EQ(document->candidates().size(), 1U);
    trigger("edit.undo");
    EXPECT_TRUE(document->candidates().empty());
    EXPECT_EQ(slider->value(), 100);
}

TEST_F(AdjustTest, aRunThatReplacesResultsCanBeUndone)
{
    slider->setValue(20);
    waitFor(20);
    const ResultPtr moved = document->shownResult();
    runAndWait();
    EXPECT_NE(document->shownResult(), moved);
    const ResultPtr again = document->shownResult();
    EXPECT_EQ(document->history().undoName(), u"Run again"_s);
    trigger("edit.undo");
    EXPECT_EQ(document->shownResult(), moved);
    EXPECT_EQ(find<QSlider>("step0:slider:strength")->value(), 20);
    trigger("edit.redo");
    EXPECT_EQ(document->shownResult(), again);
}

} // namespace maquette::tests
