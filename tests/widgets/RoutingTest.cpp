// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/FakeCloudService.h"
#include "widgets/TestSupport.h"
#include "widgets/runs/RunsTestSupport.h"

#include <QDir>

#include "widgets/cloud/CloudWorkspace.h"
#include "widgets/common/FolderLook.h"
#include "widgets/common/Text.h"

using namespace Qt::StringLiterals;

namespace maquette::tests {

/// The window with all workspaces.
class RoutingTest : public testing::Test {
protected:
    /// A file with its folders.
    QString put(const QString& name, const QByteArray& bytes)
    {
        const QString file = folder.filePath(name);
        QDir().mkpath(QFileInfo(file).path());
        QFile out(file);
        EXPECT_TRUE(out.open(QIODevice::WriteOnly));
        out.write(bytes);
        return file;
    }

    /// Where `file` ends when it is opened while `from` is in front.
    QString openedFrom(const QString& from, const QString& file, bool dropped = false)
    {
        window.showWorkspace(from);
        if (dropped)
            dropFiles(window.workspace()->content(), {folder.filePath(file)});
        else
            window.openFiles({folder.filePath(file)});
        return qobject_cast<widgets::RunsWorkspace*>(window.workspace()) ? u"runs"_s
            : qobject_cast<widgets::CloudWorkspace*>(window.workspace()) ? u"cloud"_s
                                                                         : u"edit"_s;
    }

    QTemporaryDir folder;
    widgets::Theme theme;
    FakeEditService edit;
    FakeCloudService cloud;
    PresetChooser chooser;
    std::unique_ptr<widgets::RunsService> runs = widgets::makeEngineRunsService();
    app::MainWindow window{{&edit, &chooser, &theme, &cloud, runs.get()}};
};

TEST_F(RoutingTest, foldersOfLogsGoToRunsAndFoldersOfRoomsToCloudFromEverywhere)
{
    RunWriter(folder, "logs/study/run").curve("loss", 0, 3, [](int) { return 1.0; }).flush();
    put(u"logs/notes.txt"_s, "a text as clouds may have, too\n");
    put(u"csv/version_0/metrics.csv"_s, "step,loss\n1,2\n");
    put(u"rooms/Area_1/office_1/Annotations/chair_1.txt"_s, "0 0 0 1 1 1\n");
    put(u"rooms/Area_1/office_1/office_1.txt"_s, "0 0 0 1 1 1\n");
    for (const QString& from : {u"edit"_s, u"cloud"_s, u"runs"_s}) {
        EXPECT_EQ(openedFrom(from, u"logs"_s), u"runs"_s) << qPrintable(from);
        EXPECT_EQ(openedFrom(from, u"csv"_s), u"runs"_s) << qPrintable(from);
        EXPECT_EQ(openedFrom(from, u"rooms"_s), u"cloud"_s) << qPrintable(from);
    }
}

TEST_F(RoutingTest, aFolderOfNoKindStaysWhereItIsOpened)
{
    put(u"other/letter.odt"_s, "words");
    EXPECT_EQ(openedFrom(u"runs"_s, u"other"_s), u"runs"_s);
    EXPECT_EQ(openedFrom(u"cloud"_s, u"other"_s), u"cloud"_s);
}

TEST_F(RoutingTest, roomsDroppedOnTheRunsGoToCloud)
{
    put(u"rooms/a.ply"_s, "ply\n");
    EXPECT_EQ(openedFrom(u"runs"_s, u"rooms"_s, true), u"cloud"_s);
}

TEST_F(RoutingTest, aLookIntoAFolderEndsAfterSoManyEntriesAndLevels)
{
    for (int i = 0; i < 30; ++i)
        put(u"many/%1.dat"_s.arg(i), {});
    put(u"deep/a/b/c/wanted"_s, {});
    put(u"hidden/.cache/wanted"_s, {});
    const auto path = [&](const QString& name) { return widgets::toPath(folder.filePath(name)); };
    int asked = 0;
    EXPECT_FALSE(widgets::folderHolds(
        path(u"many"_s),
        [&](const auto&) {
            ++asked;
            return false;
        },
        4, 12));
    EXPECT_EQ(asked, 12);
    const auto isWanted = [](const auto& entry) { return entry.path().filename() == "wanted"; };
    EXPECT_FALSE(widgets::folderHolds(path(u"deep"_s), isWanted, 3));
    EXPECT_TRUE(widgets::folderHolds(path(u"deep"_s), isWanted, 4));
    EXPECT_FALSE(widgets::folderHolds(path(u"hidden"_s), isWanted));
    EXPECT_FALSE(widgets::folderHolds(path(u"not there"_s), isWanted));
}

} // namespace maquette::tests
