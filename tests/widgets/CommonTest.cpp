// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QRegularExpression>
#include <QSet>
#include <QSignalSpy>
#include <QSlider>
#include <QTest>
#include <QThread>
#include <QToolButton>
#include <QWidget>

#include <gtest/gtest.h>

#include "widgets/FakeEditService.h"
#include "widgets/common/Actions.h"
#include "widgets/common/CommandPalette.h"
#include "widgets/common/JobModel.h"
#include "widgets/common/ParameterForm.h"
#include "widgets/common/Settings.h"
#include "widgets/common/Text.h"
#include "widgets/common/Theme.h"
#include "window/WindowPlace.h"

#include <array>
#include <atomic>
#include <memory>
#include <thread>
#include <vector>

using namespace Qt::StringLiterals;

namespace maquette::widgets {

TEST(Tokens, textMeetsContrastWhereItStandsInBothThemes)
{
    const std::array places{
        std::pair{Token::Panel, std::vector{Token::Text, Token::Muted, Token::Ok, Token::Warn, Token::Bad}},
        std::pair{Token::Window, std::vector{Token::Text, Token::Muted, Token::Ok, Token::Warn, Token::Bad}},
        std::pair{Token::Raised, std::vector{Token::Text, Token::Muted}},
        std::pair{Token::Canvas, std::vector{Token::Text, Token::Muted}}};
    for (const bool dark : {false, true}) {
        for (const auto& [surface, texts] : places)
            for (const Token token : texts)
                EXPECT_GE(contrastRatio(tokenColor(token, dark), tokenColor(surface, dark)), 4.5)
                    << static_cast<int>(token) << " on " << static_cast<int>(surface) << " dark " << dark;
        EXPECT_GE(contrastRatio(tokenColor(Token::OnAccent, dark), tokenColor(Token::Accent, dark)), 4.5);
        // The ring of what has the focus.
        for (const Token surface : {Token::Panel, Token::Window, Token::Raised, Token::Canvas})
            EXPECT_GE(contrastRatio(tokenColor(Token::Accent, dark), tokenColor(surface, dark)), 3);
    }
    EXPECT_NEAR(contrastRatio(Qt::black, Qt::white), 21, 1e-6);
}

TEST(Tokens, tableStandsInTheOrderOfTheEnumeration)
{
    for (std::size_t i = 0; i < tokenTable().size(); ++i)
        EXPECT_EQ(static_cast<std::size_t>(tokenTable()[i].token), i);
}

TEST(Theme, styleSheetHasNoPlaceLeftOpenAndScales)
{
    const QString sheet = Theme::styleSheet(true, 100);
    static const QRegularExpression open(u"\\{[a-z0-9]+\\}"_s);
    EXPECT_FALSE(open.match(sheet).hasMatch()) << qPrintable(open.match(sheet).captured());
    EXPECT_TRUE(sheet.contains(u"#5b9bff"_s));
    EXPECT_TRUE(Theme::styleSheet(false, 100).contains(u"#2563eb"_s));
    EXPECT_TRUE(sheet.contains(u"font-size: 11px"_s));
    EXPECT_TRUE(Theme::styleSheet(true, 200).contains(u"font-size: 22px"_s));
}

TEST(Settings, tableStandsInOrderAndKeysAreUnique)
{
    QSet<QString> keys;
    for (std::size_t i = 0; i < Settings::table().size(); ++i) {
        EXPECT_EQ(static_cast<std::size_t>(Settings::table()[i].setting), i);
        keys << QLatin1String(Settings::table()[i].key);
    }
    EXPECT_EQ(keys.size(), static_cast<qsizetype>(Settings::table().size()));
}

TEST(Settings, valuesComeBackAndNonsenseIsTheDefault)
{
    {
        Settings settings;
        QSignalSpy changed(&settings, &Settings::changed);
        settings.set(Setting::Theme, u"light"_s);
        settings.set(Setting::Theme, u"light"_s);
        EXPECT_EQ(changed.count(), 1);
        settings.set(Setting::TextPercent, u"many"_s);
        EXPECT_TRUE(settings.save());
    }
    Settings again;
    EXPECT_EQ(again.text(Setting::Theme), u"light"_s);
    EXPECT_EQ(again.number(Setting::TextPercent), 100);
    EXPECT_TRUE(again.flag(Setting::WriteMetadata));
}

TEST(StateStore, keepsTenRecentFilesNewestFirst)
{
    StateStore state;
    for (int i = 0; i < 12; ++i)
        state.addRecentFile(u"/a/%1"_s.arg(i));
    state.addRecentFile(u"/a/5"_s);
    EXPECT_EQ(state.recentFiles().size(), 10);
    EXPECT_EQ(state.recentFiles().first(), u"/a/5"_s);
    EXPECT_EQ(state.recentFiles().count(u"/a/5"_s), 1);
    state.removeRecentFile(u"/a/5"_s);
    EXPECT_EQ(state.recentFiles().first(), u"/a/11"_s);
    state.clearRecentFiles();
    EXPECT_TRUE(state.recentFiles().isEmpty());
}

TEST(WindowPlace, isClampedToTheScreensThereAre)
{
    const QRect screen(0, 0, 1600, 1000);
    const QRect good(100, 100, 800, 600);
    EXPECT_EQ(app::clampedToScreens(good, {screen}), good);
    // From a second screen that is gone.
    const QRect far(2600, 200, 800, 600);
    EXPECT_TRUE(screen.contains(app::clampedToScreens(far, {screen})));
    EXPECT_EQ(app::clampedToScreens(far, {screen, QRect(1600, 0, 1920, 1080)}), far);
    // Larger than any screen, title above the top, all but a sliver outside.
    EXPECT_TRUE(screen.contains(app::clampedToScreens(QRect(0, 0, 4000, 3000), {screen})));
    EXPECT_TRUE(screen.contains(app::clampedToScreens(QRect(100, -200, 800, 600), {screen})));
    EXPECT_TRUE(screen.contains(app::clampedToScreens(QRect(1550, 100, 800, 600), {screen})));
    EXPECT_EQ(app::clampedToScreens(far, {}), far);
}

class JobsTest : public testing::Test {
protected:
    QObject receiver;
    JobRunner runner;
};

TEST_F(JobsTest, resultsAndErrorsComeToTheInterfaceThread)
{
    std::optional<int> value;
    std::optional<base::ErrorCode> code;
    std::function<base::Result<int>(const base::Job&)> good = [](const base::Job&) -> base::Result<int> { return 42; };
    std::function<base::Result<int>(const base::Job&)> thrown
        = [](const base::Job&) -> base::Result<int> { throw std::bad_alloc(); };
    bool onInterface = false;
    runner.run<int>(u"good"_s, &receiver, good, [&](const base::Result<int>& r) {
        value = r.value();
        onInterface = QThread::currentThread() == qApp->thread();
    });
    runner.run<int>(u"thrown"_s, &receiver, thrown, [&](const base::Result<int>& r) { code = r.error().code; });
    ASSERT_TRUE(QTest::qWaitFor([&] { return runner.count() == 0; }));
    EXPECT_EQ(value, 42);
    EXPECT_TRUE(onInterface);
    EXPECT_EQ(code, base::ErrorCode::Device);
}

TEST_F(JobsTest, progressIsThrottledAndTheLastReportArrives)
{
    JobModel model(&runner);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Warning);
    std::atomic<bool> reported{false};
    std::atomic<bool> go{false};
    std::function<base::Result<int>(const base::Job&)> work = [&](const base::Job& job) -> base::Result<int> {
        for (int i = 1; i <= 1000; ++i)
            job.report(i / 1000.0, {"Counting"});
        reported = true;
        while (!go && !job.stopped())
            std::this_thread::yield();
        return 1;
    };
    int changes = 0;
    QObject::connect(&runner, &JobRunner::changed, &receiver, [&] { ++changes; });
    runner.run<int>(u"count"_s, &receiver, work, {});
    ASSERT_EQ(model.rowCount(), 1);
    EXPECT_EQ(model.index(0).data().toString(), u"count"_s);
    ASSERT_TRUE(QTest::qWaitFor([&] { return model.index(0).data(JobModel::FractionRole).toDouble() == 1.0; }));
    EXPECT_EQ(model.index(0).data(JobModel::StepRole).toString(), u"Counting"_s);
    EXPECT_LT(changes, 100);
    go = true;
    ASSERT_TRUE(QTest::qWaitFor([&] { return model.rowCount() == 0; }));
}

TEST_F(JobsTest, stopReachesTheWorkAndTheModelSaysSo)
{
    JobModel model(&runner);
    std::function<base::Result<int>(const base::Job&)> work = [](const base::Job& job) -> base::Result<int> {
        while (!job.stopped())
            std::this_thread::yield();
        return base::stoppedError();
    };
    std::optional<base::ErrorCode> code;
    const JobId id
        = runner.run<int>(u"endless"_s, &receiver, work, [&](const base::Result<int>& r) { code = r.error().code; });
    runner.stop(id);
    EXPECT_TRUE(model.index(0).data(JobModel::StoppingRole).toBool());
    runner.stop(id + 77); // unknown: nothing
    ASSERT_TRUE(QTest::qWaitFor([&] { return code.has_value(); }));
    EXPECT_EQ(code, base::ErrorCode::Stopped);
}

TEST_F(JobsTest, workWhoseReceiverDiesIsStoppedAndItsResultDropped)
{
    auto shortLived = std::make_unique<QObject>();
    bool delivered = false;
    std::function<base::Result<int>(const base::Job&)> work = [](const base::Job& job) -> base::Result<int> {
        while (!job.stopped())
            std::this_thread::yield();
        return 1;
    };
    runner.run<int>(u"orphan"_s, shortLived.get(), work, [&](const base::Result<int>&) { delivered = true; });
    shortLived.reset();
    ASSERT_TRUE(QTest::qWaitFor([&] { return runner.count() == 0; }));
    EXPECT_FALSE(delivered);
}

TEST_F(JobsTest, shutDownStopsAll)
{
    std::atomic<int> ended{0};
    std::function<base::Result<int>(const base::Job&)> work = [&](const base::Job& job) -> base::Result<int> {
        while (!job.stopped())
            std::this_thread::yield();
        ++ended;
        return base::stoppedError();
    };
    std::atomic<int>& count = ended;
    runner.run<int>(u"a"_s, &receiver, work, {});
    runner.run<int>(u"b"_s, &receiver, work, {});
    // Jobs that were still waiting are dropped; none is left running.
    EXPECT_TRUE(runner.shutDown(10000));
    EXPECT_LE(count, 2);
}

TEST(Mailbox, onlyTheNewestIsDeliveredAndNothingToTheDead)
{
    auto receiver = std::make_unique<QObject>();
    std::vector<int> got;
    const Mailbox<int> box(receiver.get(), [&](int value) { got.push_back(value); });
    std::thread([&] {
        for (int i = 0; i <= 1000; ++i)
            box.post(i);
    }).join();
    QTest::qWait(1);
    ASSERT_EQ(got.size(), 1U);
    EXPECT_EQ(got.back(), 1000);
    box.post(5);
    receiver.reset();
    QTest::qWait(1);
    EXPECT_EQ(got.size(), 1U);
}

TEST(Actions, conflictsAreFound)
{
    QWidget window;
    ActionCollection actions(&window);
    actions.add({"a", "&First…", "", "Ctrl+A"}, [] {});
    actions.add({"b", "Second", "", "Ctrl+B"}, [] {});
    EXPECT_TRUE(actions.conflicts().isEmpty());
    actions.add({"c", "Third", "", "Ctrl+C; Ctrl+A"}, [] {});
    EXPECT_EQ(actions.conflicts(), QStringList{u"Ctrl+A: a, c"_s});
    EXPECT_EQ(ActionCollection::plainText(actions.action(u"a"_s)), u"First"_s);
}

TEST(CommandPalette, findsEveryWordInAnyOrderAndRanksTheLastUsedFirst)
{
    QWidget window;
    ActionCollection actions(&window);
    actions.add({"a", "Save board", "", "Ctrl+S"}, [] {});
    actions.add({"b", "Save result", "", ""}, [] {});
    actions.add({"c", "Undo", "", ""}, [] {});
    ActionModel model(&actions);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Warning);
    ActionFilter filter;
    filter.setSourceModel(&model);
    QAbstractItemModelTester filterTester(&filter, QAbstractItemModelTester::FailureReportingMode::Warning);
    const auto rows = [&] {
        QStringList texts;
        for (int i = 0; i < filter.rowCount(); ++i)
            texts << filter.index(i, 0).data().toString();
        return texts;
    };
    filter.setQuery(u"save"_s);
    EXPECT_EQ(rows(), (QStringList{u"Save board"_s, u"Save result"_s}));
    filter.setQuery(u"RESULT sav"_s);
    EXPECT_EQ(rows(), QStringList{u"Save result"_s});
    filter.setQuery({});
    filter.noteUse(u"c"_s);
    EXPECT_EQ(rows().first(), u"Undo"_s);
    // A translated name is found by its English one, too.
    actions.action(u"a"_s)->setText(u"Brett sichern"_s);
    filter.setQuery(u"brett"_s);
    EXPECT_EQ(rows().size(), 1);
    filter.setQuery(u"save board"_s);
    EXPECT_EQ(rows(), QStringList{u"Brett sichern"_s});
}

class FormTest : public testing::Test {
protected:
    tests::FakeEditService service;
    ParameterForm form{u"edit"_s, service.parameters()};

    template <class T> T* find(const char* name) { return form.findChild<T*>(QLatin1String(name)); }
};

TEST_F(FormTest, editorsFollowTheTable)
{
    auto* guidance = find<QDoubleSpinBox>("edit:guidance");
    ASSERT_TRUE(guidance);
    EXPECT_EQ(guidance->value(), 1.0);
    EXPECT_EQ(guidance->maximum(), 3.0);
    EXPECT_EQ(guidance->decimals(), 1);
    EXPECT_EQ(guidance->toolTip(), u"How strongly the result follows the example."_s);
    EXPECT_EQ(guidance->accessibleName(), u"Follow the example"_s);
    EXPECT_EQ(find<QComboBox>("edit:method")->count(), 2);
    // Two thousand million seeds are no slider.
    EXPECT_FALSE(find<QSlider>("edit:slider:seed"));
    EXPECT_TRUE(find<QToolButton>("edit:dice:seed"));
}

TEST_F(FormTest, sliderAndBoxMoveTogetherAndResetGoesBack)
{
    QSignalSpy edited(&form, &ParameterForm::edited);
    auto* slider = find<QSlider>("edit:slider:guidance");
    slider->setValue(25);
    EXPECT_DOUBLE_EQ(form.values().real("guidance"), 2.5);
    EXPECT_DOUBLE_EQ(find<QDoubleSpinBox>("edit:guidance")->value(), 2.5);
    EXPECT_EQ(edited.count(), 1);
    auto* reset = find<QToolButton>("edit:reset:guidance");
    EXPECT_FALSE(reset->isHidden());
    reset->click();
    EXPECT_DOUBLE_EQ(form.values().real("guidance"), 1.0);
    EXPECT_EQ(slider->value(), 10);
    EXPECT_TRUE(reset->isHidden());
    find<QComboBox>("edit:method")->setCurrentIndex(1);
    EXPECT_EQ(form.values().text("method"), "explain");
    find<QDoubleSpinBox>("edit:seed")->setValue(2147483647);
    EXPECT_EQ(form.values().integer("seed"), 2147483647);
}

TEST_F(FormTest, levelsHideWhatComesAfterThemAndSettingValuesIsSilent)
{
    QSignalSpy edited(&form, &ParameterForm::edited);
    form.setLevel(base::Parameter::Level::Basic);
    EXPECT_TRUE(find<QWidget>("edit:row:steps")->isHidden());
    EXPECT_FALSE(find<QWidget>("edit:row:seed")->isHidden());
    form.setLevel(base::Parameter::Level::Advanced);
    EXPECT_FALSE(find<QWidget>("edit:row:steps")->isHidden());
    EXPECT_TRUE(find<QWidget>("edit:row:boxes")->isHidden());
    form.setLevel(base::Parameter::Level::All);
    EXPECT_FALSE(find<QWidget>("edit:row:boxes")->isHidden());
    base::ParameterValues values(service.parameters());
    ASSERT_TRUE(values.set("seed", std::int64_t(99)).ok());
    form.setValues(values);
    EXPECT_EQ(find<QDoubleSpinBox>("edit:seed")->value(), 99);
    EXPECT_EQ(edited.count(), 0);
}

TEST(Text, putsArgumentsIntoTheTranslatedSentence)
{
    EXPECT_EQ(translated({QT_TRANSLATE_NOOP("Engine", "%1 is no %2"), {"%2", "ü"}}), u"%2 is no ü"_s);
    EXPECT_EQ(fromPath(toPath(u"/tmp/ä b"_s)), u"/tmp/ä b"_s);
    EXPECT_EQ(sizeText(1024, 768), u"1024 × 768 px"_s);
}

} // namespace maquette::widgets
