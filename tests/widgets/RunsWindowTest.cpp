// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/Audit.h"
#include "widgets/TestSupport.h"
#include "widgets/common/ElidedLabel.h"
#include "widgets/runs/RunsTestSupport.h"

#include <QDir>
#include <QMenu>
#include <QMenuBar>
#include <QTabBar>
#include <QToolButton>
#include <QTranslator>

using namespace Qt::StringLiterals;

namespace maquette::tests {

/// The real window with the runs workspace in front.
class RunsWindowTest : public testing::Test {
protected:
    void SetUp() override { makeWindow(); }

    void makeWindow()
    {
        runs = widgets::makeEngineRunsService();
        window = std::make_unique<app::MainWindow>(app::WindowServices{&edit, &chooser, &theme, nullptr, runs.get()});
        window->settings()->set(widgets::Setting::Theme, u"dark"_s);
        window->resize(1440, 900);
        window->show();
        ASSERT_TRUE(QTest::qWaitForWindowExposed(window.get()));
        QApplication::setActiveWindow(window.get());
        window->showWorkspace(u"runs"_s);
        workspace = qobject_cast<widgets::RunsWorkspace*>(window->workspace());
        ASSERT_TRUE(workspace);
    }

    void fill()
    {
        for (const char* name : {"a", "b"}) {
            RunWriter writer(folder, name);
            writer.settings({{"lr", name[0] == 'a' ? 0.1 : 0.2}})
                .curve("train/loss", 0, 50, [](int step) { return 1.0 / (1 + step); })
                .curve("eval/loss", 0, 50, [](int step) { return 2.0 / (1 + step); });
            EXPECT_TRUE(writer.writer->pictures("samples", {10, at(10)}, {{0, 0, png(Qt::red)}}).ok());
            EXPECT_TRUE(writer.writer->text("notes", {10, at(10)}, {1, 1, {"words"}}).ok());
            writer.flush();
        }
        window->openFiles({folder.path()});
        ASSERT_TRUE(QTest::qWaitFor(
            [&] {
                const auto& snapshot = workspace->document()->snapshot();
                return snapshot->runs.size() == 2 && !snapshot->loading;
            },
            30000));
        ASSERT_TRUE(QTest::qWaitFor(
            [&] { return !workspace->page()->grid()->charts().isEmpty() && workspace->page()->grid()->upToDate(); },
            30000));
    }

    widgets::Theme theme;
    FakeEditService edit;
    PresetChooser chooser;
    QTemporaryDir folder;
    std::unique_ptr<widgets::RunsService> runs;
    std::unique_ptr<app::MainWindow> window;
    widgets::RunsWorkspace* workspace = nullptr;
};

TEST_F(RunsWindowTest, aFolderOpensInItAndAnEventFileFindsItFromElsewhere)
{
    fill();
    EXPECT_TRUE(window->windowTitle().startsWith(QFileInfo(folder.path()).fileName()));
    EXPECT_TRUE(window->findChild<widgets::ElidedLabel*>(u"runsFacts"_s)->wholeText().contains(u"live"_s));
    window->showWorkspace(u"edit"_s);
    const QString run = folder.filePath(u"a"_s);
    const QString file = QDir(run).entryInfoList(QDir::Files).value(0).absoluteFilePath();
    window->openFiles({file});
    EXPECT_EQ(window->workspace(), workspace);
    EXPECT_EQ(workspace->document()->roots(), (QStringList{folder.path(), file}));
}

TEST_F(RunsWindowTest, everyActionIsInAMenuInBothLanguages)
{
    for (const QString& language : {u"en"_s, u"de"_s}) {
        QTranslator translator;
        ASSERT_TRUE(translator.load(u":/i18n/maquette_%1.qm"_s.arg(language)));
        QCoreApplication::installTranslator(&translator);
        window.reset();
        makeWindow();
        EXPECT_EQ(window->actions()->conflicts().join(u'\n').toStdString(), "");
        auto* bar = window->findChild<QMenuBar*>(u"menuBar"_s);
        QSet<QString> reachable;
        QList<QMenu*> menus;
        for (QAction* top : bar->actions())
            menus << top->menu();
        for (qsizetype i = 0; i < menus.size(); ++i) {
            Q_EMIT menus[i]->aboutToShow();
            for (QAction* line : menus[i]->actions()) {
                reachable << line->objectName() << widgets::ActionCollection::plainText(line);
                if (line->menu())
                    menus << line->menu();
            }
        }
        for (QAction* action : window->actions()->all())
            EXPECT_TRUE(reachable.contains(action->objectName())
                        || reachable.contains(widgets::ActionCollection::plainText(action)))
                << qPrintable(action->objectName());
        window.reset();
        QCoreApplication::removeTranslator(&translator);
    }
}

TEST_F(RunsWindowTest, everyInteractiveWidgetHasNamesRoleAndSize)
{
    EXPECT_EQ(audit(window.get()).join(u'\n').toStdString(), "");
    fill();
    auto* tabs = window->findChild<QTabBar*>(u"runsTabs"_s);
    for (int i = 0; i < tabs->count(); ++i) {
        tabs->setCurrentIndex(i);
        QTest::qWait(200);
        EXPECT_EQ(audit(window.get()).join(u'\n').toStdString(), "") << qPrintable(tabs->tabText(i));
    }
}

TEST_F(RunsWindowTest, worksFromRightToLeftAndAtLargeText)
{
    QGuiApplication::setLayoutDirection(Qt::RightToLeft);
    window->close();
    window.reset();
    makeWindow();
    window->settings()->set(widgets::Setting::TextPercent, 200);
    fill();
    EXPECT_TRUE(QTest::qWaitFor([&] { return workspace->page()->grid()->upToDate(); }, 30000));
    EXPECT_EQ(audit(window.get()).join(u'\n').toStdString(), "");
    for (const widgets::RunChart* chart : workspace->page()->grid()->charts())
        EXPECT_TRUE(workspace->page()->grid()->widget()->rect().contains(chart->geometry()));
    window->settings()->set(widgets::Setting::TextPercent, 100);
    QGuiApplication::setLayoutDirection(Qt::LeftToRight);
}

} // namespace maquette::tests
